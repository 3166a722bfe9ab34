import type { Logger } from './logger.js';

type Level = 'error' | 'warn' | 'info' | 'debug';

/** Past this many distinct problems the oldest are forgotten, so that hostile input cannot grow the memory. */
const REMEMBERED = 1_000;

/**
 * Says each distinct problem once. An evaluation that fails a million times a second must not write a million lines, and
 * a logger of the application's that throws must not reach an evaluation.
 */
export class ProblemLog {
  private readonly said = new Set<string>();
  private readonly logger: Logger;

  constructor(logger: Logger) {
    this.logger = logger;
  }

  error(message: string): void {
    this.once('error', message);
  }

  warn(message: string): void {
    this.once('warn', message);
  }

  info(message: string): void {
    this.once('info', message);
  }

  debug(message: string): void {
    this.once('debug', message);
  }

  /** Lets a problem be said again: it was mended in between. */
  forget(message: string): void {
    this.said.delete(message);
  }

  private once(level: Level, message: string): void {
    if (this.said.has(message)) return;
    if (this.said.size >= REMEMBERED) this.said.delete(this.said.values().next().value as string);
    this.said.add(message);
    try {
      this.logger[level](message);
    } catch {
      // The application's logger failed; there is nobody left to tell.
    }
  }
}
