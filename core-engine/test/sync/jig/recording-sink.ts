import type { SourceSink, SourceStatus } from '#src/sync/source.js';

/** Remembers what it is given, and lets a test wait for it. */
export class RecordingSink<T> implements SourceSink<T> {
  readonly applied: T[] = [];
  readonly statuses: SourceStatus[] = [];
  /** Runs before a delivery is taken; may wait or throw. */
  beforeApply: (delivery: T) => void | Promise<void> = () => undefined;
  private readonly watchers = new Set<() => void>();

  async apply(delivery: T): Promise<void> {
    await this.beforeApply(delivery);
    this.applied.push(delivery);
    this.look();
  }

  status(status: SourceStatus): void {
    this.statuses.push(status);
    this.look();
  }

  get last(): T | undefined {
    return this.applied.at(-1);
  }

  /** The problem it was told last, '' if it is healthy. */
  get problem(): string {
    const status = this.statuses.at(-1);
    return status?.kind === 'failing' ? status.problem : '';
  }

  /** The warnings it was told last. */
  get warnings(): readonly string[] {
    const status = this.statuses.at(-1);
    return status?.kind === 'healthy' ? status.warnings : [];
  }

  /** Resolves as soon as the condition holds, which is looked at after each call. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!condition()) return;
        this.watchers.delete(look);
        resolve();
      };
      this.watchers.add(look);
      look();
    });
  }

  private look(): void {
    for (const look of this.watchers) look();
  }
}
