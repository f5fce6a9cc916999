// Markup that the engine made: tables, MathML, SVG. It is escaped there; here it is walked
// once more, and only what such markup needs is let through.
import { useLayoutEffect, useRef } from "preact/hooks"

const elements = new Set((
  "math mrow mi mn mo mtext mspace mfrac msqrt mroot msup msub msubsup munder mover munderover mtable mtr mtd mpadded mstyle menclose semantics " +
  "svg g path rect circle ellipse line polyline polygon text tspan title desc defs clippath pattern lineargradient radialgradient stop use marker " +
  "table caption thead tbody tfoot tr th td colgroup col p span div em strong b i sub sup br ul ol li dl dt dd pre code h2 h3 h4 h5 figure figcaption abbr small section"
).split(" "))

const attributes = new Set((
  "class id scope colspan rowspan lang dir role title aria-label aria-hidden alt " +
  "mathvariant form stretchy fence separator lspace rspace width height depth linethickness columnalign displaystyle scriptlevel display accent minsize maxsize " +
  "viewbox x y x1 y1 x2 y2 cx cy r rx ry d points transform fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linejoin stroke-linecap " +
  "stroke-dasharray stroke-dashoffset stroke-miterlimit opacity clip-path font-family font-size font-weight font-style text-anchor dominant-baseline dx dy " +
  "xml:space preserveaspectratio offset stop-color stop-opacity gradientunits gradienttransform patternunits patterntransform patterncontentunits clippathunits href"
).split(" "))

let made = 0

/** The nodes of markup, with what is not known left out and identifiers made unique. */
export function nodes(html: string): DocumentFragment {
  const prefix = `m${++made}-`
  // a style attribute would be refused by the page's policy even in a document that is never shown
  const parsed = new DOMParser().parseFromString(html.replace(/\sstyle="[^"]*"/g, ""), "text/html")
  const out = document.createDocumentFragment()
  copy(parsed.body, out, prefix)
  return out
}

function copy(from: Node, to: Node, prefix: string) {
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      to.appendChild(document.createTextNode(child.nodeValue ?? ""))
      continue
    }
    if (!(child instanceof Element)) continue
    const name = child.localName.toLowerCase()
    if (!elements.has(name)) continue
    // a header that says nothing is none: readers of the screen would announce it
    const tag = name === "th" && !child.textContent?.trim() ? "td" : child.localName
    const element = document.createElementNS(child.namespaceURI, tag)
    for (const a of child.attributes) {
      const key = a.name.toLowerCase()
      if (!attributes.has(key) || (key === "scope" && tag === "td")) continue
      if (key === "id") element.setAttribute(a.name, prefix + a.value)
      else if (key === "href") {
        if (a.value.startsWith("#")) element.setAttribute(a.name, "#" + prefix + a.value.slice(1))
      } else if (a.value.includes("url(")) {
        const local = /^url\(#([\w-]+)\)$/.exec(a.value)
        if (local) element.setAttribute(a.name, `url(#${prefix}${local[1]})`)
      } else element.setAttribute(a.name, a.value)
    }
    copy(child, element, prefix)
    to.appendChild(element)
  }
}

/** Engine markup in an element of its own. */
export function Markup({ html, class: cls, block }: { html: string; class?: string; block?: boolean }) {
  const ref = useRef<HTMLElement>(null)
  useLayoutEffect(() => ref.current!.replaceChildren(nodes(html)), [html])
  return block ? <div ref={ref as never} class={cls} /> : <span ref={ref as never} class={cls} />
}
