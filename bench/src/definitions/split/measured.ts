import type { Attributes } from '../users.js';
import { countries, devices, languages, plans, versions } from '../users.js';
import { allKeys, between, flag, half, matcher, number, on, oneOf, rule, segment, type Flag } from './wire.js';
import { murmur3 } from '@polyflag/core-engine';

/** A flag as the fastest function that one would write for it by hand. */
export type Closure = (key: string, attributes: Attributes) => string;

/** A flag that is measured: its definition, and the same by hand. */
export interface Measured {
  readonly flag: Flag;
  /** @param keys those of the segment that the flag asks, if it asks one */
  readonly byHand: (keys: ReadonlySet<string>) => Closure;
}

export const SEGMENT = 'people';

const seed = -605_938_843;

/** Everybody gets the same. */
export const fixed: Measured = {
  flag: flag('banner_for_everybody', seed, [rule([allKeys], on, 'everybody')]),
  byHand: () => () => 'on',
};

/** Half of all keys. */
export const rollout: Measured = {
  flag: flag('new_checkout_for_half', seed, [rule([allKeys], half, 'half')]),
  byHand: () => (key) => (murmur3(key, seed) % 100 < 50 ? 'on' : 'off'),
};

/** Five conditions with five operators; all of them are looked at, and the last one holds for three users of four. */
export const conditions: Measured = {
  flag: flag('offer_for_grown_ups', seed, [
    rule(
      [
        matcher('WHITELIST', 'country', oneOf(countries)),
        matcher('GREATER_THAN_OR_EQUAL_TO', 'age', number(18)),
        matcher('STARTS_WITH', 'email', oneOf(['person.'])),
        matcher('BETWEEN', 'score', between(0, 999)),
        matcher('EQUAL_TO_BOOLEAN', 'beta', { booleanMatcherData: true }),
      ],
      on,
      'five conditions',
    ),
  ]),
  byHand: () => {
    const known = new Set(countries);
    return (_key, user) =>
      known.has(user.country) &&
      user.age >= 18 &&
      user.email.startsWith('person.') &&
      user.score >= 0 &&
      user.score <= 999 &&
      user.beta
        ? 'on'
        : 'off';
  },
};

/** Five conditions with one operator. */
export const conditionsAlike: Measured = {
  flag: flag('offer_by_five_lists', seed, [
    rule(
      [
        matcher('WHITELIST', 'country', oneOf(countries)),
        matcher('WHITELIST', 'language', oneOf(languages)),
        matcher('WHITELIST', 'device', oneOf(devices)),
        matcher('WHITELIST', 'version', oneOf(versions)),
        matcher('WHITELIST', 'plan', oneOf(plans.slice(0, 2))),
      ],
      on,
      'five lists',
    ),
  ]),
  byHand: () => {
    const [first, second] = plans;
    const knownCountries = new Set(countries);
    const knownLanguages = new Set(languages);
    const knownDevices = new Set(devices);
    const knownVersions = new Set(versions);
    return (_key, user) =>
      knownCountries.has(user.country) &&
      knownLanguages.has(user.language) &&
      knownDevices.has(user.device) &&
      knownVersions.has(user.version) &&
      (user.plan === first || user.plan === second)
        ? 'on'
        : 'off';
  },
};

/** A segment; half of the users that ask are in it. */
export const inSegment: Measured = {
  flag: flag('preview_for_people', seed, [rule([matcher('IN_SEGMENT', null, segment(SEGMENT))], on, 'in segment')]),
  byHand: (keys) => (key) => (keys.has(key) ? 'on' : 'off'),
};

/** Those that need no segment. */
export const withoutSegment: readonly Measured[] = [fixed, rollout, conditions, conditionsAlike];
