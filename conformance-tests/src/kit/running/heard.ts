import type { EventDetails } from '@openfeature/core';
import { ProviderEvents, type Client, type Provider } from '@openfeature/server-sdk';
import { TookTooLong } from './bounded.js';

/** An event as a handler of a client's, or of the provider's own emitter, heard it. */
export interface HeardEvent {
  readonly caseId: string;
  readonly type: ProviderEvents;
  readonly details: Readonly<Record<string, unknown>>;
  /** The client's status while the handler ran; absent for the provider's own emitter. */
  readonly status?: string;
  /** What ought to be in the details. */
  readonly domain?: string;
  readonly providerName?: string;
}

const types = [
  ProviderEvents.Ready,
  ProviderEvents.Error,
  ProviderEvents.Stale,
  ProviderEvents.ConfigurationChanged,
] as const;

interface Waiter {
  readonly type: ProviderEvents;
  readonly accept: (event: HeardEvent) => void;
}

/** Listens, and keeps what it hears in order. */
export class Heard {
  readonly events: HeardEvent[] = [];
  private readonly waiters = new Set<Waiter>();
  private readonly record: (event: HeardEvent) => void;
  private readonly leaving = new AbortController();

  constructor(record: (event: HeardEvent) => void) {
    this.record = record;
  }

  /** Hears what a client hears. */
  listenTo(client: Client, caseId: string, domain: string): void {
    for (const type of types) {
      const hear = (details?: EventDetails): void => {
        const { providerMetadata } = client.metadata;
        this.hear({
          caseId,
          type,
          details: { ...details },
          status: client.providerStatus,
          domain,
          providerName: providerMetadata.name,
        });
      };
      client.addHandler(type, hear, { signal: this.leaving.signal });
    }
  }

  /** Hears what the provider itself says. */
  listenToProvider({ events }: Provider, caseId: string): void {
    for (const type of types) {
      events?.addHandler(type, (details?: EventDetails) => {
        this.hear({ caseId, type, details: { ...details } });
      });
    }
  }

  /** How many of a type came, from the place `from` on. */
  count(type: ProviderEvents, from = 0): number {
    return this.events.slice(from).filter((event) => event.type === type).length;
  }

  /** The types in order, from the place `from` on. */
  sequence(from = 0): ProviderEvents[] {
    return this.events.slice(from).map(({ type }) => type);
  }

  /** The first event of a type from the place `from` on, whether it has come or not. @throws TookTooLong */
  next(type: ProviderEvents, ms: number, from = 0): Promise<HeardEvent> {
    const there = this.events.slice(from).find((event) => event.type === type);
    if (there !== undefined) return Promise.resolve(there);
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        type,
        accept: (event) => {
          clearTimeout(timer);
          this.waiters.delete(waiter);
          resolve(event);
        },
      };
      const timer = setTimeout(() => {
        this.waiters.delete(waiter);
        reject(new TookTooLong(`the event ${type}`, ms));
      }, ms);
      this.waiters.add(waiter);
    });
  }

  /** Hears no more. */
  leave(): void {
    this.leaving.abort();
  }

  private hear(event: HeardEvent): void {
    if (this.leaving.signal.aborted) return;
    this.events.push(event);
    this.record(event);
    for (const waiter of [...this.waiters]) if (waiter.type === event.type) waiter.accept(event);
  }
}
