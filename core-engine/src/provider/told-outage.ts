import type { ProblemLog } from '../logging/problem-log.js';
import type { BackendStatus } from './backend.js';
import { Outage, type Failure, type OutageOptions } from './outage.js';

export interface ToldOutageOptions extends OutageOptions {
  readonly log: ProblemLog;
}

/** An `Outage` of which the log hears too: each problem once in one outage, and again in the next. */
export class ToldOutage {
  private readonly log: ProblemLog;
  private readonly outage: Outage;
  private readonly said = new Set<string>();

  constructor({ log, tell, ...options }: ToldOutageOptions) {
    this.log = log;
    this.outage = new Outage({
      ...options,
      tell: (status) => {
        if (status.kind === 'error') {
          this.said.add(status.message);
          log.error(status.message);
        }
        tell(status);
      },
    });
  }

  /** See `Outage`. */
  get present(): BackendStatus | undefined {
    return this.outage.present;
  }

  /** See `Outage`. */
  fails(failure: Failure): void {
    this.said.add(failure.problem);
    this.log.warn(failure.problem);
    this.outage.fails(failure);
  }

  /** See `Outage`. */
  ends(): void {
    for (const message of this.said) this.log.forget(message);
    this.said.clear();
    this.outage.ends();
  }

  /** See `Outage`. */
  forget(): void {
    this.outage.forget();
  }
}
