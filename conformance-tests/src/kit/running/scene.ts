import type { EvaluationContext, FlagValue, FlagValueType, ResolutionDetails } from '@openfeature/core';
import { NOOP_PROVIDER, OpenFeature, type Provider } from '@openfeature/server-sdk';
import type { Control, ProviderAdapter, Timeouts } from '../adapter.js';
import type { Role } from '../flags.js';
import { messageOf, settle, within } from './bounded.js';
import { Bound, shown, type Asking } from './bound.js';
import { Heard } from './heard.js';
import type { Journal } from './journal.js';
import { resolveDirectly, silent } from './direct.js';

/** Ends a case as skipped. */
export class Missing extends Error {
  override readonly name = 'Missing';
}

/** A member of the adapter threw, hung, or gave what it may not. */
export class AdapterFault extends Error {
  override readonly name = 'AdapterFault';
}

/** The kinds of providers that an adapter makes, by the member that does. */
const makers = {
  healthy: 'createProvider',
  unavailable: 'createUnavailableProvider',
  forbidden: 'createForbiddenProvider',
  silent: 'createSilentProvider',
  offline: 'createOfflineProvider',
} as const satisfies Readonly<Record<string, keyof ProviderAdapter>>;

export type ProviderKind = keyof typeof makers;

/** What a run hands to the scene of each of its cases. */
export interface SceneParts {
  readonly caseId: string;
  readonly adapter: ProviderAdapter;
  readonly times: Timeouts;
  readonly journal: Journal;
  /** A name for a domain that no other case has. */
  readonly newDomain: () => string;
  /** Every provider that the adapter has ever made, with the case that it was made for. */
  readonly made: WeakMap<Provider, string>;
}

/** The world of one case: its providers and domains, the backend, and how long things may take. */
export class Scene {
  readonly adapter: ProviderAdapter;
  readonly times: Timeouts;
  readonly journal: Journal;
  /** What every evaluation has in its context unless a case says otherwise. */
  readonly context: EvaluationContext;
  /** What must not have happened, whatever the case is about. */
  readonly objections: string[] = [];
  private readonly parts: SceneParts;
  private readonly providers: Provider[] = [];
  private readonly domains: string[] = [];
  private readonly listening: Heard[] = [];
  private readonly ends: (() => unknown)[] = [];
  private over = false;

  constructor(parts: SceneParts) {
    this.parts = parts;
    this.adapter = parts.adapter;
    this.times = parts.times;
    this.journal = parts.journal;
    this.context = Object.freeze({ targetingKey: 'conformance', ...parts.adapter.context });
  }

  /** The key of a role's flag. Ends the case as skipped where there is none. */
  key(role: Role): string {
    const { flags = {}, absentFlags = {} } = this.adapter;
    const reason = absentFlags[role];
    if (reason !== undefined) throw new Missing(`the flag ${role}: ${reason}`);
    return flags[role] ?? role;
  }

  /** Those of these roles that have a flag; at least one, else the case is skipped. */
  present<R extends Role>(roles: readonly R[]): R[] {
    const there = roles.filter((role) => this.adapter.absentFlags?.[role] === undefined);
    const [first] = roles;
    if (there.length === 0 && first !== undefined) this.key(first);
    return there;
  }

  /** The variant that a role's flag is expected to name for one of its canonical variants. */
  variant(role: Role, canonical: string): string {
    return this.adapter.variants?.[role] ?? canonical;
  }

  has(capability: ProviderAdapter['capabilities'][number]): boolean {
    return this.adapter.capabilities.includes(capability);
  }

  /** A member of the adapter, which the case is skipped without. */
  require<K extends keyof ProviderAdapter>(member: K): NonNullable<ProviderAdapter[K]> {
    const found = this.adapter[member];
    if (found === undefined) throw new Missing(`${member} of the adapter`);
    return found;
  }

  /** Whether the adapter can do something to its backend. */
  can(member: keyof Control): boolean {
    return this.adapter.control?.[member] !== undefined;
  }

  /** Does something to the backend. The case is skipped where the adapter cannot. */
  async control<K extends keyof Control>(member: K): Promise<Awaited<ReturnType<NonNullable<Control[K]>>>> {
    const { control } = this.adapter;
    const action = control?.[member] as (() => unknown) | undefined;
    if (action === undefined) throw new Missing(`control.${member} of the adapter`);
    type Given = Awaited<ReturnType<NonNullable<Control[K]>>>;
    return (await this.ask(`control.${member}`, () => action.call(control))) as Given;
  }

  /** Asks a member of the adapter, for a bounded time. @throws AdapterFault naming it */
  async ask<T>(member: string, call: () => T | PromiseLike<T>): Promise<T> {
    try {
      return await within(`${member} of the adapter`, this.times.case / 2, Promise.resolve(call()));
    } catch (error) {
      if (error instanceof Missing) throw error;
      throw new AdapterFault(`${member} of the adapter failed: ${messageOf(error)}`);
    }
  }

  /** A fresh provider that is not registered. It is closed after the case. */
  async create(kind: ProviderKind = 'healthy'): Promise<Provider> {
    const member = makers[kind];
    const make = this.require(member);
    const provider = await this.ask(member, () => make.call(this.adapter));
    if (typeof (provider as unknown) !== 'object' || (provider as unknown) === null) {
      throw new AdapterFault(`${member} of the adapter gave no provider`);
    }
    this.adopt(provider, member);
    return provider;
  }

  /** Takes a provider that came another way. */
  adopt(provider: Provider, member = 'createProvider'): void {
    // A case that took too long goes on in the background, where it must not disturb the next.
    if (this.over) throw new AdapterFault('the case is over');
    const { made, caseId } = this.parts;
    const other = made.get(provider);
    if (other !== undefined) {
      throw new AdapterFault(
        `${member} of the adapter gave the provider again that it had given in ${other}: each has to be fresh`,
      );
    }
    made.set(provider, caseId);
    this.providers.push(provider);
  }

  /** A client of a domain of its own, in which nothing is registered yet, and what it hears. */
  place(provider: Provider): Bound {
    if (this.over) throw new AdapterFault('the case is over');
    const { caseId, journal, newDomain } = this.parts;
    const domain = newDomain();
    this.domains.push(domain);
    const client = OpenFeature.getClient(domain);
    client.setLogger(silent);
    const heard = this.newHeard();
    const asking: Asking = {
      caseId,
      journal,
      evaluationMs: this.times.evaluation,
      context: this.context,
      object: (problem) => this.objections.push(problem),
    };
    return new Bound(provider, domain, client, heard, asking);
  }

  /** Registers without waiting; what the provider itself says is heard from then on. */
  async register(provider: Provider): Promise<{ readonly bound: Bound; readonly started: Promise<void> }> {
    const bound = this.place(provider);
    const started = OpenFeature.setProviderAndWait(bound.domain, provider);
    // Handlers that are added while a domain is not bound would hear the default provider.
    bound.heard.listenTo(bound.client, this.parts.caseId, bound.domain);
    // Who does not wait for it is not to be bothered by its rejection.
    started.catch(() => undefined);
    await Promise.resolve();
    return { bound, started };
  }

  /** Registers and waits for READY. */
  async bind(provider: Provider): Promise<Bound> {
    const { bound, started } = await this.register(provider);
    await within('setProviderAndWait', this.times.ready, started);
    return bound;
  }

  /** A fresh provider that is READY in a domain of its own. */
  async open(): Promise<Bound> {
    return this.bind(await this.create());
  }

  /** Asks a provider without the SDK. */
  direct(
    provider: Provider,
    type: FlagValueType,
    key: string,
    defaultValue: FlagValue,
    context: EvaluationContext = this.context,
  ): Promise<ResolutionDetails<FlagValue>> {
    return within(
      `the resolution of ${shown(key)} as ${type}`,
      this.times.evaluation,
      Promise.resolve(resolveDirectly(provider, type, key, defaultValue, context)),
    );
  }

  /** To be done after the case, however it ends. */
  finally(end: () => unknown): void {
    this.ends.push(end);
  }

  /** What a direct listener on the provider's own emitter hears. */
  hearProvider(provider: Provider): Heard {
    const heard = this.newHeard();
    heard.listenToProvider(provider, this.parts.caseId);
    return heard;
  }

  /** Takes a provider out of its domain, which the SDK closes then. What happens in the domain is not listened to any more. */
  async retire({ heard, domain }: Bound): Promise<void> {
    heard.leave();
    OpenFeature.setProvider(domain, NOOP_PROVIDER);
    await settle();
  }

  private newHeard(): Heard {
    const heard = new Heard((event) => this.journal.events.push(event));
    this.listening.push(heard);
    return heard;
  }

  /** Leaves nothing of the case behind. How well a provider closes is for cases of their own to judge. */
  async end(): Promise<void> {
    this.over = true;
    for (const end of this.ends.reverse()) await quietly(end);
    OpenFeature.clearHooks();
    OpenFeature.setContext({});
    for (const heard of this.listening) heard.leave();
    for (const domain of this.domains) {
      await quietly(() => {
        OpenFeature.setProvider(domain, NOOP_PROVIDER);
      });
    }
    await Promise.all(
      this.providers.map((provider) =>
        quietly(() => within('onClose', Math.min(this.times.close, 2_000), Promise.resolve(provider.onClose?.()))),
      ),
    );
  }
}

async function quietly(end: () => unknown): Promise<void> {
  try {
    await end();
  } catch {
    // The case has its outcome already.
  }
}
