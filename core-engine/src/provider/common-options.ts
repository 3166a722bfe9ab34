import { consoleLogger, type Logger } from '../logging/logger.js';
import { boolean, instance, number, type OptionsOf } from './option-kinds.js';

/** What a timer of Node can wait at most, in milliseconds. */
const LONGEST_WAIT = 0x7fff_ffff;

/** A waiting time in whole milliseconds, at least 1. */
export function millis(fallback: number) {
  return number({ default: fallback, min: 1, max: LONGEST_WAIT, integer: true, unit: 'milliseconds' });
}

/** The options that all providers have; spread them into a schema, and write those with another default after them. */
export const commonOptions = {
  /** Default: warnings and errors to the console. */
  logger: instance('a Logger: an object with the functions error, warn, info and debug', isLogger),
  /** Whether the default logger prints `info` and `debug` too; a given logger decides for itself. */
  debug: boolean({ default: false }),
  /** How long `initialize` may take. */
  initTimeoutMillis: millis(10_000),
  /** How long `onClose` may take. */
  closeTimeoutMillis: millis(10_000),
  /** For how long definitions may be out of date before the status is ERROR: longer than two of the longest waits. */
  errorAfterMillis: number({ default: 120_000, min: 60_001, max: LONGEST_WAIT, integer: true, unit: 'milliseconds' }),
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
