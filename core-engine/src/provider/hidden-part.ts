/**
 * What lies behind an object of a public class, for those who share it: a provider that is given a client. Nobody else sees
 * it, because the class has no member for it.
 */
export class HiddenPart<T> {
  private readonly parts = new WeakMap<object, T>();

  /** Notes what lies behind an object. */
  hold(owner: object, part: T): void {
    this.parts.set(owner, part);
  }

  /** What lies behind an object; `undefined` for everything else. */
  of(owner: unknown): T | undefined {
    return typeof owner === 'object' && owner !== null ? this.parts.get(owner) : undefined;
  }
}
