/** How every realm's own `Object` is written. */
const OBJECT = Function.prototype.toString.call(Object);

/**
 * Whether a value is an object literal or the like, of this realm or of another (a `vm` context, a worker's or a test
 * runner's sandbox): its prototype is an `Object.prototype`. No list, `Map`, instance of a class or object without a
 * prototype is (§3.1). Never throws.
 */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  try {
    const prototype: unknown = Object.getPrototypeOf(value);
    return prototype === Object.prototype || isForeignObjectPrototype(prototype);
  } catch {
    // A proxy that does not tell.
    return false;
  }
}

function isForeignObjectPrototype(prototype: unknown): boolean {
  if (typeof prototype !== 'object' || prototype === null || Object.getPrototypeOf(prototype) !== null) return false;
  const constructor: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  return typeof constructor === 'function' && Function.prototype.toString.call(constructor) === OBJECT;
}
