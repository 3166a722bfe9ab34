import { ManualClock, type SocketEnd, type SocketListener, type SocketRequest } from '@polyflag/core-engine';
import type { DefinitionsSink } from '#src/sync/definitions-source.js';
import { NetworkSource } from '#src/sync/network-source.js';
import { FakeTarget } from './fake-target.js';

export const ENV_SECRET = 'N2MxZC00ZTAyLTQlMjAyMjA4MDEwOTMwMTVfXzM2X180Nl9fOThfX2RlZmF1bHRfOWIyYzQ=';
export const START = 1_662_712_345_678;

interface Opened {
  readonly request: SocketRequest;
  readonly listener: SocketListener;
  /** What was sent through it, parsed. */
  readonly sent: unknown[];
  readonly closes: (number | undefined)[];
  readonly at: number;
}

/** A source whose backend the test plays. */
export class SourceRig {
  readonly clock = new ManualClock(START);
  readonly target = new FakeTarget();
  readonly opened: Opened[] = [];
  /** What the sink was told, in order. */
  readonly told: string[] = [];
  source = this.newSource();
  /** What became of the start. */
  started = '';

  newSource(random = 0.5): NetworkSource {
    return new NetworkSource({
      clock: this.clock,
      transport: {
        openSocket: (request, listener) => {
          const entry: Opened = { request, listener, sent: [], closes: [], at: this.clock.now() };
          this.opened.push(entry);
          return {
            close: (code) => void entry.closes.push(code),
            send: (text) => entry.sent.push(JSON.parse(text)) > 0,
          };
        },
      },
      target: this.target,
      address: { envSecret: ENV_SECRET, url: 'wss://stream.test' },
      pingIntervalMs: 10_000,
      firstRetryDelayMs: 1_000,
      random: () => random,
    });
  }

  /** Started and open; nothing has been answered. */
  static async open(): Promise<SourceRig> {
    const rig = new SourceRig();
    await rig.start();
    rig.last.listener.opened();
    return rig;
  }

  /** Serving the flag `a` of time 5. */
  static async serving(): Promise<SourceRig> {
    const rig = await SourceRig.open();
    rig.say(dataSync('full', [flag('a', 5)]));
    rig.told.length = 0;
    return rig;
  }

  async start(): Promise<void> {
    this.source.start(this.sink).then(
      () => (this.started = 'ready'),
      (error: unknown) => (this.started = String((error as { code?: unknown }).code)),
    );
    await this.clock.advance(0);
  }

  /** The connection that was opened last. */
  get last(): Opened {
    return this.opened.at(-1)!;
  }

  /** The server says something. */
  say(message: unknown): void {
    this.last.listener.message(typeof message === 'string' ? message : JSON.stringify(message));
  }

  end(end: SocketEnd): void {
    this.last.listener.ended(end);
  }

  /** Lets the next attempt come and succeed. */
  async reopen(): Promise<void> {
    const { length } = this.opened;
    while (this.opened.length === length) await this.clock.advance(500);
    this.last.listener.opened();
  }

  /** The timestamps that were asked for through the last connection. */
  get asked(): unknown[] {
    return this.last.sent.flatMap((message) => {
      const { messageType, data } = message as { messageType: string; data: { timestamp?: unknown } | null };
      return messageType === 'data-sync' ? [data?.timestamp] : [];
    });
  }

  private readonly sink: DefinitionsSink = {
    changed: (ids) => void this.told.push(`changed ${ids.join(' ')}`),
    fresh: () => void this.told.push('fresh'),
    interrupted: ({ errorType, message }) => void this.told.push(`interrupted ${errorType}: ${message}`),
    stale: ({ problem, code }) => void this.told.push(`stale ${code}: ${problem}`),
    problem: (message) => void this.told.push(`problem ${message}`),
  };
}

export function dataSync(eventType: string, featureFlags: unknown, segments: unknown = []): object {
  return { messageType: 'data-sync', data: { eventType, featureFlags, segments, userTags: [] } };
}

/** A flag that serves `on` to everybody. */
export function flag(id: string, timestamp: number): object {
  const valueOption = { localId: 1, displayOrder: 1, variationValue: 'on' };
  return {
    id,
    isArchived: false,
    timestamp,
    exptIncludeAllRules: null,
    ff: {
      id,
      keyName: id,
      name: id,
      status: 'Enabled',
      isDefaultRulePercentageRolloutsIncludedInExpt: null,
      defaultRulePercentageRollouts: [{ exptRollout: null, rolloutPercentage: [0, 1], valueOption }],
      variationOptionWhenDisabled: valueOption,
    },
    ffp: [],
    fftuwmtr: [],
    targetIndividuals: [],
  };
}
