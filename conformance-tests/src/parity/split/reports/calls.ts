import type { Random } from '../../random.js';
import { flagSets } from '../flags.js';
import type { User } from '../users.js';
import { optionsOf, propertiesOf } from './properties.js';

/** The methods whose calls are reported. */
export const methods = [
  'getTreatment',
  'getTreatmentWithConfig',
  'getTreatments',
  'getTreatmentsWithConfig',
  'getTreatmentsByFlagSet',
  'getTreatmentsWithConfigByFlagSet',
  'getTreatmentsByFlagSets',
  'getTreatmentsWithConfigByFlagSets',
  'track',
] as const;

export type Method = (typeof methods)[number];

/** A call of a client, of ours or of the vendor's. */
export interface Call {
  readonly method: Method;
  readonly args: readonly unknown[];
}

/** Whom and what calls are about. */
export interface Cast {
  readonly users: readonly User[];
  readonly flagNames: readonly string[];
}

/** Any call: mostly one that is in order. */
export function makeCall(random: Random, { users, flagNames }: Cast): Call {
  const method = random.pick(methods);
  const { key, attributes } = random.pick(users);
  if (method === 'track') return { method, args: [key, ...eventOf(random)] };
  return { method, args: [key, askedOf(random, method, flagNames), attributes, optionsOf(random)] };
}

function askedOf(random: Random, method: Exclude<Method, 'track'>, flagNames: readonly string[]): unknown {
  const name = (): unknown =>
    random.chance(0.95) ? random.pick(flagNames) : random.pick(['nobody', '', ' ', null, 5]);
  const set = (): unknown => random.pick([...flagSets, ...flagSets, ' Alpha ', 'nobody', 'no set!', '', null]);
  const several = (one: () => unknown): unknown[] => Array.from({ length: random.int(0, 6) }, one);
  switch (method) {
    case 'getTreatment':
    case 'getTreatmentWithConfig': {
      const asked = name();
      return typeof asked === 'string' && random.chance(0.05) ? ` ${asked}\t` : asked;
    }
    case 'getTreatments':
    case 'getTreatmentsWithConfig':
      return several(name);
    case 'getTreatmentsByFlagSet':
    case 'getTreatmentsWithConfigByFlagSet':
      return set();
    case 'getTreatmentsByFlagSets':
    case 'getTreatmentsWithConfigByFlagSets':
      return several(set);
  }
}

const trafficTypes = ['user', 'account', 'unknown', 'User'] as const;
const eventTypes = ['checkout.done', 'a:b_c-d', '7', 'x'.repeat(80)] as const;
const values = [undefined, null, 0, 12.5, -3, 1e21] as const;

/** What is refused in the place of each of them. */
const refused: readonly (readonly unknown[])[] = [
  ['', null, undefined, 5, {}],
  ['', null, 5, 'x'.repeat(81), 'checkout done', '.begins', 'größe'],
  [NaN, Infinity, '5', true, {}],
];

function eventOf(random: Random): unknown[] {
  const event: unknown[] = [random.pick(trafficTypes), random.pick(eventTypes), random.pick(values)];
  if (random.chance(0.2)) {
    const at = random.int(0, event.length - 1);
    event[at] = random.pick(refused[at] ?? []);
  }
  return random.chance(0.2) ? event.slice(0, 2) : [...event, propertiesOf(random)];
}
