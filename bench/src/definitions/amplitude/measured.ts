import { murmur3Wtf8 } from '@polyflag/core-engine';
import { countries, keyOf, USERS, type Attributes } from '../users.js';
import { flag, half, HALF, inCountry, named, off, onFor, property, type FlagWire } from './wire.js';

/** What is decided, as far as it is written by hand. */
export interface Answer {
  readonly outcome: { readonly variant: string };
  readonly label: string;
}

/** A function by hand: of an id and what else is known. */
export type Closure = (id: string, properties: Attributes) => Answer;

/** A flag that is measured, and the fastest function that one would write for it by hand. */
export interface Measured {
  readonly key: string;
  readonly flag: FlagWire;
  readonly byHand: () => Closure;
}

/** The answers by hand are made beforehand and frozen, as our decisions are. */
function answer(variant: 'on' | 'off', label: string): Answer {
  return Object.freeze({ outcome: Object.freeze({ variant }), label });
}

const others = answer('off', 'All Other Users');

/** Whether somebody lies in the first half; the text before his id was hashed beforehand. */
function inFirstHalf(salt: string): (id: string) => boolean {
  const hash = murmur3Wtf8(`${salt}/`, 0);
  return (id) => {
    const unsigned = hash(id) >>> 0;
    return (unsigned - (unsigned % 100)) / 100 < HALF;
  };
}

const given = answer('on', 'individual-inclusions');

/** Every second user is named. */
export const inclusions: Measured = {
  key: 'inclusions',
  flag: flag('inclusions', onFor('individual-inclusions', [named(...namedIds())]), off),
  byHand: () => {
    const ids = new Set(JSON.parse(JSON.stringify(namedIds())) as string[]);
    return (id) => (ids.has(id) ? given : others);
  },
};

function namedIds(): string[] {
  return Array.from({ length: USERS / 2 }, (_, index) => keyOf(index * 2));
}

const targeted = answer('on', 'Segment 1');

/** Five conditions with five operators; all of them are looked at, and the last one holds for three users of four. */
export const conditions: Measured = {
  key: 'conditions',
  flag: flag(
    'conditions',
    onFor('Segment 1', [
      inCountry(...countries),
      property('age', 'greater or equal', '18'),
      property('email', 'contains', 'person.'),
      property('score', 'less or equal', '999'),
      property('beta', 'is', 'true'),
    ]),
    off,
  ),
  byHand: () => {
    const known = new Set(countries);
    return (_, { country, age, email, score, beta }) =>
      known.has(country) && age >= 18 && email.includes('person.') && score <= 999 && beta ? targeted : others;
  },
};

const firstHalf = answer('on', 'All Other Users');

/** Half of all users. */
export const rollout: Measured = {
  key: 'rollout',
  flag: flag('rollout', half('All Other Users', 'kR7saltB')),
  byHand: () => {
    const isOn = inFirstHalf('kR7saltB');
    return (id) => (isOn(id) ? firstHalf : others);
  },
};

const control = answer('off', 'Segment 1');

/** What differs between the experiments of a large set. */
interface Difference {
  readonly key: string;
  readonly salt: string;
  readonly market: readonly string[];
  readonly age: number;
}

function differenceOf(index: number): Difference {
  const from = index % 5;
  return {
    key: `experiment-${index}`,
    salt: `salt${(Math.imul(index + 1, 0x9e3779b1) >>> 0).toString(36)}`,
    market: countries.slice(from, from + 4),
    age: 18 + (index % 30),
  };
}

/** Half of some people of four countries. */
export function experimentOf(index: number): Measured {
  const { key, salt, market, age } = differenceOf(index);
  return {
    key,
    flag: flag(
      key,
      half('Segment 1', salt, [inCountry(...market), property('age', 'greater or equal', String(age))]),
      off,
    ),
    byHand: () => {
      const known = new Set(market);
      const isOn = inFirstHalf(salt);
      return (id, properties) => {
        if (!known.has(properties.country) || properties.age < age) return others;
        return isOn(id) ? targeted : control;
      };
    },
  };
}

export const experiment = experimentOf(0);
