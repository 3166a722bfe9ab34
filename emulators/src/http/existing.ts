/** What was found. @throws Error that says what there is none of */
export function existing<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`the emulator has no ${what}`);
  return found;
}
