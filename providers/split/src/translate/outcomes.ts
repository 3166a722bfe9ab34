import type { Json, Outcome } from '@polyflag/core-engine';
import type { FlagWire } from '../wire/definitions.js';

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
    this.list.push({ variant: treatment, value: treatment, payload: this.configurationOf(treatment) });
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
