import { FeatureFlagCoProvider } from '@polyflag/featureflag-co-provider';
import type { Detail } from '../../definitions/featureflag-co/measured.js';
import { people, type Person } from '../../definitions/featureflag-co/people.js';
import { definitionSet, type FfcSet } from '../../definitions/featureflag-co/sets.js';
import { literal } from '../../definitions/literal.js';
import { inTurn } from '../../definitions/users.js';
import type { Open, Room } from '../room.js';
import { openFeatBit } from './featbit.js';
import { openPolyflag } from './polyflag.js';

/** Who is called directly. The closures that FeatBit's SDK is compared with hash a flag's key too, as it does. */
export type FfcWho = 'polyflag' | 'by hand' | 'featbit sdk' | 'by hand, as featbit';

export interface FfcQuestion {
  readonly method: keyof typeof methods;
  /** Keys that are asked in turn. */
  readonly keys: readonly string[];
}

export type FfcRoom = Room<FfcWho, FfcSet, FfcQuestion>;

/** The calls for each method, and what becomes of their answers. */
const methods = {
  variation: {
    call: `target.variation(names[at], users[at], 'none')`,
    byHand: 'target.get(names[at])(users[at]).data.variation',
    number: '.length',
    says: (value: string): unknown => value,
  },
  variationDetail: {
    call: `target.variationDetail(names[at], users[at], 'none')`,
    byHand: 'target.get(names[at])(users[at])',
    number: '.data.variation.length',
    says: ({ data }: Detail): unknown => [data.variation, data.reason],
  },
} as const;

/** How featureflag.co is asked. */
export const ffcRoom: FfcRoom = {
  async open(who, set, { method }): Promise<Open> {
    const { call, byHand, number, says } = methods[method];
    const nothing = (): Promise<void> => Promise.resolve();
    switch (who) {
      case 'by hand':
        return { target: definitionSet(set).byHand(), call: byHand, number, says, close: nothing };
      case 'polyflag': {
        const client = await openPolyflag(set, 'none');
        return { target: client, call, number, says, close: () => client.stop() };
      }
      case 'by hand, as featbit':
        return {
          target: definitionSet(set).byHand(true),
          call: methods.variation.byHand,
          close: nothing,
        };
      case 'featbit sdk': {
        const opened = await openFeatBit(set);
        const asked = `target.client.evaluateCore(names[at], target.users[at], 'none', target.text).value`;
        return { target: opened, call: asked, close: () => opened.client.close() };
      }
    }
  },

  inputs: ({ keys }) => {
    const everybody = people();
    return inTurn({ names: keys.map(literal), keys: everybody.map(({ key }) => key), users: everybody });
  },

  contexts: ({ keys }) => {
    const everybody = people();
    return inTurn({
      names: keys.map(literal),
      keys: everybody.map(({ key }) => key),
      users: everybody.map(({ key, ...properties }) => ({ targetingKey: key, ...properties })),
    });
  },

  provider: async (set) => {
    const client = await openPolyflag(set, 'none');
    return new FeatureFlagCoProvider(client);
  },

  byContext: (set) =>
    new Map(
      [...definitionSet(set).byHand()].map(([key, closure]) => [
        key,
        (context) => closure({ ...context, key: context.targetingKey } as unknown as Person).data.variation === 'true',
      ]),
    ),
};
