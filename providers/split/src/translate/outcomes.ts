import type { Json, Outcome } from '@polyflag/core-engine';
import type { FlagWire } from '../wire/definitions.js';

/** So many outcomes are shared: treatments have few names. */
const MOST_SHARED = 1_000;

const shared = new Map<string, Outcome>();

/**
 * Flags by the thousand answer with the same few treatments without a configuration. They share the outcome: it takes
 * memory once, and is in the cache when a flag is asked that is not.
 */
function outcomeOf(treatment: string, payload: Json): Outcome {
  const known = payload === null ? shared.get(treatment) : undefined;
  if (known !== undefined) return known;
  const outcome: Outcome = Object.freeze({ variant: treatment, value: treatment, payload });
  if (payload === null && shared.size < MOST_SHARED) shared.set(treatment, outcome);
  return outcome;
}

/** The treatments of a flag, each once, with the configuration that belongs to it. */
export class Outcomes {
  readonly list: Outcome[] = [];
  private readonly places = new Map<string, number>();
  private readonly configurations: Readonly<Record<string, unknown>>;

  constructor(flag: FlagWire) {
    const { configurations } = flag;
    this.configurations = typeof configurations === 'object' && configurations !== null ? configurations : {};
  }

  of(treatment: string): number {
    const known = this.places.get(treatment);
    if (known !== undefined) return known;
    const place = this.list.length;
    this.places.set(treatment, place);
    this.list.push(outcomeOf(treatment, this.configurationOf(treatment)));
    return place;
  }

  /** Text as it stands, an object as its JSON; an empty text is none (§2.1). */
  private configurationOf(treatment: string): Json {
    if (!Object.hasOwn(this.configurations, treatment)) return null;
    const configuration = this.configurations[treatment];
    if (typeof configuration === 'string') return configuration === '' ? null : configuration;
    return typeof configuration === 'object' && configuration !== null ? JSON.stringify(configuration) : null;
  }
}
