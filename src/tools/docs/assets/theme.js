// Runs before the page is drawn. Redoc keeps its choice under the same name, so guides and references agree.
;(() => {
  let mode = null
  try {
    mode = localStorage.getItem('redoc.colorMode')
  } catch {}
  if (mode !== 'light' && mode !== 'dark') mode = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  document.documentElement.classList.add(mode)
})()
