/** Whether a value is text, a number, a boolean, or a list of those where it may be one. */
export function isPlain(value: unknown, mayBeList: boolean): boolean {
  return (
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    (mayBeList && Array.isArray(value) && isPlainList(value))
  );
}

/** Whether a list holds nothing but texts, numbers, booleans and null. */
export function isPlainList(list: readonly unknown[]): boolean {
  for (let at = 0; at < list.length; at += 1) {
    const element = list[at];
    if (element !== null && !isPlain(element, false)) return false;
  }
  return true;
}
