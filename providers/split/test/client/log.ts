import type { Logger } from '@polyflag/core-engine';

export interface Line {
  readonly level: keyof Logger;
  readonly text: string;
}

/** A logger that keeps what it is told. */
export class Log implements Logger {
  readonly lines: Line[] = [];

  error(...args: unknown[]): void {
    this.keep('error', args);
  }

  warn(...args: unknown[]): void {
    this.keep('warn', args);
  }

  info(...args: unknown[]): void {
    this.keep('info', args);
  }

  debug(...args: unknown[]): void {
    this.keep('debug', args);
  }

  /** What was said at these levels. */
  at(...levels: Line['level'][]): string[] {
    return this.lines.filter(({ level }) => levels.includes(level)).map(({ text }) => text);
  }

  /** Everything in one text, to look for what must not be there. */
  toString(): string {
    return this.lines.map(({ level, text }) => `${level} ${text}`).join('\n');
  }

  private keep(level: Line['level'], args: readonly unknown[]): void {
    this.lines.push({ level, text: args.map(String).join(' ') });
  }
}
