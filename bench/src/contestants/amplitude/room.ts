import { AmplitudeProvider } from '@polyflag/amplitude-provider';
import type { Answer } from '../../definitions/amplitude/measured.js';
import { definitionSet, type AmplitudeSet } from '../../definitions/amplitude/sets.js';
import { literal } from '../../definitions/literal.js';
import { urlOf } from '../../definitions/places.js';
import { inTurn, users, type Attributes } from '../../definitions/users.js';
import type { Inputs } from '../../measure/loop.js';
import type { Open, Room } from '../room.js';
import { decisionsOf, openPolyflag } from './polyflag.js';
import { openVendorLocal } from './vendor.js';

/** Who is called directly, for flags that are evaluated here. */
export type AmplitudeWho = 'polyflag' | 'by hand' | 'amplitude sdk';

export interface AmplitudeQuestion {
  /** The vendor's method, or what decides behind our provider. */
  readonly method: 'evaluateV2' | 'decide';
  /** Keys that are asked in turn. */
  readonly keys: readonly string[];
}

export type AmplitudeRoom = Room<AmplitudeWho, AmplitudeSet, AmplitudeQuestion>;

const evaluateV2 = 'target.evaluateV2(users[at], [names[at]])[names[at]].value';

/** What becomes of decisions. */
const decided: Pick<Open, 'number' | 'says'> = {
  number: '.label.length',
  says: ({ outcome, label }: Answer) => [outcome.variant, label],
};

/** How Amplitude is asked. */
export const amplitudeRoom: AmplitudeRoom = {
  async open(who, set, { method }, { scale }): Promise<Open> {
    const close = (): Promise<void> => Promise.resolve();
    const definitions = definitionSet(set, scale);
    const { flags } = definitions;
    switch (who) {
      case 'by hand':
        return method === 'decide'
          ? {
              target: definitions.byHand(),
              call: 'target.get(names[at])(users[at].targetingKey, users[at])',
              ...decided,
              close,
            }
          : {
              target: definitions.byHand(),
              call: 'target.get(names[at])(users[at].user_id, users[at].user_properties).outcome.variant',
              close,
            };
      case 'polyflag': {
        const client = openPolyflag(flags);
        return method === 'decide'
          ? { target: decisionsOf(client), call: 'target.decide(names[at], users[at])', ...decided, close }
          : { target: client, call: evaluateV2, close };
      }
      case 'amplitude sdk': {
        if (method === 'decide') throw new Error('there is nothing like it in the SDK');
        return Promise.resolve({ target: openVendorLocal(flags), call: evaluateV2, close });
      }
    }
  },

  inputs: (question) => {
    if (question.method === 'decide') return contexts(question);
    const everybody = users();
    return inTurn({
      names: question.keys.map(literal),
      keys: everybody.map(({ key }) => key),
      users: everybody.map(({ key, attributes }) => ({
        user_id: key,
        country: attributes.country,
        user_properties: attributes,
      })),
    });
  },

  contexts,

  provider: (set, { scale, url }) =>
    Promise.resolve(new AmplitudeProvider(openPolyflag(definitionSet(set, scale).flags, urlOf(url, 'amplitude', set)))),

  byContext: (set, scale) =>
    new Map(
      [...definitionSet(set, scale).byHand()].map(([key, closure]) => [
        key,
        (context) => closure(context.targetingKey as string, context as Attributes).outcome.variant === 'on',
      ]),
    ),
};

function contexts({ keys }: AmplitudeQuestion): Inputs {
  const everybody = users();
  return inTurn({
    names: keys.map(literal),
    keys: everybody.map(({ key }) => key),
    users: everybody.map(({ key, attributes }) => ({ targetingKey: key, ...attributes })),
  });
}
