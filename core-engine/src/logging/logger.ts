import type { Logger } from '@openfeature/core';

export type { Logger };

/** Warnings and errors go to the console, the rest nowhere: what an application gets that configures no logger. */
export const consoleLogger: Logger = {
  error: (...args: unknown[]) => {
    console.error(...args);
  },
  warn: (...args: unknown[]) => {
    console.warn(...args);
  },
  info: () => undefined,
  debug: () => undefined,
};

/** A logger that says nothing. */
export const silentLogger: Logger = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
};
