const UNRELEASED = '## Unreleased'

/** The versions that CHANGELOG.md says were released, the latest first. */
export function releasedVersions(changelog: string): string[] {
  return [...changelog.matchAll(/^## (\d+\.\d+\.\d+)/gm)].map(([, version = '']) => version)
}

/** What a changelog says under a heading such as `## 1.2.3`, without the heading; undefined if it has no such section. */
export function notesOf(changelog: string, heading: string): string | undefined {
  const section = sectionsOf(changelog).find((text) => text.startsWith(`${heading}\n`))
  return section?.slice(heading.length).trim()
}

/**
 * Adds the section of a new version above the older ones. What stood under `## Unreleased` goes into it, and that
 * section goes away: from then on changesets collect the notes.
 *
 * @param notes what changesets say about the version
 */
export function addRelease(changelog: string, version: string, notes: string): string {
  const [head = ''] = changelog.split(/^(?=## )/m)
  const older = sectionsOf(changelog).filter((section) => !section.startsWith(UNRELEASED))
  const byHand = (notesOf(changelog, UNRELEASED) ?? '').replace(/^Nothing has been released yet\.\s*/, '')
  const body = [notes.trim(), byHand].filter((text) => text !== '').join('\n\n')
  const parts = [head, `## ${version}\n\n${body}`, ...older]
  return `${parts.map((part) => part.trim()).join('\n\n')}\n`
}

const sectionsOf = (changelog: string) => changelog.split(/^(?=## )/m).slice(1)
