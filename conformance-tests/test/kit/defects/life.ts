import type { EvaluationContext, FlagValue, FlagValueType, TrackingEventDetails } from '@openfeature/core';
import { ProviderEvents } from '@openfeature/server-sdk';
import type { News, ReferenceBackend } from '#src/reference/backend.js';
import { CodedFailure, ReferenceProvider } from '#src/reference/provider.js';
import { defect, type Defect } from './defect.js';

let names = 0;

/** What is wrong with shape, start, end, events and tracking. */
export const lifeDefects: readonly Defect[] = [
  defect(
    'has another name each time',
    class extends ReferenceProvider {
      override readonly metadata = Object.freeze({ name: `reference-${++names}` });
    },
    'META-01',
  ),
  defect(
    'lets anybody change its name',
    class extends ReferenceProvider {
      override readonly metadata = { name: 'reference' };
    },
    'META-03',
  ),
  defect(
    'has new hooks at each look',
    class extends ReferenceProvider {
      constructor(backend: ReferenceBackend, key: string) {
        super(backend, key);
        Object.defineProperty(this, 'hooks', { get: () => [{ before: () => undefined }], configurable: true });
      }
    },
    'META-07',
  ),
  defect(
    'starts a timer when it is made',
    class extends ReferenceProvider {
      private readonly timer = setInterval(() => undefined, 60_000);

      override async onClose(): Promise<void> {
        clearInterval(this.timer);
        await super.onClose();
      }
    },
    'META-09',
  ),
  defect(
    'leaves a timer behind',
    class extends ReferenceProvider {
      override async initialize(): Promise<void> {
        await super.initialize();
        setTimeout(() => undefined, 5_000);
      }
    },
    'CLOSE-09',
  ),
  defect(
    'waits for ever for a backend that does not answer',
    class extends ReferenceProvider {
      override async initialize(): Promise<void> {
        if (this.backend.isSilent) await new Promise(() => undefined);
        await super.initialize();
      }
    },
    'INIT-05',
  ),
  defect(
    'throws at once when it cannot start',
    class extends ReferenceProvider {
      override initialize(): Promise<void> {
        if (!this.backend.isUp && this.state === 'new') {
          this.state = 'failed';
          void super.initialize().catch(() => undefined);
          throw new CodedFailure('PROVIDER_NOT_READY', 'the backend is gone');
        }
        return super.initialize();
      }
    },
    'INIT-06',
    'INIT-02',
    'INIT-13',
    'CLOSE-03',
    'EVT-15',
  ),
  defect(
    'rejects with a text',
    class extends ReferenceProvider {
      override async initialize(): Promise<void> {
        try {
          await super.initialize();
        } catch (error) {
          throw this.state === 'failed' ? 'the backend is gone' : error;
        }
      }
    },
    'INIT-03',
    'ERR-08',
  ),
  defect(
    'rejects with the code of a socket',
    class extends ReferenceProvider {
      protected override startFailed(error: unknown): CodedFailure {
        const failure = super.startFailed(error);
        return this.state === 'failed' ? new CodedFailure('ECONNREFUSED', 'connect ECONNREFUSED', error) : failure;
      }
    },
    'INIT-03',
    'ERR-08',
  ),
  defect(
    'does not tell refused credentials from a backend that is gone',
    class extends ReferenceProvider {
      protected override startFailed(error: unknown): CodedFailure {
        super.startFailed(error);
        this.state = 'failed';
        return new CodedFailure('GENERAL', 'it cannot start', error);
      }
    },
    'INIT-04',
    'ERR-05',
  ),
  defect(
    'starts as often as it is told to',
    class extends ReferenceProvider {
      override async initialize(): Promise<void> {
        await super.initialize();
        this.starts += 1;
      }

      private starts = 0;

      protected override tellChange(keys: readonly string[]): void {
        for (let time = 0; time < this.starts; time++) super.tellChange(keys);
      }
    },
    'INIT-10',
  ),
  defect(
    'says READY before it has flags',
    class extends ReferenceProvider {
      override async initialize(): Promise<void> {
        await Promise.resolve();
        await Promise.resolve();
        this.events.emit(ProviderEvents.Ready);
        await super.initialize();
      }
    },
    'INIT-12',
  ),
  defect(
    'says READY although it was closed while it started',
    class extends ReferenceProvider {
      override async initialize(): Promise<void> {
        await super.initialize().finally(() => setTimeout(() => this.late(), 5).unref());
      }

      private late(): void {
        if (this.state === 'closed') this.events.emit(ProviderEvents.Ready);
      }
    },
    'CLOSE-04',
    'CLOSE-07',
  ),
  defect(
    'cannot be closed twice',
    class extends ReferenceProvider {
      private closes = 0;

      override async onClose(): Promise<void> {
        this.closes += 1;
        if (this.closes === 2) throw new Error('it is closed already');
        await super.onClose();
      }
    },
    'CLOSE-02',
  ),
  defect(
    'cannot be closed before it was started',
    class extends ReferenceProvider {
      override async onClose(): Promise<void> {
        if (this.state === 'new') throw new Error('it was never started');
        await super.onClose();
      }
    },
    'CLOSE-03',
  ),
  defect(
    'waits for its backend when it is closed',
    class extends ReferenceProvider {
      protected override async flush(): Promise<void> {
        if (!this.backend.isUp) await new Promise(() => undefined);
        await super.flush();
      }
    },
    'CLOSE-05',
    'CLOSE-03',
    'TRK-07',
  ),
  defect(
    'cannot be started again',
    class extends ReferenceProvider {
      private isSpent = false;

      override async initialize(): Promise<void> {
        if (this.isSpent) throw new CodedFailure('GENERAL', 'it was closed');
        await super.initialize();
      }

      override async onClose(): Promise<void> {
        this.isSpent = true;
        await super.onClose();
      }
    },
    'CLOSE-06',
  ),
  defect(
    'serves on after it was closed',
    class extends ReferenceProvider {
      override async onClose(): Promise<void> {
        const { flags } = this;
        await super.onClose();
        this.flags = flags;
      }
    },
    'ERR-07',
  ),
  defect(
    'fails inside after it was closed',
    class extends ReferenceProvider {
      protected override resolve(type: FlagValueType, key: string, value: FlagValue, context: EvaluationContext) {
        if (this.state === 'closed') throw new TypeError("Cannot read properties of undefined (reading 'get')");
        return super.resolve(type, key, value, context);
      }
    },
    'ERR-07',
  ),
  defect(
    'listens on after it was closed',
    class extends ReferenceProvider {
      override async initialize(): Promise<void> {
        await super.initialize();
        this.backend.subscribe(({ kind }) => {
          if (kind === 'changed' && this.state === 'closed') this.tellChange(['changing-flag']);
        });
      }
    },
    'CLOSE-07',
    'MULT-04',
    'EVT-17',
  ),
  defect(
    'says READY at each evaluation',
    class extends ReferenceProvider {
      protected override resolve(type: FlagValueType, key: string, value: FlagValue, context: EvaluationContext) {
        if (this.state === 'ready') this.events.emit(ProviderEvents.Ready);
        return super.resolve(type, key, value, context);
      }
    },
    'EVT-01',
  ),
  defect(
    'says nothing when its backend is back',
    class extends ReferenceProvider {
      protected override recover(): void {
        this.state = 'ready';
        this.take();
      }
    },
    'EVT-11',
    'EVT-12',
    'INIT-13',
  ),
  defect(
    'keeps the old flags when its backend is back',
    class extends ReferenceProvider {
      protected override recover(): void {
        const { flags } = this;
        super.recover();
        if (flags !== undefined) this.flags = flags;
      }
    },
    'EVT-11',
  ),
  defect(
    'says that a flag changed before it has the new one',
    class extends ReferenceProvider {
      protected override hear(news: News): void {
        if (news.kind !== 'changed' || this.flags === undefined) {
          super.hear(news);
          return;
        }
        this.tellChange(news.keys);
        this.take();
      }
    },
    'EVT-05',
  ),
  defect(
    'says nothing when a flag changes',
    class extends ReferenceProvider {
      protected override tellChange(): void {
        // That is the defect.
      }
    },
    'EVT-04',
    'EVT-02',
    'EVT-03',
    'EVT-05',
    'EVT-06',
    'EVT-07',
    'EVT-11',
    'EVT-16',
    'EVT-17',
    'EVT-18',
    'CACHE-03',
    'CLOSE-06',
    'INIT-10',
    'MISS-07',
    'MULT-03',
    'MULT-04',
  ),
  defect(
    'says that something changed whenever it looks',
    class extends ReferenceProvider {
      protected override hear(news: News): void {
        if (news.kind === 'changed' && news.keys.length === 0) {
          this.events.emit(ProviderEvents.ConfigurationChanged, { flagsChanged: [] });
        }
        super.hear(news);
      }
    },
    'EVT-08',
  ),
  defect(
    'names all flags as changed',
    class extends ReferenceProvider {
      protected override tellChange(keys: readonly string[]): void {
        super.tellChange(keys.length === 0 ? [] : [...new Set([...keys, ...this.backend.flags.keys()])]);
      }
    },
    'EVT-06',
  ),
  defect(
    'does not name flags that are gone',
    class extends ReferenceProvider {
      protected override tellChange(keys: readonly string[]): void {
        const there = keys.filter((key) => this.backend.flags.has(key));
        if (keys.length > 0) this.events.emit(ProviderEvents.ConfigurationChanged, { flagsChanged: there });
      }
    },
    'EVT-07',
  ),
  defect(
    'says STALE again and again',
    class extends ReferenceProvider {
      protected override hear(news: News): void {
        super.hear(news);
        if (news.kind === 'down' && this.state === 'stale')
          this.events.emit(ProviderEvents.Stale, { message: 'again' });
      }
    },
    'EVT-12',
  ),
  defect(
    'says nothing when its backend is gone',
    class extends ReferenceProvider {
      protected override hear(news: News): void {
        if (news.kind !== 'down') super.hear(news);
      }
    },
    'EVT-09',
    'EVT-10',
    'EVT-11',
    'EVT-12',
    'EVT-13',
    'EVT-15',
  ),
  defect(
    'gives its ERROR events no message',
    class extends ReferenceProvider {
      protected override tellError(errorCode: string): void {
        this.events.emit(ProviderEvents.Error, { errorCode });
      }
    },
    'EVT-13',
  ),
  defect(
    'gives its ERROR events no code',
    class extends ReferenceProvider {
      protected override tellError(_errorCode: string, message: string): void {
        this.events.emit(ProviderEvents.Error, { message });
      }
    },
    'EVT-14',
    'EVT-13',
  ),
  defect(
    'puts an object into the metadata of events',
    class extends ReferenceProvider {
      protected override tellChange(keys: readonly string[]): void {
        if (keys.length === 0) return;
        const metadata = { nested: { a: 1 } } as never;
        this.events.emit(ProviderEvents.ConfigurationChanged, { flagsChanged: [...keys], metadata });
      }
    },
    'EVT-18',
  ),
  defect(
    'drops its flags when it cannot read what comes',
    class extends ReferenceProvider {
      protected override hear(news: News): void {
        if (news.kind === 'malformed') this.flags = new Map();
        super.hear(news);
      }
    },
    'EVT-19',
  ),
  defect(
    'tracks by a promise',
    class extends ReferenceProvider {
      override track(name: string, context?: EvaluationContext, details?: TrackingEventDetails): void {
        super.track(name, context, details);
        return Promise.resolve() as unknown as undefined;
      }
    },
    'TRK-05',
  ),
  defect(
    'tracks by a promise that rejects where there is no targeting key',
    class extends ReferenceProvider {
      override track(name: string, context?: EvaluationContext, details?: TrackingEventDetails): void {
        super.track(name, context, details);
        if (context?.targetingKey === undefined) return Promise.reject(new Error('no key')) as unknown as undefined;
      }
    },
    'TRK-04',
  ),
  defect(
    'drops the value 0',
    class extends ReferenceProvider {
      protected override copyOf(details: TrackingEventDetails): TrackingEventDetails {
        const { value, ...fields } = super.copyOf(details);
        return value === undefined || value === 0 ? fields : { ...fields, value };
      }
    },
    'TRK-04',
  ),
  defect(
    'drops fields that are objects',
    class extends ReferenceProvider {
      protected override copyOf(details: TrackingEventDetails): TrackingEventDetails {
        const fields = Object.entries(super.copyOf(details)).filter(([, value]) => typeof value !== 'object');
        return Object.fromEntries(fields);
      }
    },
    'TRK-02',
  ),
  defect(
    'keeps the details of its caller',
    class extends ReferenceProvider {
      private readonly waiting: (readonly [string, EvaluationContext, TrackingEventDetails])[] = [];

      override track(name: string, context: EvaluationContext = {}, details: TrackingEventDetails = {}): void {
        this.waiting.push([name, context, details]);
      }

      protected override async flush(): Promise<void> {
        for (const event of this.waiting.splice(0)) super.track(...event);
        await super.flush();
      }
    },
    'TRK-08',
  ),
  defect(
    'does not wait for its last batch when it is closed',
    class extends ReferenceProvider {
      protected override flush(): Promise<void> {
        setTimeout(() => void super.flush(), 20).unref();
        return Promise.resolve();
      }
    },
    'TRK-06',
    'TRK-01',
    'TRK-02',
    'TRK-03',
    'TRK-04',
    'TRK-08',
  ),
];
