/*
 * Runs on the references. Redoc routes by the part after `#`, but its links read `/items`, which leads nowhere when
 * opened in a new tab: here they become `#/items`.
 */
function mend(links: Iterable<Element>): void {
  for (const link of links) {
    const href = link.getAttribute('href')
    if (href?.startsWith('/')) link.setAttribute('href', `#${href}`)
  }
}

mend(document.querySelectorAll('a'))
new MutationObserver((records) => {
  for (const { target, addedNodes } of records) {
    if (target instanceof HTMLAnchorElement) mend([target])
    for (const node of addedNodes) if (node instanceof Element) mend([node, ...node.querySelectorAll('a')])
  }
}).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['href'] })
