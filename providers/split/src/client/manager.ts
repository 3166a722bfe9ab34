import { isRaw } from '@polyflag/core-engine';
import type { SplitDefinitions } from '../definitions/definitions.js';
import { CONTROL } from '../translate/matcher.js';
import { isPrerequisite } from '../wire/decode.js';
import type { FlagWire } from '../wire/definitions.js';

/** A feature flag, as the manager shows it. */
export interface SplitView {
  readonly name: string;
  readonly trafficType: string | null;
  readonly killed: boolean;
  readonly changeNumber: number;
  /** The treatments of the first rollout condition, or else of the first condition. */
  readonly treatments: string[];
  /** By treatment, as text. */
  readonly configs: Record<string, string>;
  readonly sets: string[];
  readonly defaultTreatment: string;
  readonly impressionsDisabled: boolean;
  readonly prerequisites: { readonly flagName: string; readonly treatments: string[] }[];
}

/** What the manager needs to know of its factory. */
export interface ManagedFactory {
  readonly definitions: SplitDefinitions;
  readonly serving: boolean;
  readonly log: { warn(message: string): void };
}

/** Lists feature flags (spec §9.1). Before the factory is ready, and once it is destroyed, it knows none. */
export class SplitManager {
  readonly #factory: ManagedFactory;

  /** Made by `SplitFactory.manager()`. */
  constructor(factory: ManagedFactory) {
    this.#factory = factory;
  }

  /** The names of all feature flags. */
  splitNames(): string[] {
    return this.#factory.serving ? this.#factory.definitions.names() : [];
  }

  /** All feature flags. */
  splits(): SplitView[] {
    return this.#factory.serving ? this.#factory.definitions.flags().map(viewOf) : [];
  }

  /** One feature flag; `null` when there is none of that name, or the name is no text. */
  split(name: string): SplitView | null {
    if (typeof name !== 'string' || name.trim() === '') {
      this.#factory.log.warn('split: a feature flag name must be a text that is not blank');
      return null;
    }
    const flag = this.#factory.serving ? this.#factory.definitions.flag(name.trim()) : undefined;
    return flag === undefined ? null : viewOf(flag);
  }
}

/** A flag may be malformed, and is shown for what it has. */
function viewOf(flag: FlagWire): SplitView {
  return {
    name: flag.name,
    trafficType: typeof flag.trafficTypeName === 'string' ? flag.trafficTypeName : null,
    killed: flag.killed === true,
    changeNumber: typeof flag.changeNumber === 'number' ? flag.changeNumber : -1,
    treatments: treatmentsOf(flag),
    configs: configurationsOf(flag),
    sets: listOf(flag.sets).filter((set) => typeof set === 'string'),
    defaultTreatment: typeof flag.defaultTreatment === 'string' ? flag.defaultTreatment : CONTROL,
    impressionsDisabled: flag.impressionsDisabled === true,
    prerequisites: listOf(flag.prerequisites)
      .filter(isPrerequisite)
      .map(({ n, ts }) => ({ flagName: n, treatments: [...ts] })),
  };
}

function treatmentsOf(flag: FlagWire): string[] {
  const conditions = listOf(flag.conditions).filter(isRaw);
  const shown = conditions.find(({ conditionType }) => conditionType === 'ROLLOUT') ?? conditions[0];
  const partitions = listOf(shown?.partitions).filter(isRaw);
  return partitions.map(({ treatment }) => treatment).filter((treatment) => typeof treatment === 'string');
}

function configurationsOf({ configurations }: FlagWire): Record<string, string> {
  if (!isRaw(configurations)) return {};
  const entries = Object.entries(configurations).filter(([, text]) => text !== null && text !== undefined);
  return Object.fromEntries(
    entries.map(([treatment, text]) => [treatment, typeof text === 'string' ? text : JSON.stringify(text)]),
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
