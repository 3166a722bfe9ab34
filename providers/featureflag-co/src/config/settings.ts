import { invalidOption, loggerOf, readOptions, type Logger, type option } from '@polyflag/core-engine';
import { decodeMessage, type DataSync } from '../wire/message.js';
import { isSecret } from '../wire/secret.js';
import { ffcOptions } from './ffc-options.js';

type Options = option.OptionsOf<typeof ffcOptions>;

/** Options as they are used: complete, checked, within their bounds (spec §2.1). Times in seconds as given. Frozen. */
export type FFCSettings = Readonly<Omit<Options, 'debug' | 'logger' | 'defaults' | 'bootstrap'>> & {
  readonly envSecret: string;
  readonly logger: Logger;
  readonly defaults: ReadonlyMap<string, unknown>;
  readonly bootstrap: DataSync | undefined;
};

/** Settings, and what is to be said once of the options that they were read from, a sentence each. */
export interface ReadSettings {
  readonly settings: FFCSettings;
  readonly warnings: readonly string[];
}

/** What an option becomes where the vendor bounds it: not above 0 is the default, and more than the most is the most. */
interface Bound {
  readonly fallback: number;
  readonly most: number;
}

const bounds = {
  streamingFirstRetryDelay: { fallback: 1, most: 60 },
  eventsFlushInterval: { fallback: 3, most: 10 },
  eventsRetryInterval: { fallback: 0.1, most: 1 },
  eventsMaxRetries: { fallback: 1, most: 3 },
  connectTimeout: { fallback: 5, most: Infinity },
  readTimeout: { fallback: 10, most: Infinity },
  timeout: { fallback: 10, most: 10 },
  pingInterval: { fallback: 10, most: 10 },
} as const satisfies Readonly<Record<string, Bound>>;

/** The queue of events can only be raised (spec §2.1). */
const LEAST_IN_QUEUE = 10_000;

/**
 * Checks the options of a client and fills in the defaults.
 *
 * @param owner whose options they are, the beginning of every error
 * @throws CodedError that names the option and what it takes
 */
export function readSettings(owner: string, envSecret: unknown, config: unknown): ReadSettings {
  if (typeof envSecret !== 'string' || !isSecret(envSecret)) throw invalidSecret(owner);
  const read = readOptions(owner, config, ffcOptions);
  const { debug, logger, defaults, bootstrap, ...others } = read.options;
  if (envSecret === '' && !others.offline) throw invalidSecret(owner);
  const warnings = [...read.warnings];
  const settings: FFCSettings = Object.freeze({
    ...others,
    ...bounded(others, warnings),
    envSecret,
    eventsMaxInQueue: atLeast(others.eventsMaxInQueue, warnings),
    logger: loggerOf({ logger, debug }),
    defaults: new Map(Object.entries(defaults ?? {})),
    bootstrap: bootstrap === undefined ? undefined : readBootstrap(owner, bootstrap, warnings),
  });
  return { settings, warnings };
}

function invalidSecret(owner: string): Error {
  return invalidOption(
    `${owner}: the env secret, which stands before the options, is the base64 text of an environment`,
  );
}

function readBootstrap(owner: string, given: unknown, warnings: string[]): DataSync {
  const takes = `${owner}: "bootstrap" takes a whole data-sync message, as JSON text or parsed`;
  let message = given;
  if (typeof given === 'string') {
    try {
      message = JSON.parse(given) as unknown;
    } catch {
      // The parser's error is dropped: it quotes the text.
      throw invalidOption(`${takes}; found text that is not JSON`);
    }
  }
  const received = decodeMessage(message);
  if (received.kind !== 'data') throw invalidOption(`${takes}; found something else`);
  for (const problem of received.data.problems) warnings.push(`"bootstrap": ${problem}`);
  return received.data;
}

type Bounded = Record<keyof typeof bounds, number>;

function bounded(given: Readonly<Bounded>, warnings: string[]): Bounded {
  const names = Object.keys(bounds) as (keyof typeof bounds)[];
  return Object.fromEntries(
    names.map((name) => {
      const { fallback, most } = bounds[name];
      const value = given[name] <= 0 ? fallback : Math.min(given[name], most);
      if (value !== given[name])
        warnings.push(`"${name}": ${String(given[name])} is out of bounds; ${String(value)} is used`);
      return [name, value];
    }),
  ) as Bounded;
}

function atLeast(given: number, warnings: string[]): number {
  if (given < LEAST_IN_QUEUE) {
    warnings.push(`"eventsMaxInQueue": ${String(given)} is less than ${String(LEAST_IN_QUEUE)}, which is used`);
  }
  return Math.max(given, LEAST_IN_QUEUE);
}
