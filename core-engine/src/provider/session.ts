import type { Clock } from '../clock/clock.js';
import type { ProblemLog } from '../logging/problem-log.js';
import type { Announcer } from './announcer.js';
import type { Backend } from './backend.js';
import { withDeadline } from './deadline.js';
import { asCoded, type CodedError, notReady, placeOf } from './errors.js';
import { isServing } from './lifecycle.js';

export interface SessionOptions {
  readonly backend: Backend;
  /** Whether the backend is closed with the provider, or is somebody else's. */
  readonly owned: boolean;
  readonly announcer: Announcer;
  readonly clock: Clock;
  readonly log: ProblemLog;
  /** How long `open` waits at most, in milliseconds. */
  readonly initTimeoutMillis: number;
  /** How long `close` waits at most, in milliseconds. */
  readonly closeTimeoutMillis: number;
}

/**
 * Opens and closes the backend for however many bindings there are. The SDK calls `initialize` once for all domains of an
 * instance, but `onClose` once for each of them; a multi-provider calls both; and an instance may be bound again while its
 * `onClose` is still pending.
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
   * Adds a binding. Resolves when there are definitions; all who wait have one outcome. Rejects with a coded error within
   * `initTimeoutMillis`: PROVIDER_NOT_READY when time runs out or the last binding goes, else what the backend says. After
   * a rejection the backend goes on trying.
   */
  open(): Promise<void> {
    this.bindings++;
    if (isServing(this.options.announcer.state)) return Promise.resolve();
    return (this.opening ??= this.attempt());
  }

  /**
   * Takes a binding away, and with the last one closes the backend, if it is ours. Never rejects; done within
   * `closeTimeoutMillis`. Harmless at any time, any number of times.
   */
  close(): Promise<void> {
    if (this.bindings > 1) {
      this.bindings--;
      return Promise.resolve();
    }
    this.bindings = 0;
    this.run?.end();
    this.run = undefined;
    this.opening = undefined;
    if (this.options.announcer.state.name === 'closed') return Promise.resolve();
    return (this.closing ??= this.shut());
  }

  private async attempt(): Promise<void> {
    const { clock, initTimeoutMillis } = this.options;
    const run = (this.run ??= new Run());
    const started = this.start(run);
    // Told even if nobody waits for it any more, and before those who wait go on.
    started.then(
      () => this.succeed(run),
      (error: unknown) => this.fail(run, asCoded(error, 'the start failed')),
    );
    try {
      await withDeadline(clock, initTimeoutMillis, Promise.race([started, run.ended]), () => {
        const error = notReady(`no definitions within ${initTimeoutMillis} ms; connecting goes on`);
        if (run.begun) this.fail(run, error);
        else run.late = error;
        throw error;
      });
      // The start may succeed and the last binding go in the same turn.
      if (run.isOver) throw closedMeanwhile();
    } catch (error) {
      throw asCoded(error, 'the start failed');
    } finally {
      if (this.run === run) this.opening = undefined;
    }
  }

  private async start(run: Run): Promise<void> {
    const { announcer, backend } = this.options;
    if (this.closing !== undefined) await this.closing;
    if (run.isOver) return;
    if (!run.begun) {
      run.begun = true;
      announcer.accept({ kind: 'start' });
      if (run.late !== undefined) this.fail(run, run.late);
      run.unsubscribe = backend.subscribe((status) => announcer.accept(status));
    }
    await backend.start();
  }

  private succeed(run: Run): void {
    if (!run.isOver) this.options.announcer.accept({ kind: 'started' });
  }

  private fail(run: Run, { code, message }: Pick<CodedError, 'code' | 'message'>): void {
    if (!run.isOver) this.options.announcer.accept({ kind: 'failed', code, message });
  }

  private async shut(): Promise<void> {
    const { announcer, clock, closeTimeoutMillis, log } = this.options;
    announcer.accept({ kind: 'close' });
    try {
      await withDeadline(clock, closeTimeoutMillis, this.release(), () => log.warn('closing took too long: given up'));
    } catch (error) {
      log.error(`closing failed: ${placeOf(error)}`);
    }
    this.closing = undefined;
    announcer.accept({ kind: 'closed' });
  }

  /** What is not ours stays open, but what was reported through us is sent (2.7.1). */
  private async release(): Promise<void> {
    const { backend, closeTimeoutMillis, owned } = this.options;
    if (owned) await backend.close(closeTimeoutMillis);
    else await backend.flush?.(closeTimeoutMillis);
  }
}

/** One use of the backend, from the first binding to the last. */
class Run {
  /** The backend was asked to start; before that, the run waits for a close to end. */
  begun = false;
  isOver = false;
  /** Time ran out before the run began. */
  late: CodedError | undefined;
  unsubscribe: (() => void) | undefined;
  /** Never resolves; rejects at the end. */
  readonly ended: Promise<never>;
  private abort: (error: CodedError) => void = () => undefined;

  constructor() {
    this.ended = new Promise((_, reject) => (this.abort = reject));
  }

  end(): void {
    this.isOver = true;
    this.unsubscribe?.();
    this.abort(closedMeanwhile());
  }
}

function closedMeanwhile(): CodedError {
  return notReady('the provider was closed while it started');
}
