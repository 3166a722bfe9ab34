/** More removals than these are not remembered: names that come and go for ever must not fill the memory. */
const REMEMBERED = 10_000;

/** The versions at which entries of one table were removed, so that an older definition that comes late stays away. */
export class Removals {
  private readonly versions = new Map<string, number>();

  note(name: string, version: number): void {
    this.versions.delete(name);
    this.versions.set(name, version);
    if (this.versions.size <= REMEMBERED) return;
    const [oldest] = this.versions.keys();
    if (oldest !== undefined) this.versions.delete(oldest);
  }

  /** Whether a version of an entry is no newer than its removal. */
  outdates(name: string, version: number): boolean {
    const removed = this.versions.get(name);
    return removed !== undefined && version <= removed;
  }

  forget(name: string): void {
    this.versions.delete(name);
  }

  clear(): void {
    this.versions.clear();
  }
}
