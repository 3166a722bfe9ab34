import { HackleProvider } from '@polyflag/hackle-provider';
import type { Switch, Person, Variation } from '../../definitions/hackle/measured.js';
import { ALL_IN_TURN, definitionSet, manyKeys, type HackleSet } from '../../definitions/hackle/sets.js';
import { literal } from '../../definitions/literal.js';
import { urlOf } from '../../definitions/places.js';
import { inTurn, users, type Attributes } from '../../definitions/users.js';
import type { Open, Room } from '../room.js';
import { openPolyflag } from './polyflag.js';
import { openVendor } from './vendor.js';

/** Who is called directly. Where a client makes events, they go to a sink that does nothing. */
export type HackleWho = 'polyflag' | 'by hand' | 'hackle sdk';

export interface HackleQuestion {
  readonly method: keyof typeof methods;
  /** Keys that are asked in turn; or those of all A/B tests of the large set. */
  readonly keys: readonly (string | number)[] | typeof ALL_IN_TURN;
  /** Whether users are given by their ids alone, or as objects with an id and properties. */
  readonly users: 'ids' | 'objects';
}

export type HackleRoom = Room<HackleWho, HackleSet, HackleQuestion>;

/** The calls for each method, and what becomes of their answers. */
const methods = {
  variationDetail: {
    call: (who: string) => `target.variationDetail(names[at], ${who})`,
    number: '.variation.length',
    says: ({ variation, reason }: Variation) => [variation, reason],
  },
  featureFlagDetail: {
    call: (who: string) => `target.featureFlagDetail(names[at], ${who})`,
    number: '.isOn ? 2 : 3',
    says: ({ isOn, reason }: Switch) => [isOn, reason],
  },
  remoteConfig: {
    call: (who: string) => `target.remoteConfig(${who}).get(names[at], 'none')`,
    number: '.length',
    says: (value: string) => value,
  },
  'get of a remoteConfig': {
    call: () => `target[at].get(names[at], 'none')`,
    number: '.length',
    says: (value: string) => value,
  },
} as const;

/** What the calls are made on: the client, or what it gave for each user beforehand. */
function askedOf({ method, users: given }: HackleQuestion, client: { remoteConfig(user: never): unknown }): unknown {
  if (method !== 'get of a remoteConfig') return client;
  return users().map(({ key, attributes }) =>
    client.remoteConfig((given === 'ids' ? key : { id: key, properties: attributes }) as never),
  );
}

/** How Hackle is asked. */
export const hackleRoom: HackleRoom = {
  async open(who, set, question, { scale, url }) {
    const { call, number, says } = methods[question.method];
    const whom = question.users === 'ids' ? 'keys[at]' : 'users[at]';
    const opened = (target: unknown, close: Open['close'], expression = call(whom)): Open => ({
      target,
      call: expression,
      number,
      says,
      close,
    });
    const setUrl = urlOf(url, 'hackle', set);
    switch (who) {
      case 'by hand':
        return opened(definitionSet(set, scale).byHand(), () => Promise.resolve(), `target.get(names[at])(${whom})`);
      case 'polyflag': {
        const { client, close } = await openPolyflag(setUrl, 'no-op');
        return opened(askedOf(question, client), close);
      }
      case 'hackle sdk': {
        const { client, close } = await openVendor(setUrl, 'no-op');
        return opened(askedOf(question, client), close);
      }
    }
  },

  inputs({ keys }, scale) {
    const everybody = users();
    return inTurn({
      names: keys === ALL_IN_TURN ? manyKeys(scale) : keys.map((key) => (typeof key === 'string' ? literal(key) : key)),
      keys: everybody.map(({ key }) => key),
      users: everybody.map(({ key, attributes }): Person => ({ id: key, properties: attributes })),
    });
  },

  contexts({ keys }, scale) {
    const everybody = users();
    return inTurn({
      names: (keys === ALL_IN_TURN ? manyKeys(scale) : keys).map((key) => literal(`feature:${key}`)),
      keys: everybody.map(({ key }) => key),
      users: everybody.map(({ key, attributes }) => ({ targetingKey: key, ...attributes })),
    });
  },

  async provider(set, { url }) {
    const { client } = await openPolyflag(urlOf(url, 'hackle', set), 'none');
    return new HackleProvider(client);
  },

  byContext: (set, scale) =>
    new Map(
      [...definitionSet(set, scale).byHand()].map(([key, closure]) => [
        `feature:${key}`,
        (context) =>
          (
            closure({
              id: context.targetingKey,
              properties: context as unknown as Attributes,
            } as never) as Switch
          ).isOn,
      ]),
    ),
};
