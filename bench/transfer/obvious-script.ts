/*
 * What somebody writes in ten minutes: loop over the items, ask for the metadata, ask for the content, write the file. It
 * goes on where a request fails, and takes any 2xx for a picture.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export async function obviousScript(
  baseUrl: string,
  company: string,
  folder: string,
): Promise<{ requests: number; failed: number }> {
  const headers = { Authorization: 'Bearer script' }
  let requests = 0
  let failed = 0
  const get = async (url: string) => {
    requests += 1
    const response = await fetch(url, { headers })
    if (!response.ok) throw new Error(String(response.status))
    return response
  }
  await mkdir(folder, { recursive: true })
  let next: string | undefined = `${baseUrl}/companies(${company})/items`
  while (next) {
    const page = (await (await get(next)).json()) as {
      value: { id: string; number: string }[]
      '@odata.nextLink'?: string
    }
    for (const { id, number } of page.value) {
      try {
        const picture = `${baseUrl}/companies(${company})/items(${id})/picture`
        const { width } = (await (await get(picture)).json()) as { width: number }
        if (width === 0) continue
        const content = await get(`${picture}/pictureContent`)
        await writeFile(join(folder, `${number}.jpg`), Buffer.from(await content.arrayBuffer()))
      } catch {
        failed += 1
      }
    }
    next = page['@odata.nextLink']
  }
  return { requests, failed }
}
