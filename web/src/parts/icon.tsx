const paths = {
  books: "M4 4h4v16H4zM8 4h4v16H8zM13 5l4-1 4 15-4 1z",
  file: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
  undo: "M9 7L4 12l5 5M4 12h10a5 5 0 0 1 0 10h-2",
  redo: "M15 7l5 5-5 5M20 12H10a5 5 0 0 0 0 10h2",
  link: "M10 14a4 4 0 0 0 6 0l4-4a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-4 4a4 4 0 0 0 6 6l1-1",
  save: "M12 4v11M7 11l5 5 5-5M4 20h16",
  theme: "M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  close: "M6 6l12 12M18 6L6 18",
  open: "M4 19V6h6l2 2h8v11z",
  snap: "M12 3v18M5 8l4 4-4 4M19 8l-4 4 4 4",
  reset: "M4 4v6h6M4.5 10a8 8 0 1 1-.5 4",
  up: "M5 15l7-7 7 7",
  down: "M5 9l7 7 7-7",
  go: "M5 12h14M13 6l6 6-6 6",
}

export type IconName = keyof typeof paths

/** A drawing beside words or on a button that has a name: nothing for a screen reader. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={paths[name]} />
  </svg>
)
