/** How the HTML report looks, in light and dark, on wide and narrow screens. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 0 }
main { max-width: 60rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.5rem; margin: 1rem 0 0 }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem }
small, span { color: color-mix(in srgb, currentColor 70%, transparent); font-weight: normal }
.tiles { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; padding: 0 }
.tiles li { border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: .5rem; padding: .4rem .8rem }
.tiles b { font-size: 1.2rem }
.note { border-left: 4px solid #d97706; padding-left: .8rem }
table { border-collapse: collapse; width: 100% }
td { border-top: 1px solid color-mix(in srgb, currentColor 15%, transparent); padding: .5rem .6rem .5rem 0; vertical-align: top; overflow-wrap: anywhere }
td:first-child { white-space: nowrap; width: 72px }
img { width: 64px; height: 64px; object-fit: contain; background: repeating-conic-gradient(#8883 0 25%, transparent 0 50%) 0 / 16px 16px }
@media (max-width: 40rem) { td { display: block; border: 0; padding: .1rem 0 } tr { display: block; border-top: 1px solid #8884; padding: .6rem 0 } }
`
