import { definitionSet, type SetName } from '../definitions/sets.js';
import type { Surroundings } from '../measure/surroundings.js';
import { openPolyflag } from './polyflag.js';
import { openVendor } from './vendor.js';

/** Who is called directly. */
export type Who = 'polyflag' | 'by hand' | 'split sdk' | 'split sdk, nothing recorded';

export interface Contestant {
  readonly name: string;
  readonly who: Who;
  readonly set: SetName;
}

/** A contestant with its definitions, ready to be called. */
export interface Open {
  /** What the calls are made on. */
  readonly target: unknown;
  /** The call, as an expression over `target`, `names[at]`, `keys[at]` and `attributes[at]`. */
  readonly call: string;
  readonly close: () => Promise<void>;
}

/** @param attributes whether the calls hand over the user's attributes */
export async function open(
  { who, set }: Contestant,
  attributes: boolean,
  { scale, directory, url }: Surroundings,
): Promise<Open> {
  const more = attributes ? ', attributes[at]' : '';
  const call = `target.getTreatment(keys[at], names[at]${more})`;
  switch (who) {
    case 'by hand':
      return {
        target: definitionSet(set, scale).byHand(),
        call: `target.get(names[at])(keys[at]${more})`,
        close: () => Promise.resolve(),
      };
    case 'polyflag': {
      const { client, close } = await openPolyflag(directory, set);
      return { target: client, call, close };
    }
    case 'split sdk':
    case 'split sdk, nothing recorded': {
      const { client, close } = await openVendor(`${url}/${set}`, who === 'split sdk' ? 'optimized' : 'declined');
      return { target: client, call, close };
    }
  }
}
