import type { Clock, Timer } from '../clock/clock.js';
import type { Failing } from '../sync/source.js';
import type { BackendStatus } from './backend.js';

/** What of a failure matters here. */
export type Failure = Pick<Failing, 'problem' | 'code' | 'since'>;

type InOutage = Extract<BackendStatus, { kind: 'stale' | 'error' }>;

export interface OutageOptions {
  readonly clock: Clock;
  /** For how long definitions may be out of date before that is an error, in milliseconds. */
  readonly errorAfterMillis: number;
  /** Hears `ready`, `stale` and `error`, perhaps one of them twice. */
  readonly tell: (status: BackendStatus) => void;
}

/**
 * Turns how a source is doing, whatever its kind, into what a backend tells: STALE as soon as the source says that it
 * fails, and ERROR when it has failed for too long, or when a person has to mend it (DECISIONS 21 and 48). For a backend
 * that has definitions; it goes on serving them.
 */
export class Outage {
  private readonly options: OutageOptions;
  private timer: Timer | undefined;
  private problem = '';
  /** What was told last; absent: there is no outage. */
  private telling: InOutage | undefined;

  constructor(options: OutageOptions) {
    this.options = options;
  }

  /** The outage as it stands, for those who did not hear of it; absent: there is none. */
  get present(): BackendStatus | undefined {
    return this.telling;
  }

  /** The source fails; the same again, or another problem of the same outage. */
  fails({ code, problem, since }: Failure): void {
    this.problem = problem;
    if (this.telling?.kind === 'error') return;
    const { clock, errorAfterMillis } = this.options;
    this.tell({ kind: 'stale', message: problem });
    if (code === 'refused') this.breakDown(problem);
    else this.timer ??= clock.schedule(since + errorAfterMillis - clock.now(), () => this.expire());
  }

  /** What is served is up to date, again or still. */
  ends(): void {
    this.forget();
    this.options.tell({ kind: 'ready' });
  }

  /** Tells nothing more of this outage: nobody waits for its end. */
  forget(): void {
    this.timer?.cancel();
    this.timer = undefined;
    this.telling = undefined;
  }

  private expire(): void {
    this.breakDown(`for ${this.options.errorAfterMillis / 1_000} seconds: ${this.problem}`);
  }

  private breakDown(message: string): void {
    this.timer?.cancel();
    this.timer = undefined;
    this.tell({ kind: 'error', code: 'GENERAL', message });
  }

  private tell(status: InOutage): void {
    this.telling = status;
    this.options.tell(status);
  }
}
