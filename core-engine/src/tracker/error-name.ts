/**
 * What may be logged of an error that foreign code threw: its class. Its message may hold a key or an attribute of a
 * user, which no log line may.
 */
export function errorName(error: unknown): string {
  try {
    return error instanceof Error ? error.constructor.name : typeof error;
  } catch {
    return 'unknown';
  }
}
