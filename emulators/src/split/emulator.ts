import type { FlagWire, RuleBasedSegmentWire } from '@polyflag/split-provider/internal';
import { Emulator } from '../http/emulator.js';
import type { UnansweredRequest } from '../http/received.js';
import type { Answer } from '../http/reply.js';
import { answerOf } from './answers.js';
import { contentsOf, type ChangesBody, type Contents } from './contents.js';
import { Environment, type Change } from './environment.js';
import type { Inline } from './inline.js';
import { channelOf, definitionNotification, type ControlType, type Notification } from './notifications.js';
import {
  Reports,
  type ReceivedEvent,
  type ReceivedImpression,
  type ReceivedImpressionCount,
  type ReceivedMetrics,
  type ReceivedUniqueKeys,
} from './reports.js';
import type { SegmentChange } from './segments.js';
import { settingsFrom, type SplitEmulatorOptions, type SplitEmulatorSettings } from './settings.js';
import { Streams, type Envelope } from './stream.js';
import { Tokens } from './token.js';

/** How a change is told to those who listen. */
export interface ChangeOptions {
  /** Whether it is told; default yes, unless streaming is paused or nobody publishes. */
  readonly notify?: boolean;
  /** How the notification carries the definition; default the setting `inline`. */
  readonly inline?: Inline;
  /** Default the next one. */
  readonly changeNumber?: number;
}

/** Split's services, by their names in the option `urls` of its SDKs. */
const services = ['sdk', 'events', 'auth', 'streaming', 'telemetry'] as const;

/** Split's backend on loopback, for one environment. */
export class SplitEmulator extends Emulator<(typeof services)[number]> {
  private readonly environment: Environment;
  private readonly tokens: Tokens;
  private readonly streams: Streams;
  private readonly reports = new Reports(() => this.requests);
  private settings: SplitEmulatorSettings;
  private paused = false;

  constructor(options: SplitEmulatorOptions = {}) {
    super(services, keyOf, options);
    this.settings = settingsFrom(options);
    this.environment = new Environment(this.clock);
    this.tokens = new Tokens(this.clock);
    this.streams = new Streams(this.clock);
  }

  override async stop(): Promise<void> {
    this.streams.stopBeating();
    await super.stop();
  }

  /** Changes settings from now on. */
  configure(settings: Partial<SplitEmulatorSettings>): void {
    this.settings = settingsFrom(settings, this.settings);
  }

  /** Adds or replaces a flag. Like every change, it returns its change number. */
  putFlag(flag: FlagWire, options: ChangeOptions = {}): number {
    return this.tell(this.environment.putFlag(flag, options.changeNumber), options);
  }

  /** Kills a flag: everybody gets `defaultTreatment`. @throws Error when there is no such flag */
  killFlag(name: string, defaultTreatment: string, options: ChangeOptions = {}): number {
    const flag = { ...this.environment.flag(name), killed: true, defaultTreatment };
    const { changeNumber } = this.environment.putFlag(flag, options.changeNumber);
    this.notify({ type: 'SPLIT_KILL', changeNumber, splitName: name, defaultTreatment }, options);
    return changeNumber;
  }

  /** Archives a flag. @throws Error when there is no such flag */
  archiveFlag(name: string, options: ChangeOptions = {}): number {
    return this.putFlag({ ...this.environment.flag(name), status: 'ARCHIVED' }, options);
  }

  /** Leaves nothing of a flag but that it is gone. @throws Error when there is no such flag */
  deleteFlag(name: string, options: ChangeOptions = {}): number {
    return this.putFlag({ name: this.environment.flag(name).name, status: 'ARCHIVED' }, options);
  }

  /** Adds or replaces a rule-based segment. */
  putRuleBasedSegment(segment: RuleBasedSegmentWire, options: ChangeOptions = {}): number {
    return this.tell(this.environment.putRuleBasedSegment(segment, options.changeNumber), options);
  }

  /** Archives a rule-based segment. @throws Error when there is no such segment */
  removeRuleBasedSegment(name: string, options: ChangeOptions = {}): number {
    return this.putRuleBasedSegment({ ...this.environment.ruleBasedSegment(name), status: 'ARCHIVED' }, options);
  }

  /** Adds keys to a segment and removes some. A segment that does not exist comes to be, with no keys perhaps. */
  changeSegment(name: string, change: SegmentChange, options: ChangeOptions = {}): number {
    return this.tell(this.environment.changeSegment(name, change, options.changeNumber), options);
  }

  /**
   * Makes flags, rule-based segments and segments be exactly what is given, and tells what has changed by that. Takes a
   * body of `splitChanges` as well. Returns the newest change number of the flags.
   */
  load(contents: Contents | ChangesBody, options: Omit<ChangeOptions, 'changeNumber'> = {}): number {
    for (const change of this.environment.replace(contentsOf(contents))) this.tell(change, options);
    return this.environment.flags.till;
  }

  /** How many streams are open. */
  get openStreams(): number {
    return this.streams.count;
  }

  /** Sends a message of your own making: out of order, twice, with a payload that is broken. Text is sent as it stands. */
  send(data: Notification | Readonly<Record<string, unknown>> | string, envelope: Envelope = {}): void {
    const channel = envelope.channel ?? channelOf(typeof data === 'string' ? {} : data);
    this.streams.send(data, { ...envelope, channel });
  }

  /** Sends bytes that need not be an event. */
  sendBytes(bytes: string | Uint8Array): void {
    this.streams.write(bytes);
  }

  /** Sends the event `error`, with one of the codes of the stream's host. */
  sendError(code: number, statusCode = Math.floor(code / 100), message = 'An error of the emulator'): void {
    this.streams.sendError(code, statusCode, message);
  }

  /** Sends the comment that shows that a stream is alive, as the clock does every `heartbeatSeconds`. */
  heartbeat(): void {
    this.streams.heartbeat();
  }

  /** Clients have to poll until streaming is resumed; changes are not told in the meantime. */
  pauseStreaming(): void {
    this.paused = true;
    this.control('STREAMING_PAUSED');
  }

  /** Ends a pause. Two names are in use. */
  resumeStreaming(as: 'STREAMING_RESUMED' | 'STREAMING_ENABLED' = 'STREAMING_RESUMED'): void {
    this.paused = false;
    this.control(as);
  }

  /** Clients have to poll for good; a new one gets no token. `configure({ pushEnabled: true })` takes it back. */
  disableStreaming(): void {
    this.configure({ pushEnabled: false });
    this.control('STREAMING_DISABLED');
  }

  /** Clients have to authenticate and connect anew. */
  resetStreaming(): void {
    this.control('STREAMING_RESET');
  }

  /** Tells how many publish in the two regions; with none in both, clients have to poll and changes are not told. */
  setPublishers(primary: number, secondary: number): void {
    this.streams.setPublishers(primary, secondary);
  }

  /** Every token is over: streams are told so and end, and a new one cannot be opened with an old token. */
  expireTokens(): void {
    this.tokens.expire();
    this.streams.sendError(40_142, 401, 'Token expired');
    this.streams.end();
  }

  /** The streams that are open stay so, without another byte. New ones are as usual. */
  silence(): void {
    this.streams.silence();
  }

  /** Ends the streams in good order. */
  endStreams(): void {
    this.streams.end();
  }

  /** The impressions that were accepted, one by one. */
  get impressions(): ReceivedImpression[] {
    return this.reports.impressions;
  }

  /** The counts of impressions that were accepted. */
  get impressionCounts(): ReceivedImpressionCount[] {
    return this.reports.impressionCounts;
  }

  /** The unique keys that were accepted. */
  get uniqueKeys(): ReceivedUniqueKeys[] {
    return this.reports.uniqueKeys;
  }

  /** The events that were accepted. */
  get events(): ReceivedEvent[] {
    return this.reports.events;
  }

  /** The telemetry that was accepted. */
  get metrics(): ReceivedMetrics {
    return this.reports.metrics;
  }

  protected override answer(request: UnansweredRequest): Answer {
    const { environment, access, tokens, streams } = this;
    return answerOf(request, { environment, access, tokens, streams, settings: () => this.settings });
  }

  private tell(change: Change, options: ChangeOptions): number {
    this.notify(this.notificationOf(change, options.inline ?? this.settings.inline), options);
    return change.changeNumber;
  }

  private notificationOf(change: Change, inline: Inline): Notification {
    const { kind, changeNumber } = change;
    if (kind === 'segment') return { type: 'SEGMENT_UPDATE', changeNumber, segmentName: change.name };
    const type = kind === 'flag' ? 'SPLIT_UPDATE' : 'RB_SEGMENT_UPDATE';
    return definitionNotification(type, change.definition, change, inline);
  }

  private notify(notification: Notification, { notify = !this.paused && this.streams.published }: ChangeOptions): void {
    if (notify) this.send(notification);
  }

  private control(controlType: ControlType): void {
    this.send({ type: 'CONTROL', controlType });
  }
}

function keyOf({ headers }: UnansweredRequest): string | undefined {
  return /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
}
