/**
 * A text as it is where a program names a flag: a literal is one object however often it occurs, and is recognised without
 * looking at its letters. Texts that are put together or parsed are not.
 */
export function literal(text: string): string {
  return Object.keys({ [text]: true })[0] ?? text;
}
