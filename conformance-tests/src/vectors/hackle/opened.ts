import { ManualClock, silentLogger, type DefinitionsSource } from '@polyflag/core-engine';
import { HackleClient } from '@polyflag/hackle-provider';
import {
  DocumentSource,
  eventOf,
  keptUser,
  Report,
  runtimeParts,
  type EventSink,
  type HackleDefinitions,
} from '@polyflag/hackle-provider/internal';

/** A client over a workspace as a backend would send it, and the events that it queues. */
export interface OpenedClient {
  readonly client: HackleClient;
  /** What was queued since the last look, as it would be sent. */
  events(): QueuedEvent[];
}

export interface QueuedEvent {
  readonly kind: Report['kind'];
  readonly wire: Readonly<Record<string, unknown>>;
}

/** @param workspace `null`: none ever arrives */
export async function openClient(workspace: unknown): Promise<OpenedClient> {
  let queued: Report[] = [];
  const sink: EventSink = {
    start: () => undefined,
    add: (kind, body, user, given) => queued.push(new Report(kind, body, keptUser(user, given), 0)),
    flush: () => Promise.resolve(true),
    close: () => Promise.resolve(),
  };
  const source = (definitions: HackleDefinitions): DefinitionsSource =>
    workspace === null ? silentSource : new DocumentSource(definitions, workspace);
  // Nobody moves this clock: no timer of a client that waits for its workspace keeps the process alive.
  const clock = new ManualClock();
  const options = { logger: silentLogger, [runtimeParts]: { source, events: () => sink, clock } };
  const client = new HackleClient('a-key', options);
  const started = client.initialize();
  if (workspace === null) started.catch(() => undefined);
  else await started;
  return {
    client,
    events: () => {
      const events = queued.map((report) => ({ kind: report.kind, wire: { ...eventOf(report) } }));
      queued = [];
      return events;
    },
  };
}

/** Starts, and brings nothing. */
const silentSource: DefinitionsSource = {
  start: () => new Promise(() => undefined),
  stop: () => Promise.resolve(),
};
