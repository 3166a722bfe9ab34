import { ManualClock, silentLogger } from '@polyflag/core-engine';
import { FFCClient } from '@polyflag/featureflag-co-provider';
import {
  decodeMessage,
  eventOf,
  runtimeParts,
  type DefinitionsSink,
  type DefinitionsSource,
  type DefinitionsTarget,
  type EventSink,
  type FFCDefinitions,
  type Report,
} from '@polyflag/featureflag-co-provider/internal';

type Row = Readonly<Record<string, unknown>>;

/** A client, the messages that reach it, and the events that it queues. */
export interface OpenedClient {
  readonly client: FFCClient;
  readonly definitions: () => FFCDefinitions;
  /** Hands a message over as the stream would. @returns whether it is one that counts */
  receive(message: unknown): Promise<boolean>;
  /** What was queued since the last look, as it would be sent. */
  events(): readonly Row[];
}

/** A client that has been started; nothing has arrived. */
export function openClient(envSecret: string): OpenedClient {
  let queued: Report[] = [];
  const sink: EventSink = {
    start: () => undefined,
    add: (report) => queued.push(report),
    flush: () => Promise.resolve(true),
    close: () => Promise.resolve(),
  };
  const stream = new HandFedSource();
  const source = (definitions: FFCDefinitions): DefinitionsSource => {
    stream.definitions = definitions;
    return stream;
  };
  // Nobody moves this clock: no timer of a client that waits keeps the process alive.
  const clock = new ManualClock();
  const client = new FFCClient(envSecret, {
    logger: silentLogger,
    [runtimeParts]: { source, events: () => sink, clock },
  } as object);
  void client.initialize();
  return {
    client,
    definitions: () => stream.definitions as FFCDefinitions,
    receive: (message) => stream.receive(message),
    events: () => {
      const events = queued.map((report) => ({ ...eventOf(report) }));
      queued = [];
      return events;
    },
  };
}

/** Takes messages as they are given. */
class HandFedSource implements DefinitionsSource {
  definitions: DefinitionsTarget | undefined;
  private sink: DefinitionsSink | undefined;
  private started: () => void = () => undefined;

  start(sink: DefinitionsSink): Promise<void> {
    this.sink = sink;
    return new Promise((resolve) => (this.started = resolve));
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  async receive(message: unknown): Promise<boolean> {
    const received = decodeMessage(message);
    const { definitions, sink } = this;
    if (received.kind !== 'data' || definitions === undefined || sink === undefined) return false;
    await definitions.prepare?.(received.data);
    sink.changed(definitions.apply(received.data));
    sink.fresh();
    this.started();
    return true;
  }
}
