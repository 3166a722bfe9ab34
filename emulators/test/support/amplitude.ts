/** What the vendor's SDK gives, without the members that it sets to `undefined`. */
export function asSent(given: unknown): unknown {
  return JSON.parse(JSON.stringify(given));
}
