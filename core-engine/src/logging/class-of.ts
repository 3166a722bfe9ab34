/** A class may have a name of any length. */
const LONGEST = 100;

/**
 * What may be said of an error that foreign code threw: its class. Its message may hold a key or an attribute of a user,
 * which belongs neither into a log nor into an answer.
 */
export function classOf(error: unknown): string {
  try {
    if (!(error instanceof Error)) return typeof error;
    const { name } = error.constructor as { readonly name: unknown };
    return typeof name === 'string' ? name.slice(0, LONGEST) : 'unknown';
  } catch {
    return 'unknown';
  }
}
