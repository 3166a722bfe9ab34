import {
  Fallback,
  fatal,
  Health,
  notReady,
  Poll,
  type DefinitionsSink,
  type RoundOutcome,
  type SyncFailure,
  type Way,
} from '@polyflag/core-engine';
import type { SplitSettings } from '../../config/settings.js';
import type { SplitDefinitions } from '../../definitions/definitions.js';
import type { DefinitionsSource } from '../definitions-source.js';
import { streamingEvent } from '../observer.js';
import { Announcements } from './announcements.js';
import type { Backend } from './backend.js';
import { FlagsChannel } from './flags-channel.js';
import type { Kill, SegmentUpdate, Update } from './notification.js';
import { Push } from './push.js';
import { SegmentsChannel } from './segments-channel.js';
import { SegmentsSync } from './segments-sync.js';

export interface NetworkSourceOptions {
  readonly settings: SplitSettings;
  readonly definitions: SplitDefinitions;
  readonly backend: Backend;
}

/**
 * - `starting`: the first definitions are on their way.
 * - `waiting`: they came, or could not be had; nothing is done until `resume`.
 * - `serving`: they are there and are kept up to date.
 */
type Phase = 'new' | 'starting' | 'waiting' | 'serving' | 'stopped';

/** So often the first synchronisation is tried before it is left to `resume` (spec §9.2). */
const TRIES_BEFORE_WAITING = 3;

/** Definitions from the backend (spec §4 and §5): fetched once, and then streamed, else polled. For one start. */
export class NetworkSource implements DefinitionsSource {
  private readonly definitions: SplitDefinitions;
  private readonly backend: Backend;
  private readonly streams: boolean;
  /** Whether to wait for `resume` after the first synchronisation (spec §9.2). */
  private waits: boolean;
  private phase: Phase = 'new';
  private hasDefinitions = false;
  private tries = 0;
  private sink: DefinitionsSink | undefined;
  private settle: { resolve: () => void; reject: (error: Error) => void } | undefined;

  private readonly channel: FlagsChannel;
  private readonly flags: Poll;
  private readonly segments: SegmentsSync;
  private readonly announcements: Announcements;
  private readonly push: Push;
  private readonly fallback: Fallback;
  private readonly health: Health;

  constructor({ settings, definitions, backend }: NetworkSourceOptions) {
    const { clock } = backend;
    const problem = (message: string): void => this.sink?.problem(message);
    this.definitions = definitions;
    this.backend = backend;
    this.streams = settings.streamingEnabled;
    this.waits = settings.preforkedInitialization;
    this.channel = new FlagsChannel({
      backend,
      definitions,
      sdkUrl: settings.urls.sdk,
      flagSets: settings.flagSetsFilter === undefined ? undefined : new Set(settings.flagSetsFilter),
      applied: (names) => this.flagsApplied(names),
      problem,
    });
    this.flags = new Poll({
      clock,
      intervalMs: 1_000 * settings.featuresRefreshRate,
      round: (signal) => this.channel.round({}, signal),
      heard: (outcome) => this.heard(outcome),
    });
    this.segments = new SegmentsSync({
      clock,
      definitions,
      intervalMs: 1_000 * settings.segmentsRefreshRate,
      channel: new SegmentsChannel({ backend, definitions, applied: (names) => this.applied(names) }),
      problem,
    });
    this.announcements = new Announcements({
      clock,
      definitions,
      observer: backend.observer,
      channel: this.channel,
      applied: (names) => this.applied(names),
      fetch: (insistence, signal) => this.fetchAnnounced(insistence, signal),
      gaveUp: (why) => {
        if (why !== undefined) this.flags.retryAfter(why);
        else problem('a change was announced, and the backend does not know of it; given up');
      },
    });
    this.fallback = new Fallback({
      polls: [this.flags, this.segments],
      catchUp: () => void this.catchUp(),
      changed: (way) => this.wayChanged(way),
    });
    this.push = new Push(backend, {
      up: () => this.streamUp(),
      down: (why) => this.streamDown(why),
      over: () => this.streamOver(),
      announced: (notification) => this.announced(notification),
      problem,
    });
    this.health = new Health(clock, (status) => {
      if (status.kind === 'failing') this.sink?.stale(status);
      else this.sink?.fresh();
    });
  }

  start(sink: DefinitionsSink): Promise<void> {
    this.sink = sink;
    this.phase = 'starting';
    // What an earlier session left behind has versions of its own.
    this.definitions.clear();
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
      this.flags.start();
      this.segments.start();
      void this.flags.now();
    });
  }

  stop(): Promise<void> {
    if (this.phase !== 'stopped') {
      this.phase = 'stopped';
      this.push.stop();
      this.stopFetching();
      this.sink = undefined;
      this.settle?.reject(notReady('the synchronisation was stopped'));
    }
    return Promise.resolve();
  }

  resume(): boolean {
    if (!this.waits || this.phase === 'stopped') return false;
    this.waits = false;
    if (this.phase !== 'waiting') return true;
    this.flags.start();
    this.segments.start();
    if (this.hasDefinitions) this.serve();
    else this.phase = 'starting';
    // Nobody knows how long it has waited.
    void this.catchUp();
    return true;
  }

  private heard(outcome: RoundOutcome): void {
    switch (this.phase) {
      case 'starting':
        if (outcome.kind === 'ok') void this.firstFlagsCame();
        else this.startFailed(outcome);
        return;
      case 'serving':
        this.judge(outcome);
        return;
      case 'new':
      case 'waiting':
      case 'stopped':
        return;
    }
  }

  private async firstFlagsCame(): Promise<void> {
    // Each segment is tried once: one that cannot be had holds nothing up (spec §4.5).
    await this.segments.all();
    if (this.phase !== 'starting') return;
    this.hasDefinitions = true;
    if (this.waits) this.wait();
    else this.serve();
  }

  private startFailed(failed: SyncFailure): void {
    this.sink?.problem(failed.message);
    if (failed.code === 'refused') this.settle?.reject(fatal(failed.message));
    this.tries += 1;
    if (this.waits && this.tries >= TRIES_BEFORE_WAITING) this.wait();
  }

  private wait(): void {
    this.phase = 'waiting';
    this.stopFetching();
  }

  private serve(): void {
    this.phase = 'serving';
    this.sink?.changed([]);
    this.settle?.resolve();
    this.health.stream(this.streams ? 'down' : 'none');
    this.fallback.begin();
    if (this.streams) this.push.start();
  }

  private stopFetching(): void {
    this.flags.stop();
    this.segments.stop();
    this.announcements.stop();
  }

  private judge(outcome: RoundOutcome): void {
    if (outcome.kind === 'ok') this.health.succeeded();
    else this.health.failed(outcome);
  }

  private async fetchAnnounced(...[insistence, signal]: Parameters<FlagsChannel['round']>): Promise<RoundOutcome> {
    const outcome = await this.channel.round(insistence, signal);
    if (!signal.aborted) this.judge(outcome);
    return outcome;
  }

  private flagsApplied(names: readonly string[]): void {
    this.applied(names);
    if (this.phase === 'serving') void this.segments.missing();
  }

  /** What is applied before there is all of it is no change yet. */
  private applied(names: readonly string[]): void {
    if (this.phase === 'serving' && names.length > 0) this.sink?.changed(names);
  }

  /** Flags first: they say which segments there are (spec §4.4). */
  private async catchUp(): Promise<void> {
    await this.flags.now();
    if (this.phase === 'serving') await this.segments.all();
  }

  private announced(notification: Update | Kill | SegmentUpdate): void {
    switch (notification.kind) {
      case 'update':
        this.announcements.update(notification);
        return;
      case 'kill':
        this.announcements.kill(notification);
        return;
      case 'segment':
        this.segments.announced(notification.segment, notification.changeNumber);
        return;
    }
  }

  private streamUp(): void {
    this.health.stream('up');
    this.fallback.up();
  }

  private streamDown(why: SyncFailure | undefined): void {
    if (why !== undefined) this.sink?.problem(`${why.message}; polling until it is back`);
    this.leaveStream('down');
  }

  private streamOver(): void {
    this.leaveStream('none');
  }

  private leaveStream(stream: 'down' | 'none'): void {
    this.announcements.stop();
    this.segments.stopPursuits();
    this.health.stream(stream);
    this.fallback.down();
  }

  private wayChanged(way: Way): void {
    if (way !== 'undecided') this.backend.observer.streamingEvent?.(streamingEvent.syncMode, way === 'stream' ? 0 : 1);
  }
}
