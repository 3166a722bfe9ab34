import type { Provider } from '@openfeature/server-sdk';
import { silentLogger } from '@polyflag/core-engine';
import type { HackleEmulator } from '@polyflag/emulators';
import type { Awaitable, Control, ProviderAdapter, Reason, TrackedEvent } from '../kit/adapter.js';
import { capabilities, type Capability } from '../kit/capabilities.js';
import { folder } from './repository.js';

/** What every emulator can do, whichever vendor's it is. */
type Backend = Pick<
  HackleEmulator,
  'start' | 'stop' | 'goDown' | 'comeUp' | 'answerNormally' | 'leaveUnanswered' | 'forget'
>;

/** One of our providers on its emulator: what is its vendor's alone. */
export interface Emulated extends Pick<
  ProviderAdapter,
  'module' | 'absentFlags' | 'flags' | 'variants' | 'createForbiddenProvider' | 'createOfflineProvider'
> {
  /** The folder of its package within `providers`. */
  readonly folder: string;
  /** What reports call it; default the name of its package. */
  readonly name?: string;
  /** An expression for a provider whose backend nobody runs; the module's exports are `exported`. */
  readonly construct: string;
  readonly emulator: Backend;
  /** What it does not have beside what none of ours has, each with the section or decision that says so. */
  readonly absentCapabilities: Reasons;
  /** How it differs beside what all of ours do, each with the section or decision that says so. */
  readonly knownDeviations?: ProviderAdapter['knownDeviations'];
  /** A provider with good credentials whose start may take so long, in milliseconds of the adapter's clock. */
  readonly create: (startMillis: number) => Awaitable<Provider>;
  /** What may take another time than with the others. */
  readonly timeouts?: NonNullable<ProviderAdapter['timeouts']>;
  readonly createSharingProvider: NonNullable<ProviderAdapter['createSharingProvider']>;
  readonly control: Pick<Control, 'addFlag' | 'removeFlag' | 'touch' | 'malform' | 'revokeCredentials'> & {
    /** Makes the backend hold every flag as it is at first, and take the credentials of `create`. */
    readonly load: () => void;
    /** Makes `changing-flag` serve a variant. */
    readonly change: (serves: string) => void;
    /** What was tracked, as the backend has it. */
    readonly tracked: () => readonly Tracked[];
  };
}

/** Why there is no such capability. */
export type Reasons = Readonly<Partial<Record<Capability, Reason>>>;

/** A tracked event on a vendor's wire, where what is not there may be null. */
interface Tracked extends Pick<TrackedEvent, 'name'> {
  readonly targetingKey: string | null | undefined;
  readonly value: number | null | undefined;
  readonly fields: TrackedEvent['fields'] | null | undefined;
}

/**
 * Options that are the same for all, in milliseconds of a fast clock: nothing is written to the console, and a minute of
 * trouble is enough for ERROR.
 */
export const commonConfig = { logger: silentLogger, closeTimeoutMillis: 60_000, errorAfterMillis: 60_001 } as const;

/** So long a start may take that is going to succeed, in milliseconds of a fast clock. */
export const PATIENT_MS = 60_000;

/** And so long one that is not. */
const BRIEF_MS = 10_000;

/** Why most of ours have no caching. */
export const decidesAnew = { summary: 'each evaluation decides anew, by what is in memory', link: 'DESIGN §2' };

/** What none of ours has. */
const absentFromAll = {
  'disabled-flags': { summary: 'a flag that is off serves the off value of its vendor', link: 'DECISIONS 17' },
  'provider-hooks': {
    summary: 'what is evaluated is reported beside the resolution, not by a hook',
    link: 'DESIGN §2',
  },
  'domain-scoped': { summary: 'an instance counts its bindings and serves them all', link: 'DECISIONS 43' },
  'ofrep-server': { summary: 'a provider is a client of its vendor, and no server', link: 'openfeature.md §4' },
  stream: { summary: 'a provider is a client of its vendor, and no server', link: 'openfeature.md §4' },
} as const satisfies Reasons;

/** The adapter of one of our providers on its emulator. */
export function emulatedAdapter(own: Emulated): ProviderAdapter {
  const { emulator, create, control, construct, folder: directory, knownDeviations = {}, timeouts, ...members } = own;
  const { load, change, tracked, ...further } = control;
  const absentCapabilities: Reasons = { ...absentFromAll, ...own.absentCapabilities };
  const has = (name: Capability): boolean => absentCapabilities[name] === undefined;
  const manifest = `@polyflag/${directory}-provider`;
  let changes = 0;
  return {
    name: manifest,
    ...members,
    capabilities: (Object.keys(capabilities) as Capability[]).filter(has),
    absentCapabilities,
    timeouts: { ready: 5_000, event: 5_000, grace: 8_000, close: 5_000, case: 180_000, quiet: 250, ...timeouts },
    knownDeviations: {
      ...(has('fatal')
        ? { 'EVT-14': { summary: 'flags that were served once go on being served', link: 'DECISIONS 20' } }
        : {}),
      ...knownDeviations,
    },
    setUp: () => emulator.start(),
    tearDown: () => emulator.stop(),
    createProvider: () => create(PATIENT_MS),
    async createUnavailableProvider() {
      await emulator.goDown();
      return create(BRIEF_MS);
    },
    createSilentProvider() {
      emulator.leaveUnanswered(/^/);
      return create(BRIEF_MS);
    },
    control: {
      ...further,
      async reset() {
        emulator.answerNormally();
        await emulator.comeUp();
        load();
        emulator.forget();
        changes = 0;
      },
      changeFlag() {
        changes += 1;
        change(changes % 2 === 1 ? 'bar' : 'foo');
      },
      breakBackend: () => emulator.goDown(),
      restoreBackend: () => emulator.comeUp(),
      trackedEvents: () =>
        tracked().map(({ name, targetingKey, value, fields }) => ({
          name,
          targetingKey: targetingKey ?? undefined,
          value: value ?? undefined,
          fields: fields ?? {},
        })),
    },
    packaging: {
      directory: folder(`providers/${directory}`),
      companions: [folder('core-engine')],
      module: manifest,
      construct,
    },
  };
}
