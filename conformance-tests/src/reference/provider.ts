import type {
  EvaluationContext,
  FlagValue,
  FlagValueType,
  JsonValue,
  ProviderMetadata,
  ResolutionDetails,
  TrackingEventDetails,
} from '@openfeature/core';
import { OpenFeatureEventEmitter, ProviderEvents, type Hook, type Provider } from '@openfeature/server-sdk';
import type { TrackedEvent } from '../kit/adapter.js';
import { GOOD_KEY, type Flags, type News, type ReferenceBackend } from './backend.js';
import { evaluateReference, refused } from './evaluate.js';

type Details = ResolutionDetails<FlagValue>;

/** How long a start may take, how long the flags may be out of date before that is an error, and how many events wait. */
const [START_MS, GRACE_MS, MOST_EVENTS] = [150, 150, 10_000];

/** An error with a code, recognised by it. */
export class CodedFailure extends Error {
  readonly code: string;

  constructor(code: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/**
 * A provider that does everything the catalogue asks for and nothing else: the one that shows of every case that it can be
 * passed. Defective ones are made of it, one defect each.
 */
export class ReferenceProvider implements Provider {
  readonly metadata: ProviderMetadata = Object.freeze({ name: 'reference' });
  readonly runsOn = 'server';
  readonly events = new OpenFeatureEventEmitter();
  readonly hooks: Hook[] = [{ before: () => undefined }];
  protected readonly backend: ReferenceBackend;
  protected flags: Flags | undefined;
  protected state: 'new' | 'starting' | 'failed' | 'fatal' | 'ready' | 'stale' | 'closed' = 'new';
  protected readonly cache = new Map<string, Details>();
  protected queue: TrackedEvent[] = [];
  private readonly key: string;
  private starting: Promise<void> | undefined;
  private leave: (() => void) | undefined;
  private grace: NodeJS.Timeout | undefined;

  constructor(backend: ReferenceBackend, key = GOOD_KEY) {
    this.backend = backend;
    this.key = key;
  }

  async initialize(_context?: EvaluationContext, _domain?: string): Promise<void> {
    await (this.starting ??= this.start());
  }

  async onClose(): Promise<void> {
    this.state = 'closed';
    this.starting = undefined;
    this.flags = undefined;
    this.leave?.();
    this.leave = undefined;
    clearTimeout(this.grace);
    await this.flush();
  }

  track(name: string, context: EvaluationContext = {}, details: TrackingEventDetails = {}): void {
    if (this.queue.length >= MOST_EVENTS) return;
    const { value, ...fields } = this.copyOf(details);
    this.queue.push({ name, targetingKey: context.targetingKey, value, fields });
  }

  resolveBooleanEvaluation(
    key: string,
    value: boolean,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<boolean>> {
    return this.answer('boolean', key, value, context) as Promise<ResolutionDetails<boolean>>;
  }

  resolveStringEvaluation(key: string, value: string, context: EvaluationContext): Promise<ResolutionDetails<string>> {
    return this.answer('string', key, value, context) as Promise<ResolutionDetails<string>>;
  }

  resolveNumberEvaluation(key: string, value: number, context: EvaluationContext): Promise<ResolutionDetails<number>> {
    return this.answer('number', key, value, context) as Promise<ResolutionDetails<number>>;
  }

  resolveObjectEvaluation<T extends JsonValue>(
    key: string,
    value: T,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<T>> {
    return this.answer('object', key, value, context) as Promise<ResolutionDetails<never>>;
  }

  /** What it would answer. */
  peek(type: FlagValueType, key: string, value: FlagValue, context: EvaluationContext): Details {
    return this.resolve(type, key, value, context);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- what is thrown inside is to reject, not to be thrown at once
  protected async answer(
    type: FlagValueType,
    key: string,
    value: FlagValue,
    context: EvaluationContext,
  ): Promise<Details> {
    return this.resolve(type, key, value, context);
  }

  protected resolve(type: FlagValueType, key: string, value: FlagValue, context: EvaluationContext): Details {
    if (this.flags === undefined) {
      if (this.state === 'fatal') return refused('PROVIDER_FATAL', 'the key was refused', value);
      return refused('PROVIDER_NOT_READY', 'there are no flags yet, or no more', value);
    }
    const cached = this.cache.get(this.cacheKey(type, key, context));
    if (cached !== undefined) return { ...cached, value: structuredClone(cached.value), reason: 'CACHED' };
    const details = this.evaluate(this.flags, type, key, value, context);
    if (details.reason === 'STATIC') {
      this.cache.set(this.cacheKey(type, key, context), { ...details, value: structuredClone(details.value) });
    }
    return details;
  }

  protected evaluate(
    flags: Flags,
    type: FlagValueType,
    key: string,
    value: FlagValue,
    context: EvaluationContext,
  ): Details {
    return evaluateReference(flags, type, key, value, context);
  }

  protected cacheKey(type: FlagValueType, key: string, _context: EvaluationContext): string {
    return `${type} ${key}`;
  }

  protected copyOf(details: TrackingEventDetails): TrackingEventDetails {
    return structuredClone(details);
  }

  protected async flush(): Promise<void> {
    await this.backend.receive(this.queue.splice(0));
  }

  /** What happens when the backend has news. */
  protected hear(news: News): void {
    switch (news.kind) {
      case 'changed':
        if (this.flags === undefined) return;
        this.take();
        this.tellChange(news.keys);
        return;
      case 'down':
        if (this.state !== 'ready') return;
        this.state = 'stale';
        this.events.emit(ProviderEvents.Stale, { message: 'the backend is gone' });
        this.grace = setTimeout(() => {
          this.tellError('GENERAL', 'the backend has been gone for long');
        }, GRACE_MS);
        this.grace.unref();
        return;
      case 'up':
        clearTimeout(this.grace);
        this.recover();
        return;
      case 'refused':
        this.state = 'fatal';
        this.flags = undefined;
        this.tellError('PROVIDER_FATAL', 'the key was revoked');
        return;
      case 'malformed':
        return;
    }
  }

  protected recover(): void {
    const before = this.flags;
    this.take();
    this.state = 'ready';
    this.events.emit(ProviderEvents.Ready);
    if (before !== undefined)
      this.tellChange([...this.backend.flags.keys()].filter((key) => before.get(key) !== this.flags?.get(key)));
  }

  /** Takes over what the backend serves now. */
  protected take(): void {
    this.flags = this.backend.flags;
    this.cache.clear();
  }

  protected tellChange(keys: readonly string[]): void {
    if (keys.length > 0) this.events.emit(ProviderEvents.ConfigurationChanged, { flagsChanged: [...keys] });
  }

  protected tellError(errorCode: string, message: string): void {
    this.events.emit(ProviderEvents.Error, { errorCode, message });
  }

  protected startFailed(error: unknown): CodedFailure {
    const isRefused = error instanceof Error && error.message === 'refused';
    this.state = isRefused ? 'fatal' : 'failed';
    return isRefused
      ? new CodedFailure('PROVIDER_FATAL', 'the key was refused', error)
      : new CodedFailure('PROVIDER_NOT_READY', 'the backend cannot be had', error);
  }

  private async start(): Promise<void> {
    this.state = 'starting';
    this.leave = this.backend.subscribe((news) => {
      this.hear(news);
    });
    const flags = await this.fetched();
    if (this.wasClosed()) throw new CodedFailure('PROVIDER_NOT_READY', 'it was closed while it started');
    this.flags = flags;
    this.cache.clear();
    this.state = 'ready';
  }

  protected async fetched(): Promise<Flags> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(reject, START_MS, new Error('no answer'));
    });
    try {
      return await Promise.race([this.backend.fetch(this.key), late]);
    } catch (error) {
      throw this.startFailed(error);
    } finally {
      clearTimeout(timer);
    }
  }

  private wasClosed(): boolean {
    return this.state === 'closed';
  }
}
