import { OpenFeature, ServerProviderEvents } from '@openfeature/server-sdk';
import { ManualClock } from '#src/clock/manual-clock.js';
import { type Decision, decisionOf, notFoundDecision } from '#src/evaluation/decision.js';
import type { Reason } from '#src/evaluation/program.js';
import { type Logger, silentLogger } from '#src/logging/logger.js';
import type { Backend, BackendStatus, StatusListener } from '#src/provider/backend.js';
import { BaseProvider, type ProviderParts } from '#src/provider/base.js';
import type { Face, Resolution, Typed } from '#src/provider/face.js';
import { readAs } from '#src/provider/typing.js';

/** What the fake faces answer for a flag they do not have. */
export const flagNotFound = notFoundDecision('not found');

/** Waits until everything that was put off with `setImmediate` has happened. */
export async function turns(count = 3): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** Closes everything, also what a failed test left waiting: for `afterEach`. */
export async function tidy(): Promise<void> {
  for (const settle of unsettled) settle();
  unsettled.clear();
  await OpenFeature.clearProviders();
}

const unsettled = new Set<() => void>();

/** A promise that is settled from outside. */
export class Deferred<T = void> {
  readonly promise: Promise<T>;
  resolve!: (value: T) => void;
  reject!: (error: unknown) => void;

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    this.promise.catch(() => undefined);
    unsettled.add(() => {
      this.reject(new Error('the test is over'));
    });
  }
}

/** A backend whose every step the test takes. Unless told otherwise it starts and closes at once. */
export class FakeBackend implements Backend {
  starts = 0;
  closes: number[] = [];
  subscribed = 0;
  nextStart: (() => Promise<void>) | undefined;
  nextClose: (() => Promise<void>) | undefined;
  private readonly listeners = new Set<StatusListener>();

  start(): Promise<void> {
    this.starts++;
    return this.nextStart?.() ?? Promise.resolve();
  }

  close(deadlineMs: number): Promise<void> {
    this.closes.push(deadlineMs);
    return this.nextClose?.() ?? Promise.resolve();
  }

  subscribe(listener: StatusListener): () => void {
    this.subscribed++;
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(status: BackendStatus): void {
    for (const listener of this.listeners) listener(status);
  }

  get listening(): number {
    return this.listeners.size;
  }
}

/** Flags by key. A flag is a value, or what it comes to in OpenFeature's terms. */
export type Flags = Readonly<Record<string, unknown>>;

const given = new WeakMap<Decision, unknown>();

/** A flag that comes to exactly this. */
export class Comes {
  readonly to: Typed;

  constructor(to: Typed) {
    this.to = to;
  }
}

export const resolution: Resolution = (decision, view) => {
  if (decision.error !== undefined) return { kind: 'error', ...decision.error };
  const value = given.get(decision);
  if (value instanceof Comes) return value.to;
  const read = readAs(view.type, value, { words: { true: ['on'], false: ['off'] } });
  if (read.kind === 'error') return read;
  return { ...read, variant: 'one', reason: decision.reason, flagMetadata: { kind: 'fake' } };
};

export function decision(value: unknown, key = 'a-flag', reason: Reason = 'STATIC'): Decision {
  const made = decisionOf({ key, kind: 'fake', info: {} }, { variant: 'one', value: null }, 'because', reason);
  given.set(made, value);
  return made;
}

export function faceOf(flags: Flags, more: Partial<Face> = {}): Face {
  const decisions = new Map(Object.entries(flags).map(([key, value]) => [key, decision(value, key)]));
  return { resolution, decide: (flagKey) => decisions.get(flagKey) ?? flagNotFound, ...more };
}

export interface Rig {
  readonly provider: BaseProvider;
  readonly backend: FakeBackend;
  readonly clock: ManualClock;
}

export function rig(parts: Partial<ProviderParts> & { flags?: Flags } = {}): Rig {
  const backend = new FakeBackend();
  const clock = new ManualClock();
  const provider = new BaseProvider({
    name: 'fake',
    backend,
    face: faceOf(parts.flags ?? { flag: true }),
    owned: true,
    clock,
    logger: silentLogger,
    initTimeoutMillis: 10_000,
    closeTimeoutMillis: 10_000,
    ...parts,
  });
  return { provider, backend, clock };
}

let domains = 0;

/** A domain that no other test uses. */
export function newDomain(): string {
  return `domain-${++domains}`;
}

const EVENTS = Object.values(ServerProviderEvents);

interface Heard {
  readonly event: string;
  readonly status: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What an application in this domain hears from now on. What was true before is not replayed into the list. */
export function listen(domain: string): Heard[] {
  const heard: Heard[] = [];
  let isReplay = true;
  const client = OpenFeature.getClient(domain);
  for (const event of EVENTS) {
    client.addHandler(event, (details) => {
      if (!isReplay) heard.push({ event, status: client.providerStatus, details: { ...details } });
    });
  }
  isReplay = false;
  return heard;
}

/** What the provider itself emits. */
export function overhear(provider: BaseProvider): { event: string; details: unknown }[] {
  const heard: { event: string; details: unknown }[] = [];
  for (const event of EVENTS) {
    provider.events.addHandler(event, (details: unknown) => {
      heard.push({ event, details });
    });
  }
  return heard;
}

export function names(heard: readonly { readonly event: string }[]): string[] {
  return heard.map(({ event }) => event.replace('PROVIDER_', ''));
}

export class RecordingLogger implements Logger {
  readonly lines: string[] = [];
  error = (...args: unknown[]): void => void this.lines.push(`error ${args.join(' ')}`);
  warn = (...args: unknown[]): void => void this.lines.push(`warn ${args.join(' ')}`);
  info = (...args: unknown[]): void => void this.lines.push(`info ${args.join(' ')}`);
  debug = (...args: unknown[]): void => void this.lines.push(`debug ${args.join(' ')}`);
}

/** What a promise was rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<Error & { code?: unknown }> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('it was not rejected');
}
