import type { Act, Condition, Outcome } from '@polyflag/core-engine';
import { isUnusable, type Option, type Unusable } from '../wire/rules.js';

/** The options that a flag can answer with, in the order in which its steps come to them. */
export class Outcomes {
  readonly list: Outcome[] = [];
  private readonly places = new Map<string, number>();

  /** Serves an option; deciding for one that cannot be used is an error. */
  serve(option: Option | Unusable, mark?: boolean | Condition): Act {
    if (isUnusable(option)) return { do: 'fail', code: 'GENERAL', message: option.unusable, stop: true };
    const outcome = this.placeOf(option);
    return mark === undefined ? { do: 'serve', outcome } : { do: 'serve', outcome, mark };
  }

  private placeOf({ localId, value }: Option): number {
    const name = `${String(localId)} ${value}`;
    const known = this.places.get(name);
    if (known !== undefined) return known;
    const place = this.list.push({ variant: String(localId), value, id: localId }) - 1;
    this.places.set(name, place);
    return place;
  }
}
