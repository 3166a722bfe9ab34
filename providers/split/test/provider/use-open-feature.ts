import {
  OpenFeature,
  ServerProviderEvents,
  type Client,
  type EvaluationContext,
  type EvaluationDetails,
  type FlagValue,
  type Provider,
} from '@openfeature/server-sdk';

export type Type = 'boolean' | 'string' | 'number' | 'object';

/** What a caller gives for a default, recognisable and unlike anything that a flag of the tests serves. */
export const DEFAULTS = Object.freeze({
  boolean: false,
  string: 'by the caller',
  number: -1,
  object: Object.freeze({ by: 'the caller' }),
});

export const ana: EvaluationContext = Object.freeze({ targetingKey: 'ana' });

export interface Event {
  readonly type: string;
  readonly flagsChanged?: readonly string[];
  readonly message?: string;
  readonly errorCode?: string;
}

/** A provider under a domain of its own, and what is heard of it. */
export class Bound {
  readonly domain: string;
  readonly client: Client;
  /** Since the binding, in order. The READY that is told to every late handler is not among them. */
  readonly events: Event[] = [];
  private waiting: (() => void)[] = [];
  private deaf = true;

  constructor(domain: string) {
    this.domain = domain;
    this.client = OpenFeature.getClient(domain);
  }

  listen(): void {
    for (const type of Object.values(ServerProviderEvents)) {
      this.client.addHandler(type, (details) => {
        if (this.deaf) return;
        const { flagsChanged, message, errorCode } = details as Partial<Event>;
        this.events.push({
          type: type.replace('PROVIDER_', ''),
          ...(flagsChanged === undefined ? {} : { flagsChanged: [...flagsChanged].sort() }),
          ...(message === undefined ? {} : { message }),
          ...(errorCode === undefined ? {} : { errorCode }),
        });
        for (const wake of this.waiting.splice(0)) wake();
      });
    }
    this.deaf = false;
  }

  /** Waits until so many events have been heard; mocha's time limit ends it. */
  async heard(count: number): Promise<readonly Event[]> {
    while (this.events.length < count) await new Promise<void>((resolve) => this.waiting.push(resolve));
    return this.events;
  }

  get types(): string[] {
    return this.events.map(({ type }) => type);
  }

  ask(type: Type, flagKey: string, context: EvaluationContext = ana): Promise<EvaluationDetails<FlagValue>> {
    return askBy(this.client, type, flagKey, context);
  }

  async value(flagKey: string, context: EvaluationContext = ana): Promise<FlagValue> {
    return (await this.ask('string', flagKey, context)).value;
  }
}

/** Asks through a client of OpenFeature, with the default of the type. */
export function askBy(
  client: Client,
  type: Type,
  flagKey: string,
  context?: EvaluationContext,
): Promise<EvaluationDetails<FlagValue>> {
  switch (type) {
    case 'boolean':
      return client.getBooleanDetails(flagKey, DEFAULTS.boolean, context);
    case 'string':
      return client.getStringDetails(flagKey, DEFAULTS.string, context);
    case 'number':
      return client.getNumberDetails(flagKey, DEFAULTS.number, context);
    case 'object':
      return client.getObjectDetails(flagKey, DEFAULTS.object, context);
  }
}

let domains = 0;

/** To be called inside a `describe`: after each of its tests no provider is bound. */
export function useOpenFeature(): {
  /** Binds a provider to a domain of its own and waits until it is ready. */
  readonly bind: (provider: Provider) => Promise<Bound>;
  /** Binds it, and tells what `initialize` rejected with. */
  readonly bindInVain: (provider: Provider) => Promise<Bound & { readonly error: Error & { readonly code?: unknown } }>;
  readonly newDomain: () => string;
} {
  afterEach(async () => {
    await OpenFeature.clearProviders();
    OpenFeature.clearHandlers();
  });
  const newDomain = (): string => `split test ${++domains}`;
  return {
    newDomain,
    async bind(provider) {
      const domain = newDomain();
      await OpenFeature.setProviderAndWait(domain, provider);
      const bound = new Bound(domain);
      bound.listen();
      return bound;
    },
    async bindInVain(provider) {
      const domain = newDomain();
      let error: unknown;
      await OpenFeature.setProviderAndWait(domain, provider).catch((thrown: unknown) => (error = thrown));
      if (!(error instanceof Error)) throw new Error('the provider was initialized after all');
      const bound = new Bound(domain);
      bound.listen();
      return Object.assign(bound, { error });
    },
  };
}
