import type { Clock } from '../clock/clock.js';
import type { SourceError, SourceSink, SourceStatus } from './source.js';

/** Past this many warnings only their number is told: ten thousand missing files are one problem, not ten thousand. */
const TOLD = 50;

/** Tells a sink how its source is doing, once per change, and keeps what the sink throws away from the source. */
export class StatusReport {
  private readonly sink: Pick<SourceSink<never>, 'status'>;
  private readonly clock: Clock;
  private failingSince: number | undefined;
  private told = '';

  constructor(sink: Pick<SourceSink<never>, 'status'>, clock: Clock) {
    this.sink = sink;
    this.clock = clock;
  }

  healthy(warnings: readonly string[] = []): void {
    this.failingSince = undefined;
    if (!this.isNews(warnings)) return;
    const more = warnings.length - TOLD;
    const shown = more > 0 ? [...warnings.slice(0, TOLD), `and ${more} more like these`] : warnings;
    this.tell({ kind: 'healthy', warnings: shown });
  }

  failing(error: SourceError): void {
    this.failingSince ??= this.clock.now();
    if (!this.isNews(error)) return;
    this.tell({ kind: 'failing', problem: error.message, code: error.code, since: this.failingSince });
  }

  /** Takes a failure as told: by a rejection of `start`, for one. */
  toldElsewhere(error: SourceError): void {
    this.failingSince ??= this.clock.now();
    this.told = keyOf(error);
  }

  /** Whether this state differs from the one that was told last. */
  differs(state: SourceError | readonly string[]): boolean {
    return this.told !== keyOf(state);
  }

  private isNews(state: SourceError | readonly string[]): boolean {
    if (!this.differs(state)) return false;
    this.told = keyOf(state);
    return true;
  }

  private tell(status: SourceStatus): void {
    try {
      this.sink.status(status);
    } catch {
      // A listener that fails must not stop the deliveries.
    }
  }
}

function keyOf(state: SourceError | readonly string[]): string {
  return state instanceof Error ? `failing ${state.code} ${state.message}` : ['healthy', ...state].join('\n');
}
