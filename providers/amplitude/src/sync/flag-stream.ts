import {
  failure,
  failureOfStatus,
  StreamKeeper,
  type Clock,
  type Connection,
  type Line,
  type StreamEnd,
  type StreamNews,
  type SyncFailure,
  type Transport,
} from '@polyflag/core-engine';
import type { AmplitudeSettings } from '../config/settings.js';
import { streamRequest } from '../wire/requests.js';

export interface FlagStreamOptions {
  readonly settings: AmplitudeSettings;
  readonly transport: Pick<Transport, 'openEventStream'>;
  readonly clock: Clock;
  /** Takes what a message says, a whole set of flags. @returns why it cannot be used */
  readonly received: (document: unknown) => SyncFailure | undefined;
  readonly told: (news: StreamNews) => void;
  /** A number from 0 (included) to 1 (excluded); default `Math.random`. */
  readonly random?: () => number;
}

/** The vendor's figures, in milliseconds (spec §4.2). */
const SILENCE = 17_000;
const RETRY = 15_000;
const RETRY_SPREAD = 2_000;
const SHORTEST_LIFE = 720_000;
const LIFE_SPREAD = 360_000;

const WHAT = 'the stream of flags';

/** The stream of flags (spec §4.2): open once the first flags have come by it. */
export class FlagStream {
  private readonly options: FlagStreamOptions;
  private readonly keeper: StreamKeeper<undefined>;

  constructor(options: FlagStreamOptions) {
    this.options = options;
    const { clock, told, random = Math.random } = options;
    // Drawn once for each client, so that they do not come back together.
    const retryMs = RETRY + Math.floor(random() * RETRY_SPREAD);
    this.keeper = new StreamKeeper({
      clock,
      prepare: () =>
        Promise.resolve({
          kind: 'ready',
          ticket: undefined,
          renewAfterMs: SHORTEST_LIFE + random() * LIFE_SPREAD,
        }),
      open: (_ticket, line) => this.open(line),
      silenceMs: SILENCE,
      backoff: { baseMs: retryMs, maxMs: retryMs, jitter: 0 },
      told,
    });
  }

  start(): void {
    this.keeper.start();
  }

  stop(): void {
    this.keeper.stop();
  }

  private open(line: Line): Connection {
    const { settings, transport, clock, received } = this.options;
    const { streamFlagConnTimeoutMillis } = settings;
    const opening: { connection?: Connection } = {};
    const timer = clock.schedule(streamFlagConnTimeoutMillis, () => {
      opening.connection?.close();
      line.ended(failure('unavailable', `${WHAT}: no flags within ${String(streamFlagConnTimeoutMillis)} ms`));
    });
    const end = (why: SyncFailure): void => {
      timer.cancel();
      opening.connection?.close();
      line.ended(why);
    };
    const connection = transport.openEventStream(streamRequest(settings), {
      opened: () => undefined,
      alive: () => line.alive(),
      event: ({ type, data }) => {
        if (type !== 'message' || data.trim() === '') return;
        const problem = received(parsed(data));
        if (problem !== undefined) {
          end(problem);
          return;
        }
        timer.cancel();
        line.opened();
      },
      ended: (how) => end(failureOfEnd(how)),
    });
    opening.connection = connection;
    return {
      close: () => {
        timer.cancel();
        connection.close();
      },
    };
  }
}

/** What a message holds; `undefined` where it is no JSON, which is no list of flags either. */
function parsed(data: string): unknown {
  try {
    return JSON.parse(data) as unknown;
  } catch {
    return undefined;
  }
}

function failureOfEnd(end: StreamEnd): SyncFailure {
  switch (end.kind) {
    case 'finished':
      return failure('unavailable', `${WHAT} was ended by the other side`);
    case 'refused':
      return end.status === 200 ? failure('invalid', `${WHAT}: ${end.message}`) : failureOfStatus(end.status, WHAT);
    case 'failed':
      return failure(end.problem === 'tls' ? 'untrusted' : 'unavailable', `${WHAT}: ${end.message}`);
  }
}
