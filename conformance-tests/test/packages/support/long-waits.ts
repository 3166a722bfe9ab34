import { systemClock, type Clock } from '@polyflag/core-engine';
import type { SplitConfig } from '@polyflag/split-provider';
import { runtimeParts } from '@polyflag/split-provider/internal';

/** Waits of a minute and more, which end when a test says so; the shorter ones take their time. */
export class LongWaits {
  /** How long they are, in milliseconds. */
  readonly delays: number[] = [];
  private readonly tasks = new Set<() => void>();

  /** Options with which a provider waits like this. */
  get parts(): SplitConfig {
    const clock: Clock = {
      now: () => systemClock.now(),
      schedule: (delayMs, task, how) => {
        if (delayMs < 60_000) return systemClock.schedule(delayMs, task, how);
        this.delays.push(delayMs);
        this.tasks.add(task);
        return { cancel: () => this.tasks.delete(task) };
      },
    };
    return { [runtimeParts]: { clock } } as SplitConfig;
  }

  end(): void {
    for (const task of this.tasks) task();
    this.tasks.clear();
  }
}
