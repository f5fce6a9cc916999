// Where in a game file a position is, told from indentation: enough for what to offer there.

/** The keys above a line, outermost first; items of lists are "-". */
export function pathAt(lines: string[], line: number, indent: number): string[] {
  const path: string[] = []
  for (let k = line - 1; k >= 0 && indent > 0; k--) {
    const m = /^( *)((?:- +)*)(?:"([^"]*)"|'([^']*)'|([^\s:#][^:#]*?))\s*:(\s|$)/.exec(lines[k])
    if (!m) continue
    const depth = m[1].length
    const inner = depth + m[2].length
    if (inner < indent) {
      path.unshift(m[3] ?? m[4] ?? m[5])
      indent = inner
    }
    if (m[2] && depth < indent) {
      path.unshift("-")
      indent = depth
    }
  }
  return path
}
