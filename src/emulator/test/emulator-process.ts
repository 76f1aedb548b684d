/* Runs an emulator in a process of its own: `node emulator-process.ts '{"data":"…"}'`. Prints its base URLs once it is ready. */
import { startEmulator } from '../index.ts'

const { url, baseUrls } = await startEmulator(JSON.parse(process.argv[2] ?? '{}'))
console.log(JSON.stringify({ url, baseUrls }))
