/** So much of a name appears in a message. */
const SHOWN = 100;

/** A name as it may stand in a message: in quotes, on one line, and cut, since somebody else chose it. */
export function showName(name: string): string {
  return JSON.stringify(name.length > SHOWN ? `${name.slice(0, SHOWN)}…` : name);
}
