import { consoleLogger, type Logger } from '../logging/logger.js';
import { boolean, instance, type OptionsOf } from './option-kinds.js';
import { millis } from './wait-options.js';

/** How a user may give `commonOptions`. */
export interface CommonConfig {
  /** Default: warnings and errors to the console. */
  readonly logger?: Logger | undefined;
  /** Whether the default logger prints `info` and `debug` too; default false. */
  readonly debug?: boolean | undefined;
  /** How long `initialize` may take, in milliseconds; default 10,000. */
  readonly initTimeoutMillis?: number | undefined;
  /** How long closing may take, in milliseconds; default 10,000. */
  readonly closeTimeoutMillis?: number | undefined;
  /** For how long definitions may be out of date before the status is ERROR, in milliseconds, more than 60,000; default 120,000. */
  readonly errorAfterMillis?: number | undefined;
}

/** The options that all providers have; spread them into a schema, and write those with another default after them. */
export const commonOptions = {
  logger: instance('a Logger: an object with the functions error, warn, info and debug', isLogger),
  /** A logger that is given decides for itself. */
  debug: boolean({ default: false }),
  initTimeoutMillis: millis(10_000),
  closeTimeoutMillis: millis(10_000),
  /** Longer than two of the longest waits. */
  errorAfterMillis: millis(120_000, { min: 60_001, integer: true }),
};

/** The logger that the options ask for. */
export function loggerOf({ logger, debug }: Pick<OptionsOf<typeof commonOptions>, 'logger' | 'debug'>): Logger {
  if (logger !== undefined) return logger;
  return debug ? talkativeLogger : consoleLogger;
}

const talkativeLogger: Logger = {
  ...consoleLogger,
  info: (...args: unknown[]) => {
    console.info(...args);
  },
  debug: (...args: unknown[]) => {
    console.debug(...args);
  },
};

function isLogger(value: unknown): value is Logger {
  if (typeof value !== 'object' || value === null) return false;
  return ['error', 'warn', 'info', 'debug'].every(
    (level) => typeof (value as Record<string, unknown>)[level] === 'function',
  );
}
