import type { DefinitionsTarget } from '#src/sync/definitions-source.js';
import type { DataSync } from '#src/wire/message.js';

/** Takes what comes, and keeps what it was told. */
export class FakeTarget implements DefinitionsTarget {
  version = 0;
  initialized = false;
  readonly applied: string[] = [];
  /** What the next data has to wait for. */
  needs: Promise<void> | undefined = undefined;

  prepare(): Promise<void> | undefined {
    const { needs } = this;
    this.needs = undefined;
    return needs;
  }

  apply({ eventType, flags, version }: DataSync, requestedWhole = false): readonly string[] {
    this.applied.push(`${eventType}${requestedWhole ? ', asked for' : ''}: ${flags.map(({ id }) => id).join(' ')}`);
    this.version = requestedWhole ? version : Math.max(this.version, version);
    this.initialized = true;
    return flags.map(({ id }) => id);
  }
}
