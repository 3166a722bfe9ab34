import type { Logger } from '@polyflag/core-engine';

/** A logger that keeps what it is told, each line with its level before it. */
export class Lines implements Logger {
  readonly all: string[] = [];
  error = (line: unknown): void => this.note('error', line);
  warn = (line: unknown): void => this.note('warn', line);
  info = (line: unknown): void => this.note('info', line);
  debug = (line: unknown): void => this.note('debug', line);

  private note(level: string, line: unknown): void {
    this.all.push(`${level} ${String(line)}`);
  }
}
