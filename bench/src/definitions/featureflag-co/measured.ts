import { md5OfAscii } from '@polyflag/core-engine';
import type { FeatureFlagWire } from '@polyflag/emulators';
import { countries, devices, keyOf, USERS } from '../users.js';
import type { Person } from './people.js';
import { clause, everybody, flag, options, slice } from './wire.js';

/** What `variationDetail` gives, as far as it is written by hand. */
export interface Detail {
  readonly data: { readonly variation: string; readonly reason: string };
}

/** A flag that is measured, and the fastest function that one would write for it by hand. */
export interface Measured {
  readonly key: string;
  readonly flag: FeatureFlagWire;
  /** @param hashed what is hashed before a user's key: nothing here, the key of the flag in FeatBit */
  readonly byHand: (hashed: string) => (who: Person) => Detail;
}

/** The answers by hand are made beforehand and frozen, as those of our client are. */
function detail(variation: 'true' | 'false', reason: string): Detail {
  return Object.freeze({ data: Object.freeze({ variation, reason }) });
}

const targeted = detail('true', 'target match');
const ruled = detail('true', 'rule match');
const yes = detail('true', 'fall through all rules');
const no = detail('false', 'fall through all rules');

/** Where somebody lies between 0 and 1. */
function placeOf(text: string): number {
  return Math.abs(md5OfAscii(text)) / 0x8000_0000;
}

/** Every second user is named. */
export const target: Measured = {
  key: 'target',
  flag: flag('target', everybody(options.no), { targets: namedKeys() }),
  byHand: () => {
    const named = new Set(JSON.parse(JSON.stringify(namedKeys())) as string[]);
    return ({ key }) => (named.has(key) ? targeted : no);
  },
};

function namedKeys(): string[] {
  return Array.from({ length: USERS / 2 }, (_, index) => keyOf(index * 2));
}

const most = devices.slice(0, 3);

/** Five conditions with five operators; all of them are looked at, and the last one holds for three users of four. */
export const conditions: Measured = {
  key: 'conditions',
  flag: flag('conditions', everybody(options.no), {
    rule: [
      clause('country', 'IsOneOf', JSON.stringify(countries)),
      clause('age', 'BiggerEqualThan', '18'),
      clause('email', 'StartsWith', 'person.'),
      clause('score', 'LessEqualThan', '999'),
      clause('device', 'NotEqual', devices[3] ?? ''),
    ],
  }),
  byHand: () => {
    const known = new Set(countries);
    const [, , , other] = devices;
    return ({ country, age, email, score, device }) =>
      known.has(country) && age >= 18 && email.startsWith('person.') && score <= 999 && device !== other ? ruled : no;
  },
};

/** Half of all users. */
export const rollout: Measured = {
  key: 'rollout',
  flag: flag('rollout', [slice(0, 0.5, options.yes), slice(0.5, 1, options.no)]),
  byHand:
    (hashed) =>
    ({ key }) =>
      placeOf(hashed + key) < 0.5 ? yes : no,
};

const market = countries.slice(0, 3);

/** Some people of three countries; six of seven fall through. */
export const fallThrough: Measured = {
  key: 'fall-through',
  flag: flag('fall-through', everybody(options.no), {
    rule: [clause('country', 'IsOneOf', JSON.stringify(market)), clause('age', 'BiggerThan', '60')],
  }),
  byHand: () => {
    const known = new Set(market);
    return ({ country, age }) => (known.has(country) && age > 60 ? ruled : no);
  },
};

/** The same rule, and half of all others. */
export const ruleAndRollout: Measured = {
  key: 'rule-and-rollout',
  flag: flag('rule-and-rollout', [slice(0, 0.5, options.yes), slice(0.5, 1, options.no)], {
    rule: [clause('device', 'IsOneOf', JSON.stringify(most)), clause('age', 'BiggerThan', '60')],
  }),
  byHand: (hashed) => {
    const known = new Set(most);
    return ({ key, device, age }) => {
      if (known.has(device) && age > 60) return ruled;
      return placeOf(hashed + key) < 0.5 ? yes : no;
    };
  },
};
