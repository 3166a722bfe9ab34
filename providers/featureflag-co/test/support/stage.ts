import { ManualClock, type Logger } from '@polyflag/core-engine';
import { FeatureFlagCoProvider, FFCClient, type FFCConfig } from '@polyflag/featureflag-co-provider';
import {
  decodeMessage,
  eventOf,
  runtimeParts,
  type DefinitionsSink,
  type DefinitionsSource,
  type EventSink,
  type FFCDefinitions,
  type Report,
} from '@polyflag/featureflag-co-provider/internal';
import { SECRET } from './environment.js';

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

  start(): void {
    this.calls.push('start');
  }

  add(report: Report): void {
    this.reports.push(report);
  }

  flush(deadlineMs: number): Promise<boolean> {
    this.calls.push(`flush ${String(deadlineMs)}`);
    return Promise.resolve(true);
  }

  close(deadlineMs: number): Promise<void> {
    this.calls.push(`close ${String(deadlineMs)}`);
    return Promise.resolve();
  }

  /** What was added, as it would be sent. */
  get events(): object[] {
    return this.reports.map(eventOf);
  }

  /** `flag value (reason)` of each answer, a list for each event; marked with a `*`. */
  get answers(): string[][] {
    return this.reports.map((report) => {
      if (report.kind !== 'usage') return ['metric'];
      return report.variations.map(({ featureFlagKeyName, sendToExperiment, variation }) => {
        const mark = sendToExperiment ? '*' : '';
        return `${featureFlagKeyName} ${variation.variationValue} (${variation.reason})${mark}`;
      });
    });
  }
}

/** A stream that the test plays. */
export class Stream implements DefinitionsSource {
  sink: DefinitionsSink | undefined;
  readonly definitions: FFCDefinitions;
  stopped = false;
  private settle: { resolve: () => void; reject: (error: Error) => void } | undefined;

  constructor(definitions: FFCDefinitions) {
    this.definitions = definitions;
  }

  start(sink: DefinitionsSink): Promise<void> {
    this.sink = sink;
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
  }

  stop(): Promise<void> {
    this.stopped = true;
    this.settle?.reject(new Error('stopped'));
    return Promise.resolve();
  }

  say(given: unknown, requestedWhole = false): void {
    const received = decodeMessage(given);
    if (received.kind !== 'data') throw new Error(`not data: ${JSON.stringify(received)}`);
    this.sink?.changed(this.definitions.apply(received.data, requestedWhole));
    this.sink?.fresh();
    this.settle?.resolve();
  }

  fail(error: Error): void {
    this.settle?.reject(error);
  }
}

/** A place for what the clients of a test have in common. */
export class Stage {
  readonly log = new Log();
  readonly clock = new ManualClock(1_700_000_000_000);
  /** One for each start. */
  readonly sinks: Sink[] = [];
  readonly streams: Stream[] = [];

  options(more: FFCConfig = {}): FFCConfig {
    const source = (definitions: FFCDefinitions): Stream => {
      const stream = new Stream(definitions);
      this.streams.push(stream);
      return stream;
    };
    const events = (): Sink => {
      const sink = new Sink();
      this.sinks.push(sink);
      return sink;
    };
    const parts = more.offline === true ? { clock: this.clock } : { source, events, clock: this.clock };
    return { logger: this.log, ...more, [runtimeParts]: parts } as FFCConfig;
  }

  client(more?: FFCConfig): FFCClient {
    return new FFCClient(SECRET, this.options(more));
  }

  /** A client to which a message has come. */
  async serving(given: object, more?: FFCConfig): Promise<FFCClient> {
    const client = this.client(more);
    const started = client.initialize();
    await this.clock.advance(0);
    this.stream.say(given);
    await started;
    return client;
  }

  /** A provider to which a message has come. */
  async provider(given: object, more?: FFCConfig): Promise<FeatureFlagCoProvider> {
    const provider = new FeatureFlagCoProvider(SECRET, this.options(more));
    const started = provider.initialize();
    await this.clock.advance(0);
    this.stream.say(given);
    await started;
    return provider;
  }

  get stream(): Stream {
    return this.streams.at(-1)!;
  }

  get sink(): Sink {
    return this.sinks.at(-1)!;
  }
}
