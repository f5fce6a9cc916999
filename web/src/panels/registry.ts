// Where a panel is added: one file that describes itself, and one line here.
import type { ComponentType } from "preact"
import type { Description } from "../engine.ts"
import type { Question } from "../questions.ts"
import { claims } from "./claims.tsx"
import { commands } from "./commands.tsx"
import { conditions } from "./conditions.tsx"
import { equilibria } from "./equilibria.tsx"
import { game } from "./game.tsx"
import { map } from "./map.tsx"
import { point } from "./point.tsx"
import { repeated } from "./repeated.tsx"

export interface PanelEntry {
  id: string
  /** The text is read, the margin stays in view beside it. */
  place: "text" | "margin"
  applies: (d: Description) => boolean
  questions?: Question[]
  view: ComponentType
}

export const panels: PanelEntry[] = [point, map, game, conditions, equilibria, repeated, claims, commands]

