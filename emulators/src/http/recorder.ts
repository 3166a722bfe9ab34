import { matches, type Match } from './match.js';
import type { ReceivedRequest } from './received.js';

/** Which arrivals `received` waits for. */
export interface ReceivedOptions {
  /** How many must match; default 1. The promise gives the last of them. */
  readonly count?: number;
  /** Where to begin in `requests`; default 0. `emulator.requests.length` stands for "from now on". */
  readonly from?: number;
}

/** Keeps what has arrived, and tells those who wait for it. */
export class Recorder {
  private readonly list: ReceivedRequest[] = [];
  private readonly waiters = new Set<(request: ReceivedRequest) => void>();

  get requests(): readonly ReceivedRequest[] {
    return this.list;
  }

  add(request: ReceivedRequest): void {
    this.list.push(request);
    for (const waiter of this.waiters) waiter(request);
  }

  /** Resolves with the request that completes what is waited for, at once if it is there already. */
  received(match: Match<ReceivedRequest>, { count = 1, from = 0 }: ReceivedOptions = {}): Promise<ReceivedRequest> {
    return new Promise((resolve) => {
      let missing = count;
      const look = (request: ReceivedRequest): void => {
        if (missing === 0 || !matches(match, request)) return;
        missing -= 1;
        if (missing > 0) return;
        this.waiters.delete(look);
        resolve(request);
      };
      this.waiters.add(look);
      for (const request of this.list.slice(from)) look(request);
    });
  }

  clear(): void {
    this.list.length = 0;
  }
}
