import type { Clock } from '@polyflag/core-engine';
import type { StatusError } from '../sync/definitions-source.js';

/** How the definitions of a client are doing (spec §4.8). `OFF` comes with `stop` only (DECISIONS 20). */
export type StateType = 'INITIALIZING' | 'OK' | 'INTERRUPTED' | 'OFF';

export interface State {
  readonly stateType: StateType;
  /** Since when it is of this type, in epoch milliseconds. */
  readonly since: number;
  /** What went wrong last, unless all is well since. */
  readonly error: StatusError | undefined;
}

/** The state of a client, and who waits for it to change. */
export class UpdateStatus {
  private readonly clock: Clock;
  private current: State;
  private readonly waiters = new Set<() => void>();

  constructor(clock: Clock) {
    this.clock = clock;
    this.current = Object.freeze({ stateType: 'INITIALIZING', since: clock.now(), error: undefined });
  }

  get state(): State {
    return this.current;
  }

  /** Before the first data an interruption leaves the type as it is (spec §4.8). */
  update(type: StateType, error?: StatusError): void {
    const { stateType, since } = this.current;
    const next = type === 'INTERRUPTED' && stateType === 'INITIALIZING' ? stateType : type;
    if (next === stateType && error === undefined) return;
    this.current = Object.freeze({
      stateType: next,
      since: next === stateType ? since : this.clock.now(),
      error,
    });
    for (const wake of [...this.waiters]) wake();
  }

  /** @param ms how long at most; 0 or less: for ever */
  wait(ms: number): Promise<boolean> {
    const settled = this.verdict();
    if (settled !== undefined) return Promise.resolve(settled);
    return new Promise((resolve) => {
      const settle = (verdict: boolean): void => {
        this.waiters.delete(wake);
        timer?.cancel();
        resolve(verdict);
      };
      const wake = (): void => {
        const verdict = this.verdict();
        if (verdict !== undefined) settle(verdict);
      };
      const timer =
        ms > 0
          ? this.clock.schedule(
              ms,
              () => {
                settle(false);
              },
              { hold: true },
            )
          : undefined;
      this.waiters.add(wake);
    });
  }

  private verdict(): boolean | undefined {
    const { stateType } = this.current;
    if (stateType === 'OK') return true;
    return stateType === 'OFF' ? false : undefined;
  }
}

/** What a client shows of its state (spec §4.8). */
export class UpdateStatusProvider {
  readonly #status: UpdateStatus;
  readonly #start: () => void;

  /** @param start starts the client */
  constructor(status: UpdateStatus, start: () => void) {
    this.#status = status;
    this.#start = start;
  }

  get currentState(): State {
    return this.#status.state;
  }

  /**
   * Starts the client, and waits until its definitions are up to date. Never rejects.
   *
   * @param timeout in seconds; default and 0 or less: for ever
   * @returns false when time ran out, or the client was stopped
   */
  async waitForOKState(timeout = 0): Promise<boolean> {
    if (this.#status.state.stateType !== 'OFF') this.#start();
    return this.#status.wait(Number.isFinite(timeout) ? timeout * 1_000 : 0);
  }
}
