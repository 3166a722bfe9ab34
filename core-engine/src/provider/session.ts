import type { Clock } from '../clock/clock.js';
import type { ProblemLog } from '../logging/problem-log.js';
import type { Announcer } from './announcer.js';
import type { Backend } from './backend.js';
import { withDeadline } from './deadline.js';
import { asCoded, notReady, placeOf } from './errors.js';
import { isServing } from './lifecycle.js';

export interface SessionOptions {
  readonly backend: Backend;
  /** Whether the backend is closed with the provider, or belongs to somebody else. */
  readonly owned: boolean;
  readonly announcer: Announcer;
  readonly clock: Clock;
  readonly log: ProblemLog;
  /** How long `open` waits at most, in milliseconds. */
  readonly initTimeoutMillis: number;
  /** How long `close` waits at most, in milliseconds. */
  readonly closeTimeoutMillis: number;
}

/** One life of the backend, from the first binding to the last. */
interface Run {
  /** Whether the backend has been asked to start; before that it waits for the end of the previous run. */
  begun: boolean;
  /** Whether `open` ran out of time before the backend was asked to start. */
  late: boolean;
  ended: boolean;
  /** Settles only when the run ends first, and then rejects. */
  readonly end: Promise<never>;
  readonly abort: () => void;
  unsubscribe: () => void;
}

/**
 * Opens and closes the backend for however many bindings there are: a domain of the API, or a multi-provider. The SDK calls
 * `initialize` once for all domains of an instance and `onClose` once for each of them, at once or one after the other,
 * and may bind an instance again while its last `onClose` is still pending.
 */
export class Session {
  private readonly options: SessionOptions;
  private bindings = 0;
  private run: Run | undefined;
  private opening: Promise<void> | undefined;
  private closing: Promise<void> | undefined;

  constructor(options: SessionOptions) {
    this.options = options;
  }

  /**
   * Adds a binding. Resolves when there are definitions; of bindings at the same time all have one outcome. Rejects with
   * a coded error within `initTimeoutMillis`: PROVIDER_NOT_READY when time runs out or the last binding goes, otherwise
   * what the backend says. After a rejection the backend goes on trying.
   */
  open(): Promise<void> {
    this.bindings++;
    if (isServing(this.options.announcer.state)) return Promise.resolve();
    return (this.opening ??= this.attempt());
  }

  /**
   * Takes a binding away, and with the last one closes the backend, if it is ours. Never rejects; done within
   * `closeTimeoutMillis`. Harmless at any time and any number of times.
   */
  close(): Promise<void> {
    if (this.bindings > 1) {
      this.bindings--;
      return Promise.resolve();
    }
    this.bindings = 0;
    const { run } = this;
    this.run = undefined;
    this.opening = undefined;
    if (run !== undefined) {
      run.ended = true;
      run.unsubscribe();
      run.abort();
    }
    // A run that has not begun waits for a close that is pending, or has just ended.
    if (this.options.announcer.state.name === 'closed') return Promise.resolve();
    return (this.closing ??= this.shut());
  }

  private async attempt(): Promise<void> {
    const { clock, initTimeoutMillis } = this.options;
    const run = (this.run ??= newRun());
    const started = this.start(run);
    // Late is as good as in time: whatever becomes of the start is told, also when nobody waits any more.
    started.then(
      () => this.tell(run, { kind: 'started' }),
      (error: unknown) => this.tellFailure(run, error),
    );
    try {
      await withDeadline(clock, initTimeoutMillis, Promise.race([started, run.end]), () => {
        const error = notReady(`no definitions within ${initTimeoutMillis} ms; connecting goes on`);
        if (run.begun) this.tellFailure(run, error);
        else run.late = true;
        throw error;
      });
    } catch (error) {
      throw asCoded(error, 'the start failed');
    } finally {
      if (this.run === run) this.opening = undefined;
    }
    if (run.ended) throw closedMeanwhile();
  }

  private async start(run: Run): Promise<void> {
    if (this.closing !== undefined) await this.closing;
    if (run.ended) return;
    const { announcer, backend } = this.options;
    if (!run.begun) {
      run.begun = true;
      announcer.accept({ kind: 'start' });
      run.unsubscribe = backend.subscribe((status) => {
        if (!run.ended) announcer.accept(status);
      });
      if (run.late) this.tellFailure(run, notReady('waited for a close'));
    }
    await backend.start();
  }

  private tell(run: Run, input: { readonly kind: 'started' }): void {
    if (!run.ended) this.options.announcer.accept(input);
  }

  private tellFailure(run: Run, error: unknown): void {
    const { code, message } = asCoded(error, 'the start failed');
    if (!run.ended) this.options.announcer.accept({ kind: 'failed', code, message });
  }

  private async shut(): Promise<void> {
    const { announcer, backend, clock, closeTimeoutMillis, log, owned } = this.options;
    announcer.accept({ kind: 'close' });
    try {
      const done = owned ? backend.close(closeTimeoutMillis) : backend.flush?.(closeTimeoutMillis);
      await withDeadline(clock, closeTimeoutMillis, done, () => log.warn('closing took too long and was given up'));
    } catch (error) {
      log.error(`closing failed: ${placeOf(error)}`);
    }
    this.closing = undefined;
    announcer.accept({ kind: 'closed' });
  }
}

function newRun(): Run {
  let reject: (error: Error) => void;
  const end = new Promise<never>((_, no) => (reject = no));
  // Nobody may be waiting.
  end.catch(() => undefined);
  return {
    begun: false,
    late: false,
    ended: false,
    end,
    abort: () => reject(closedMeanwhile()),
    unsubscribe: () => undefined,
  };
}

function closedMeanwhile(): Error {
  return notReady('the provider was closed while it started');
}
