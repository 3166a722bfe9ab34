import { Emulator } from '../http/emulator.js';
import type { SocketReply } from '../http/handshake.js';
import type { UnansweredRequest } from '../http/received.js';
import { refused, type Answer, type Reply } from '../http/reply.js';
import { Environment, latestOf, messageWith, type Items } from './environment.js';
import { areEvents, Events, EVENTS_PATH, type ReceivedMetricEvent, type ReceivedUsageEvent } from './events.js';
import { settingsFrom, type FeatureFlagCoEmulatorOptions, type FeatureFlagCoEmulatorSettings } from './settings.js';
import { Streams, type ReceivedMessage } from './streams.js';
import { envSecretFor, idsOf, readToken } from './token.js';
import type { FeatureFlagWire, FfcContents, FfcSegmentWire } from './wire.js';

/** featureflag.co's services, by their names in the option `urls` of our provider. */
const services = ['streaming', 'events'] as const;

type Service = (typeof services)[number];

/** How a change is made. */
export interface FfcChangeOptions {
  /** Whether open streams are told; default unless telling is paused. Who asks later finds it in any case. */
  readonly notify?: boolean;
  /** Its time, in epoch milliseconds; default now, and always later than before. */
  readonly timestamp?: number;
}

/** featureflag.co's backend on loopback, for one environment. Every change returns its time, by which clients know it. */
export class FeatureFlagCoEmulator extends Emulator<Service> {
  private readonly ids: string;
  private readonly environment: Environment;
  private readonly streams: Streams;
  private readonly events = new Events(() => this.requests);
  private settings: FeatureFlagCoEmulatorSettings;
  private paused = false;

  constructor(options: FeatureFlagCoEmulatorOptions = {}) {
    super(services, (request) => this.secretOf(request), options);
    this.settings = settingsFrom(options);
    this.ids = options.environment ?? '1__1__1';
    this.environment = new Environment(this.ids, this.clock);
    this.streams = new Streams({ clock: this.clock, environment: this.environment, settings: () => this.settings });
  }

  /** The URLs to configure a client with; that of the stream is one of a WebSocket. Known after `start`. */
  override get urls(): Readonly<Record<Service, string>> {
    const { streaming, events } = super.urls;
    return { streaming: streaming.replace(/^http/, 'ws'), events };
  }

  /** A secret for this environment; it is good unless the option `keys` or `acceptKeys` says otherwise. */
  get envSecret(): string {
    return envSecretFor(this.ids);
  }

  /** Changes settings. */
  configure(settings: Partial<FeatureFlagCoEmulatorSettings>): void {
    this.settings = settingsFrom(settings, this.settings);
  }

  /** The id of a flag, by the key that applications ask for. */
  flagId(key: string): string {
    return this.environment.flagId(key);
  }

  /** Adds or replaces a flag. One that says nothing but its key is on and gives everybody `true`. */
  putFlag(flag: FeatureFlagWire, options: FfcChangeOptions = {}): number {
    return this.patch({ featureFlags: [timed(flag, options)] }, options);
  }

  /** Adds or replaces a segment. */
  putSegment(segment: FfcSegmentWire, options: FfcChangeOptions = {}): number {
    return this.patch({ segments: [timed(segment, options)] }, options);
  }

  /** Adds or replaces several flags and segments, and tells that in one patch. */
  patch(contents: FfcContents, options: Pick<FfcChangeOptions, 'notify'> = {}): number {
    return this.tell(this.environment.put(contents), options);
  }

  /** Archives a flag, by its key or its id. @throws Error when there is none */
  archiveFlag(key: string, options: FfcChangeOptions = {}): number {
    return this.tell({ flags: [this.environment.archiveFlag(key, options.timestamp)], segments: [] }, options);
  }

  /** Archives a segment. @throws Error when there is none */
  archiveSegment(id: string, options: FfcChangeOptions = {}): number {
    return this.tell({ flags: [], segments: [this.environment.archiveSegment(id, options.timestamp)] }, options);
  }

  /**
   * Makes the flags and segments be exactly what is given; what there was besides is archived. Times in it are not used.
   *
   * @param contents also a whole message of the type `data-sync`
   */
  load(contents: FfcContents | { readonly data: FfcContents }, options: Pick<FfcChangeOptions, 'notify'> = {}): number {
    return this.tell(this.environment.replace('data' in contents ? contents.data : contents), options);
  }

  /** Sends a message of your own making to all open streams: text and bytes as they stand, everything else as JSON. */
  send(message: unknown): void {
    this.streams.send(message);
  }

  /** Changes are not told from now on. Who connects anew hears of them. */
  pause(): void {
    this.paused = true;
  }

  /** Changes are told again. Nobody hears of those that were made meanwhile unless it asks. */
  resume(): void {
    this.paused = false;
  }

  /** Ends the streams with a close code; 1005 for none, 1006 for a connection that breaks. */
  closeStreams(code: number, reason?: string): void {
    this.streams.close(code, reason);
  }

  /** The streams that are open stay so, without another frame. New ones are as usual. */
  silence(): void {
    this.streams.silence();
  }

  /** How many streams are open. */
  get openStreams(): number {
    return this.streams.count;
  }

  /** What clients have sent through their streams, in order. */
  get messages(): readonly ReceivedMessage[] {
    return this.streams.messages;
  }

  override forget(): void {
    super.forget();
    this.streams.messages.length = 0;
  }

  /** Resolves when clients have sent so many messages of a type, `ping` or `data-sync`, since the record was emptied. */
  receivedMessages(messageType: string, count = 1): Promise<void> {
    return this.streams.received(messageType, count);
  }

  /** The evaluations that were accepted. */
  get usageEvents(): ReceivedUsageEvent[] {
    return this.events.usage;
  }

  /** The metrics that were accepted. */
  get metricEvents(): ReceivedMetricEvent[] {
    return this.events.metrics;
  }

  protected override answer(request: UnansweredRequest): Answer {
    const { method, service, path, body } = request;
    if (method !== 'POST' || service !== 'events' || path !== EVENTS_PATH) {
      return refused(404, 'there is nothing at this address');
    }
    if (this.access.of(request) !== 'good') return refused(401, 'the env secret is missing or not known');
    if (!areEvents(body)) return refused(400, 'the body is not a list of events');
    return { status: 200, body: { code: 200, message: 'OK' } };
  }

  /** Whoever asks at the right address gets the stream, and is turned away through it (spec §4.2). */
  protected override answerSocket(request: UnansweredRequest): SocketReply | Reply {
    const { service, path, query } = request;
    if (service !== 'streaming' || path !== '/streaming') return refused(404, 'there is no WebSocket at this address');
    const isGood = (query.type === 'server' || query.type === 'client') && this.access.of(request) === 'good';
    return {
      status: 101,
      accepted: (socket) => {
        if (isGood) this.streams.accept(socket);
        else this.streams.refuse(socket);
      },
    };
  }

  /** The secret that a request brings, in its header or in its token. */
  private secretOf({ service, query, headers }: UnansweredRequest): string | undefined {
    if (service === 'streaming') {
      const reading = readToken(query.token ?? '', this.clock.now());
      return reading.kind === 'good' ? reading.envSecret : undefined;
    }
    const { envsecret } = headers;
    return envsecret === undefined || idsOf(envsecret) === undefined ? undefined : envsecret;
  }

  private tell(items: Items, { notify = !this.paused }: Pick<FfcChangeOptions, 'notify'>): number {
    if (notify && items.flags.length + items.segments.length > 0) this.send(messageWith('patch', items));
    return latestOf(items);
  }
}

function timed<T extends { readonly timestamp?: number }>(item: T, { timestamp }: FfcChangeOptions): T {
  return timestamp === undefined ? item : { ...item, timestamp };
}
