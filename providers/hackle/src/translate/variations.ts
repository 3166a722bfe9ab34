import type { Act, Json, Outcome } from '@polyflag/core-engine';
import type { ExperimentRecord, Variation } from '../wire/workspace.js';

/** The variation that stands for "as before": control of an A/B test, off of a feature flag. */
export const CONTROL = 'A';

/** The outcomes of an experiment, one for each variation in order, and where each of them is. */
export class Variations {
  readonly outcomes: Outcome[];
  private readonly record: ExperimentRecord;
  private readonly places = new Map<number, number>();

  constructor(record: ExperimentRecord) {
    this.record = record;
    const { variations } = record.experiment;
    this.outcomes = variations.map((variation) => this.outcomeOf(variation));
    for (const [place, { id }] of variations.entries()) this.places.set(id, place);
  }

  /** A variation that an action, an override or a slot names; `undefined`: there is none. */
  byId(id: number): { readonly place: number; readonly variation: Variation } | undefined {
    const place = this.places.get(id);
    const variation = place === undefined ? undefined : this.record.experiment.variations[place];
    return place === undefined || variation === undefined ? undefined : { place, variation };
  }

  /** Serves control; an experiment without it serves its bare name (spec §3.1). */
  control(): Act {
    const { variations } = this.record.experiment;
    const place = variations.findIndex(({ key }) => key === CONTROL);
    if (place >= 0) return { do: 'serve', outcome: place };
    this.outcomes.push({ variant: CONTROL, value: this.valueOf(CONTROL) });
    return { do: 'serve', outcome: this.outcomes.length - 1 };
  }

  private outcomeOf({ id, key, parameterConfigurationId }: Variation): Outcome {
    const outcome = { variant: key, value: this.valueOf(key), id, parameters: {} };
    if (parameterConfigurationId === undefined) return outcome;
    const configuration = this.record.configurations.find((one) => one.id === parameterConfigurationId);
    if (configuration === undefined) {
      return { ...outcome, fault: `there is no parameter configuration ${String(parameterConfigurationId)}` };
    }
    return { ...outcome, parameters: configuration.parameters, metadata: { parameterConfigurationId } };
  }

  /** An A/B test gives its variation, a feature flag whether it is on. */
  private valueOf(key: string): Json {
    return this.record.type === 'AB_TEST' ? key : key !== CONTROL;
  }
}
