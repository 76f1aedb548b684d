/** The forms in which a text may repeat a secret: as it is, within JSON, within a URL. */
const formsOf = (secret: string): string[] => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]

/** How much of a text of the server's an error shows. */
const SHOWN = 1000

/**
 * Makes a text that came from a server fit to be shown: without secrets that it repeats, without characters that control
 * a terminal, and not too long. Secrets go first, since a part of one is still secret.
 */
export const harmless = (text: string, secrets: readonly string[]): string =>
  secrets
    .filter(Boolean)
    .flatMap(formsOf)
    // The longer form first: a shorter one within it would leave the rest behind.
    .sort((a, b) => b.length - a.length)
    // One or two characters are found in many words: they go where they are a word of their own.
    .reduce((clean, secret) => (secret.length > 2 ? clean.replaceAll(secret, '…') : clean), text)
    .replace(/[^\s.,:;"']+/g, (word) => (secrets.includes(word) ? '…' : word))
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ')
    .slice(0, SHOWN)
