import { SplitProvider } from '@polyflag/split-provider';
import { urlOf } from '../../definitions/places.js';
import { literal } from '../../definitions/literal.js';
import {
  ALL_IN_TURN,
  definitionSet,
  fiveRulesNames,
  VARIED_IN_TURN,
  variedNames,
  type SplitSet,
} from '../../definitions/split/sets.js';
import { inTurn, users, type Attributes } from '../../definitions/users.js';
import type { Inputs } from '../../measure/loop.js';
import type { Scale } from '../../measure/scale.js';
import type { Room } from '../room.js';
import { localhostConfig, openPolyflag } from './polyflag.js';
import { openVendor } from './vendor.js';

/** Who is called directly. */
export type SplitWho = 'polyflag' | 'by hand' | 'split sdk' | 'split sdk, nothing recorded';

export interface SplitQuestion {
  /** Flags that are asked in turn; or all of the large set, or all of the varied ones. */
  readonly flags: readonly string[] | typeof ALL_IN_TURN | typeof VARIED_IN_TURN;
  /** Whether the calls hand over the user's attributes. */
  readonly attributes: boolean;
}

export type SplitRoom = Room<SplitWho, SplitSet, SplitQuestion>;

/** How Split is asked. */
export const splitRoom: SplitRoom = {
  async open(who, set, { attributes }, { scale, directory, url }) {
    const more = attributes ? ', users[at]' : '';
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
        const mode = who === 'split sdk' ? 'optimized' : 'declined';
        const { client, close } = await openVendor(urlOf(url, 'split', set), mode);
        return { target: client, call, close };
      }
    }
  },

  inputs({ flags }, scale) {
    const everybody = users();
    return inTurn({
      names: namesOf(flags, scale),
      keys: everybody.map(({ key }) => key),
      users: everybody.map(({ attributes }) => attributes),
    });
  },

  contexts({ flags, attributes: wanted }, scale): Inputs {
    const everybody = users();
    return inTurn({
      names: namesOf(flags, scale),
      keys: everybody.map(({ key }) => key),
      users: everybody.map(({ key, attributes }) => ({ targetingKey: key, ...(wanted ? attributes : {}) })),
    });
  },

  provider: (set, { directory }) => Promise.resolve(new SplitProvider('localhost', localhostConfig(directory, set))),

  byContext: (set, scale) =>
    new Map(
      [...definitionSet(set, scale).byHand()].map(([name, closure]) => [
        name,
        (context) => closure(context.targetingKey as string, context as unknown as Attributes) === 'on',
      ]),
    ),
};

function namesOf(flags: SplitQuestion['flags'], scale: Scale): readonly string[] {
  if (flags === ALL_IN_TURN) return fiveRulesNames(scale);
  return flags === VARIED_IN_TURN ? variedNames : flags.map(literal);
}
