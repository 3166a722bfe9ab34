import { ManualClock, type Clock, type DefinitionsSource, type Logger } from '@polyflag/core-engine';
import { HackleClient, HackleProvider } from '@polyflag/hackle-provider';
import {
  DocumentSource,
  eventOf,
  keptUser,
  Report,
  runtimeParts,
  type EventSink,
  type HackleDefinitions,
} from '@polyflag/hackle-provider/internal';

/** Keeps what is logged, a line each: `warn: …`. */
export class Log implements Logger {
  readonly lines: string[] = [];
  readonly error = (message: string) => void this.lines.push(`error: ${message}`);
  readonly warn = (message: string) => void this.lines.push(`warn: ${message}`);
  readonly info = (message: string) => void this.lines.push(`info: ${message}`);
  readonly debug = (message: string) => void this.lines.push(`debug: ${message}`);
}

/** Keeps the events of one start. */
export class Sink implements EventSink {
  readonly reports: Report[] = [];
  readonly calls: string[] = [];
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  start(): void {
    this.calls.push('start');
  }

  add(...[kind, body, user, given, timestamp]: Parameters<EventSink['add']>): void {
    this.reports.push(new Report(kind, body, keptUser(user, given), timestamp ?? this.clock.now()));
  }

  flush(deadlineMs: number): Promise<boolean> {
    this.calls.push(`flush ${String(deadlineMs)}`);
    return Promise.resolve(true);
  }

  close(deadlineMs: number): Promise<void> {
    this.calls.push(`close ${String(deadlineMs)}`);
    return Promise.resolve();
  }

  /** What was added, as it would be sent, without what differs from run to run. */
  get events(): Record<string, unknown>[] {
    return this.reports.map((report) => {
      const { insertId: _id, timestamp: _time, ...rest } = eventOf(report);
      return { kind: report.kind, ...rest };
    });
  }
}

export interface Parts {
  readonly source?: (definitions: HackleDefinitions) => DefinitionsSource;
  readonly shared?: boolean;
  readonly clock?: Clock;
}

/** A place for what the clients of a test have in common. */
export class Stage {
  readonly log = new Log();
  readonly clock = new ManualClock(1_700_000_000_000);
  /** One for each start. */
  readonly sinks: Sink[] = [];
  /** One for each start. */
  readonly sources: DocumentSource[] = [];
  private readonly document: unknown;

  constructor(document: unknown) {
    this.document = document;
  }

  /** The options of a client over the document. */
  options(parts: Parts = {}): { logger: Logger; [runtimeParts]: object } {
    const source = (definitions: HackleDefinitions): DefinitionsSource => {
      const made = new DocumentSource(definitions, this.document);
      this.sources.push(made);
      return made;
    };
    const events = (): Sink => {
      const sink = new Sink(this.clock);
      this.sinks.push(sink);
      return sink;
    };
    return { logger: this.log, [runtimeParts]: { source, events, clock: this.clock, ...parts } };
  }

  client(parts?: Parts): HackleClient {
    return new HackleClient('a-key', this.options(parts));
  }

  async started(parts?: Parts): Promise<HackleClient> {
    const client = this.client(parts);
    await client.initialize();
    return client;
  }

  async provider(more: object = {}): Promise<HackleProvider> {
    const provider = new HackleProvider('a-key', { ...this.options(), ...more });
    await provider.initialize();
    return provider;
  }

  get sink(): Sink {
    return this.sinks.at(-1)!;
  }

  get source(): DocumentSource {
    return this.sources.at(-1)!;
  }
}
