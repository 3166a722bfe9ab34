import { inspect, isDeepStrictEqual } from 'node:util';

/** What a case found is not what it expected. The message says both, in the same words on every version of Node. */
export class NotAsExpected extends Error {
  override readonly name = 'NotAsExpected';
}

export function fail(message: string): never {
  throw new NotAsExpected(message);
}

export function ok(condition: unknown, message: string): asserts condition {
  if (condition === false || condition === undefined || condition === null) fail(message);
}

/** The same value, or the same object. */
export function equal(found: unknown, expected: unknown, what: string): void {
  if (!Object.is(found, expected)) fail(`${what}: ${brief(found)}, not ${brief(expected)}`);
}

export function notEqual(found: unknown, other: unknown, what: string): void {
  if (Object.is(found, other)) fail(`${what}: ${brief(found)}`);
}

/** The same in all depth. */
export function deepEqual(found: unknown, expected: unknown, what: string): void {
  if (!isDeepStrictEqual(found, expected)) fail(`${what}: ${brief(found)}, not ${brief(expected)}`);
}

/** What the call is refused with does not matter. */
export async function rejects(call: () => Promise<unknown>, message: string): Promise<void> {
  try {
    await call();
  } catch {
    return;
  }
  fail(message);
}

function brief(value: unknown): string {
  const text = inspect(value, {
    depth: 4,
    breakLength: Number.POSITIVE_INFINITY,
    maxArrayLength: 12,
    maxStringLength: 120,
  });
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
