import { ProviderEvents, type Client, type Logger } from '@openfeature/server-sdk';
import { inspect } from 'node:util';

/** Something that the application was told by an event. */
export interface SeenEvent {
  readonly type: 'READY' | 'STALE' | 'ERROR' | 'CHANGED';
  readonly message: string | undefined;
  readonly code: string | undefined;
  readonly flags: readonly string[] | undefined;
}

/** Something that the application was told by its logger. */
export interface SeenLine {
  readonly level: 'error' | 'warn' | 'info' | 'debug';
  readonly text: string;
}

const TYPES = [
  [ProviderEvents.Ready, 'READY'],
  [ProviderEvents.Stale, 'STALE'],
  [ProviderEvents.Error, 'ERROR'],
  [ProviderEvents.ConfigurationChanged, 'CHANGED'],
] as const;

/** Everything that the application sees of a provider, apart from its answers. */
export class Seen {
  readonly events: SeenEvent[] = [];
  readonly lines: SeenLine[] = [];
  /** Errors that the application has caught. */
  readonly errors: unknown[] = [];
  readonly logger: Logger = {
    error: (...said: unknown[]) => this.write('error', said),
    warn: (...said: unknown[]) => this.write('warn', said),
    info: (...said: unknown[]) => this.write('info', said),
    debug: (...said: unknown[]) => this.write('debug', said),
  };

  /** Listens as an application does, on a client of OpenFeature's. */
  watch(client: Client, providerName: string): void {
    for (const [event, type] of TYPES) {
      client.addHandler(event, (details) => {
        // The domain had another provider before, which is ready whenever somebody asks.
        if (details?.providerName !== providerName) return;
        const { message, errorCode: code, flagsChanged: flags } = details as Details;
        this.events.push({ type, message, code, flags });
      });
    }
  }

  /** Events of status in order, with the codes of errors; changes come on their own. */
  get statuses(): string[] {
    return this.events
      .filter(({ type }) => type !== 'CHANGED')
      .map(({ type, code }) => (code === undefined ? type : `${type} ${code}`));
  }

  /** The flags of each change that was told. */
  get changes(): (readonly string[])[] {
    return this.events.filter(({ type }) => type === 'CHANGED').map(({ flags }) => flags ?? []);
  }

  /** What is there to be noticed in the log. */
  get complaints(): string[] {
    return this.lines.filter(({ level }) => level === 'warn' || level === 'error').map(({ text }) => text);
  }

  /** What comes next is told apart. */
  forget(): void {
    this.kept.push(...this.events, ...this.lines);
    this.events.length = 0;
    this.lines.length = 0;
  }

  /** All that was ever seen, as text, errors with everything that hangs on them. */
  get everything(): string {
    return inspect([this.kept, this.events, this.lines, this.errors], {
      depth: 20,
      maxArrayLength: null,
      maxStringLength: null,
      showHidden: true,
    });
  }

  private readonly kept: (SeenEvent | SeenLine)[] = [];

  private write(level: SeenLine['level'], said: readonly unknown[]): void {
    this.lines.push({ level, text: said.map((part) => (typeof part === 'string' ? part : inspect(part))).join(' ') });
  }
}

interface Details {
  readonly message?: string;
  readonly errorCode?: string;
  readonly flagsChanged?: readonly string[];
}
