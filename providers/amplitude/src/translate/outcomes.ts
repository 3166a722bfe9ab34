import type { Json, Outcome } from '@polyflag/core-engine';
import type { Flag, FlagVariant, Segment } from '../wire/flag.js';

/** The outcomes of a flag: one for each variant that a segment serves, since the metadata of both is merged into it. */
export class Outcomes {
  readonly list: Outcome[] = [];
  private readonly flag: Flag;
  private readonly places = new Map<string, number>();

  constructor(flag: Flag) {
    this.flag = flag;
  }

  /** The place of what a segment serves under a name; `undefined`: the flag has no such variant (spec §4.6). */
  place(segment: Segment, name: string | undefined): number | undefined {
    const { variants, segments } = this.flag;
    if (name === undefined || !Object.hasOwn(variants, name)) return undefined;
    const index = `${String(segments.indexOf(segment))}/${name}`;
    let found = this.places.get(index);
    if (found === undefined) {
      found = this.list.push(this.outcomeOf(segment, name, variants[name] as FlagVariant)) - 1;
      this.places.set(index, found);
    }
    return found;
  }

  private outcomeOf(
    segment: Segment,
    name: string,
    { key, value, payload, metadata, ...further }: FlagVariant,
  ): Outcome {
    return {
      variant: key ?? null,
      value: value ?? null,
      id: name,
      ...(payload === undefined ? {} : { payload }),
      ...(Object.keys(further).length === 0 ? {} : { parameters: further as Record<string, Json> }),
      metadata: { ...this.flag.metadata, ...segment.metadata, ...metadata },
    };
  }
}
