/** Whether a value is text, a number or a boolean. */
export function isPrimitive(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** Whether a value is a list that holds nothing but those, and null. */
export function isPlainList(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let at = 0; at < value.length; at += 1) {
    const element: unknown = value[at];
    if (element !== null && !isPrimitive(element)) return false;
  }
  return true;
}
