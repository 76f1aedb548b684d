import { expect, it } from 'vitest'
import { sentence } from '../../sentence.ts'

it.each([
  ['use CRONUS International Ltd.', 'use CRONUS International Ltd.'],
  ['use Fabrikam', 'use Fabrikam.'],
  ['The server said: Why?', 'The server said: Why?'],
  ['The server said: (no comment.)\n', 'The server said: (no comment.)'],
  ['cut short…', 'cut short…'],
])('%j ends with one full stop', (text, ended) => expect(sentence(text)).toBe(ended))
