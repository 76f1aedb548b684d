/** The frame of every page of the docs that Redocly does not build. */

/** A page with a title and a body, in the colours of the browser's scheme. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
:root { color-scheme: light dark; --ink: light-dark(#1c2430, #e8ecf2); --soft: light-dark(#5b6675, #9aa6b6); --edge: light-dark(#d8dee6, #36404d); --mark: light-dark(#00666e, #5fd0d8) }
body { margin: 0 auto; max-width: 46rem; padding: 3rem 1.25rem; font: 1rem/1.6 system-ui, sans-serif; color: var(--ink); background: light-dark(#fff, #14181e) }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .75rem }
p { margin: .5rem 0 }
a { color: var(--mark) }
ul { list-style: none; padding: 0; margin: 2rem 0; display: grid; gap: 1rem }
li a { display: block; padding: 1rem 1.25rem; border: 1px solid var(--edge); border-radius: .5rem; color: inherit; text-decoration: none }
li a:hover, li a:focus-visible { border-color: var(--mark); outline: 2px solid var(--mark) }
li strong { font-size: 1.2rem; color: var(--mark) }
li span, footer { color: var(--soft); font-size: .9rem }
code { font-family: ui-monospace, monospace; font-size: .92em }
.wide { max-width: 80rem }
.scroll { overflow-x: auto }
table { border-collapse: collapse; font-size: .85rem }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem; border-bottom: 1px solid var(--edge); overflow-wrap: anywhere }
tbody th { font-weight: normal; min-width: 20rem }
</style>
</head>
${body}
</html>
`
}
