/** A part of a path without its encoding. A client that does not encode may send a lone percent sign. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
