import type { EvaluationContext } from '@openfeature/core';
import type { Provider } from '@openfeature/server-sdk';
import type { Capability } from './capabilities.js';
import type { Role } from './flags.js';

/** A value, now or later. */
export type Awaitable<T> = T | Promise<T>;

/**
 * What the kit is told about a provider. `createProvider` gives a fresh, unregistered one each time, against a healthy
 * backend that holds the flags of `canonicalFlags`. A member that a declared capability needs is required; the others are
 * optional, and cases that need one that is not there are skipped, saying so.
 */
export interface ProviderAdapter {
  /** What the provider is called in reports. */
  readonly name: string;
  /** Each is declared on the evidence of a run. */
  readonly capabilities: readonly Capability[];
  /** Why it has not the others, or some of them: told of each case that is skipped for want of one. */
  readonly absentCapabilities?: Readonly<Partial<Record<Capability, Reason>>>;
  readonly createProvider: () => Awaitable<Provider>;
  /** One whose backend refuses connections until `control.restoreBackend`, if there is that. For `unavailable`. */
  readonly createUnavailableProvider?: () => Awaitable<Provider>;
  /** One with credentials that its backend refuses. For `fatal`. */
  readonly createForbiddenProvider?: () => Awaitable<Provider>;
  /** One whose backend takes connections and never answers. */
  readonly createSilentProvider?: () => Awaitable<Provider>;
  /** One without a network, with local data. For `offline`. */
  readonly createOfflineProvider?: () => Awaitable<Provider>;
  /** One that was handed a client of the vendor's, which it must not close. */
  readonly createSharingProvider?: () => Awaitable<SharingProvider>;
  /** The real key of a role, where it is not the role's name. */
  readonly flags?: Readonly<Partial<Record<Role, string>>>;
  /** Roles without a flag, each with the reason why the vendor cannot have it. */
  readonly absentFlags?: Readonly<Partial<Record<Role, string>>>;
  /** The variant that is served, where its name is not the canonical one. */
  readonly variants?: Readonly<Partial<Record<Role, string>>>;
  /** What every evaluation has in its context unless a case says otherwise; default a targeting key. */
  readonly context?: EvaluationContext;
  readonly control?: Control;
  /** Case id → how the provider knowingly differs. One that passes nevertheless fails the run. */
  readonly knownDeviations?: Readonly<Record<string, Deviation>>;
  readonly timeouts?: Partial<Timeouts>;
  /** The URL of the module that exports this adapter, for the case that needs a process of its own: `import.meta.url`. */
  readonly module?: string;
  /** The package on disk. For the cases about packaging. */
  readonly packaging?: Packaging;
  /** For `ofrep-server`. */
  readonly ofrep?: OfrepServer;
  /** Called once before the first case and once after the last. */
  readonly setUp?: () => Awaitable<void>;
  readonly tearDown?: () => Awaitable<void>;
}

/** What the kit does to the backend. Every member resolves when the new state is what the backend serves. */
export interface Control {
  /** Everything as it was at first. Called before each case. */
  readonly reset?: () => Awaitable<void>;
  /** Gives `changing-flag` its other value. For `configuration-change`. */
  readonly changeFlag?: () => Awaitable<void>;
  /** Makes `added-flag` exist, which at first it does not. For `flags-changed`. */
  readonly addFlag?: () => Awaitable<void>;
  /** Makes `added-flag` cease to exist. For `flags-changed`. */
  readonly removeFlag?: () => Awaitable<void>;
  /** Lets the provider look for changes, or be told of one, where there is none. */
  readonly touch?: () => Awaitable<void>;
  /** Cuts the backend off, also for providers that are connected. For `stale`. */
  readonly breakBackend?: () => Awaitable<void>;
  /** Ends that, also for a provider of `createUnavailableProvider`. For `stale`. */
  readonly restoreBackend?: () => Awaitable<void>;
  /** From now on flags come in a form that cannot be read. */
  readonly malform?: () => Awaitable<void>;
  /** From now on the credentials of `createProvider` are refused. */
  readonly revokeCredentials?: () => Awaitable<void>;
  /** The events that the backend has received since `reset`. For `tracking`. */
  readonly trackedEvents?: () => Awaitable<readonly TrackedEvent[]>;
}

/** A tracked event as the backend has it, in OpenFeature's terms. */
export interface TrackedEvent {
  readonly name: string;
  readonly targetingKey?: string | undefined;
  readonly value?: number | undefined;
  /** What else was in the details. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** What else was in the context, where the backend is told. */
  readonly attributes?: Readonly<Record<string, unknown>>;
}

export interface SharingProvider {
  readonly provider: Provider;
  /** Whether the client still works. */
  readonly works: () => Awaitable<boolean>;
  readonly close: () => Awaitable<void>;
}

/** Why something is not as one may expect. */
export interface Reason {
  readonly summary: string;
  /** Where it is written down. */
  readonly link?: string;
}

/** How a provider knowingly differs. */
export type Deviation = Reason;

/** How long things may take, in milliseconds. */
export interface Timeouts {
  /** A start; default 10,000. */
  readonly ready: number;
  /** From a change of the backend to the event; default 5,000. */
  readonly event: number;
  /** For how long it is watched that nothing happens; default 300. */
  readonly quiet: number;
  /** From STALE to ERROR, where the provider has that; default 0: it is not waited for. */
  readonly grace: number;
  /** A close; default 10,000. */
  readonly close: number;
  /** One evaluation; default 2,000. */
  readonly evaluation: number;
  /** A whole case, and every other member of the adapter; default 60,000. */
  readonly case: number;
}

/** A package, and what a program that uses it has to say. */
export interface Packaging {
  /** The folder of the package, with its built files. */
  readonly directory: string;
  /** The folders of packages that it depends on and that are not in a registry. */
  readonly companions?: readonly string[];
  /** The name under which it is imported. */
  readonly module: string;
  /** An expression for a provider; the module's exports are `exported`. */
  readonly construct: string;
  /** The folder whose `node_modules` have everything else that a program needs; default that of the package. */
  readonly modulesOf?: string;
}

export interface OfrepServer {
  /** Without `/ofrep/v1`. */
  readonly url: string;
  /** What authorises a request; default none, and the server is open. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Makes the next requests too many. */
  readonly overload?: () => Awaitable<void>;
  /** A flag that cannot be evaluated, for the bulk request. */
  readonly brokenFlag?: string;
  /** The most bytes of a request body; default: not tested. */
  readonly bodyLimit?: number;
  /** A provider that asks this server. */
  readonly createClientProvider?: () => Awaitable<Provider>;
}

export const defaultTimeouts: Timeouts = {
  ready: 10_000,
  event: 5_000,
  quiet: 300,
  grace: 0,
  close: 10_000,
  evaluation: 2_000,
  case: 60_000,
};
