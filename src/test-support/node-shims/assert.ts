/* As much of `node:assert/strict` as Microsoft's scenarios use, for the page. */

function equal(actual: unknown, expected: unknown, message: string): void {
  if (actual !== expected) throw new Error(`${message}: ${actual}, not ${expected}`)
}

function deepEqual(actual: unknown, expected: unknown, message: string): void {
  equal(JSON.stringify(actual), JSON.stringify(expected), message)
}

function ok(value: unknown, message: string): void {
  if (!value) throw new Error(message)
}

export default { equal, deepEqual, ok }
