import { every, type Clock, type Timer } from '@polyflag/core-engine';
import type { CheckedEvent } from '../validation/event.js';
import type { Evaluated } from './evaluated.js';
import { ImpressionRecorder, OBSERVED } from './impression-recorder.js';
import type { ImpressionHearing } from './listener.js';
import { Outbox, type OutboxParts } from './outbox.js';
import type { Reports, ReportsStats } from './reports.js';
import { configBody } from './telemetry/config-body.js';
import { factoriesRunning, factoryStarted } from './telemetry/factories.js';
import type { Telemetry } from './telemetry/telemetry.js';
import { UniqueKeys } from './unique-keys.js';

const MINUTE = 60_000;
/** How often each leaves (§6.3); the names of what was sent are forgotten every day. */
const COUNTS_EVERY = 30 * MINUTE;
const UNIQUE_KEYS_EVERY = 15 * MINUTE;
const UNIQUE_KEYS_RESET_EVERY = 24 * 60 * MINUTE;
/** So many pairs of flag and key leave at once (§6.3). */
const UNIQUE_KEYS_AT_ONCE = 30_000;
/** More than that wait only while a loop leaves no turn to anybody else. */
const MOST_UNIQUE_KEYS = 100_000;

/** What is defined at present, for telemetry. */
export interface Defined {
  readonly flags: number;
  readonly segments: number;
  readonly segmentKeys: number;
}

export interface SplitReportsParts extends OutboxParts {
  readonly sdkKey: string;
  readonly hearing: ImpressionHearing | undefined;
  readonly defined: () => Defined;
}

/**
 * What Split's backend wants to hear (§6): impressions, their counts, unique keys, events, telemetry; and what the listener
 * hears. What was recorded is remembered over a close and another start; the queues are new then.
 */
export class SplitReports implements Reports {
  readonly telemetry: Telemetry;
  private readonly parts: SplitReportsParts;
  private readonly clock: Clock;
  private readonly all: ImpressionRecorder;
  private readonly uniqueKeys = new UniqueKeys({ maxPending: MOST_UNIQUE_KEYS, maxSeen: OBSERVED });
  private outbox: Outbox;
  private timers: Timer[] = [];
  private soon: Timer | undefined;
  private startedAt: number | undefined;
  private unregister: () => void = () => undefined;
  private closing: Promise<void> | undefined;

  constructor(parts: SplitReportsParts) {
    this.parts = parts;
    this.clock = parts.clock;
    this.telemetry = parts.telemetry;
    this.outbox = new Outbox(parts);
    this.all = new ImpressionRecorder({
      mode: parts.settings.impressionsMode,
      clock: parts.clock,
      uniqueKeys: this.uniqueKeys,
      send: (impression) => this.outbox.impressions.add(impression),
      onUniqueKey: () => {
        if (this.uniqueKeys.pending >= UNIQUE_KEYS_AT_ONCE) this.sendUniqueKeysSoon();
      },
    });
  }

  get recorder(): ImpressionRecorder | undefined {
    return this.parts.hearing === undefined ? this.all : undefined;
  }

  get stats(): ReportsStats {
    const { outbox, all, uniqueKeys, parts } = this;
    return {
      ...(parts.hearing === undefined ? {} : { listener: parts.hearing.stats }),
      impressions: outbox.impressions.stats,
      deduped: all.deduped,
      counts: { ...outbox.counts.stats, gathered: all.counts.pending, givenUp: all.counts.dropped + outbox.countsLost },
      uniqueKeys: { ...outbox.uniqueKeys.stats, gathered: uniqueKeys.pending, givenUp: uniqueKeys.dropped },
      events: outbox.events.stats,
      telemetry: outbox.telemetry.stats,
    };
  }

  record(evaluated: Evaluated): void {
    const now = this.clock.now();
    const pt = this.all.record(evaluated, now);
    this.parts.hearing?.hear(evaluated, now, pt);
  }

  track({ key, trafficType, eventType, value, properties, size }: CheckedEvent): boolean {
    const timestamp = this.clock.now();
    return this.outbox.events.add({ key, trafficType, eventType, value, properties, size, timestamp });
  }

  start(): void {
    if (this.startedAt !== undefined) return;
    if (this.closing !== undefined) {
      this.closing = undefined;
      this.outbox = new Outbox(this.parts);
    }
    this.startedAt = this.clock.now();
    this.unregister = factoryStarted(this.parts.sdkKey);
    const { clock } = this;
    const { metricsRefreshRate } = this.parts.settings;
    this.timers = [
      every(clock, COUNTS_EVERY, () => this.sendCounts()),
      every(clock, UNIQUE_KEYS_EVERY, () => this.sendUniqueKeys()),
      every(clock, UNIQUE_KEYS_RESET_EVERY, () => this.uniqueKeys.reset()),
      every(clock, 1_000 * metricsRefreshRate, () => this.reportUsage()),
    ];
    this.outbox.start();
  }

  ready(): void {
    const { startedAt } = this;
    if (startedAt === undefined) return;
    const body = configBody(this.parts.settings, {
      ...factoriesRunning(),
      readyAfterMs: this.clock.now() - startedAt,
      notReadyEvaluations: this.telemetry.notReadyEvaluations,
    });
    this.outbox.telemetry.add({ kind: 'config', body });
  }

  async flush(deadlineMs: number): Promise<void> {
    this.gather();
    await Promise.all([this.outbox.flush(deadlineMs), this.parts.hearing?.drain(deadlineMs)]);
  }

  close(deadlineMs: number): Promise<void> {
    this.closing ??= this.shutDown(deadlineMs);
    return this.closing;
  }

  private async shutDown(deadlineMs: number): Promise<void> {
    for (const timer of this.timers) timer.cancel();
    this.soon?.cancel();
    this.soon = undefined;
    this.gather();
    if (this.startedAt !== undefined) this.reportUsage();
    this.startedAt = undefined;
    this.unregister();
    await Promise.all([this.outbox.close(deadlineMs), this.parts.hearing?.drain(deadlineMs)]);
  }

  /** Puts into the queues what is only summed up so far. */
  private gather(): void {
    this.gatherCounts();
    this.gatherUniqueKeys();
  }

  private gatherCounts(): void {
    for (const row of this.all.counts.take()) this.outbox.counts.add(row);
  }

  private gatherUniqueKeys(): void {
    for (const pair of this.uniqueKeys.take()) this.outbox.uniqueKeys.add(pair);
  }

  private sendCounts(): void {
    this.gatherCounts();
    this.outbox.counts.send();
  }

  private sendUniqueKeys(): void {
    this.gatherUniqueKeys();
    this.outbox.uniqueKeys.send();
  }

  /** In a turn of its own, so that no evaluation pays for it. */
  private sendUniqueKeysSoon(): void {
    if (this.startedAt === undefined) return;
    this.soon ??= this.clock.schedule(0, () => {
      this.soon = undefined;
      this.sendUniqueKeys();
    });
  }

  private reportUsage(): void {
    const { impressions, events } = this.outbox;
    const [sent, tracked] = [impressions.stats, events.stats];
    const figures = {
      ...this.parts.defined(),
      impressionsQueued: sent.accepted,
      impressionsDeduped: this.all.deduped,
      impressionsDropped: sent.dropped,
      eventsQueued: tracked.accepted,
      eventsDropped: tracked.dropped,
    };
    const body = this.telemetry.takeUsage(figures, this.clock.now() - (this.startedAt ?? this.clock.now()));
    this.outbox.telemetry.add({ kind: 'usage', body });
  }
}
