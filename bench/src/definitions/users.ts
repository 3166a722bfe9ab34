import type { Inputs } from '../measure/loop.js';

/** What a caller knows of a user. A type, not an interface: it is handed over as a record of anything. */
export type Attributes = {
  readonly plan: string;
  readonly language: string;
  readonly device: string;
  readonly country: string;
  readonly email: string;
  readonly age: number;
  readonly score: number;
  readonly beta: boolean;
  readonly version: string;
  readonly created: number;
  readonly roles: readonly string[];
};

export interface User {
  readonly key: string;
  readonly attributes: Attributes;
}

/** Users are asked for in turn, so that no answer can be known beforehand. */
export const USERS = 1_024;

export const countries = ['DE', 'FR', 'ES', 'IT', 'PT', 'NL', 'BE', 'AT'];
export const plans = ['pro', 'free', 'team'];
export const languages = ['de', 'fr', 'es', 'it', 'pt', 'nl'];
export const devices = ['phone', 'tablet', 'desktop', 'watch'];
export const versions = ['1.2.3', '2.0.0', '2.4.11', '3.0.0-rc.1'];
const roles = [['admin', 'editor'], ['viewer'], ['editor', 'viewer', 'auditor'], ['guest']];

/**
 * The text of a key. It is made from bytes, as a key from a request is, so that it is one flat text: a text put together
 * from pieces costs whoever reads it first.
 */
export function keyOf(index: number): string {
  return Buffer.from(`user-${String(index).padStart(7, '0')}`).toString('latin1');
}

/** Lists of one length, that of the longest of them or that of the users: the shorter ones are gone through again. */
export function inTurn({ names, keys, users: people }: Inputs): Inputs {
  const length = Math.max(names.length, USERS);
  const repeat = <T>(list: readonly T[]): T[] => Array.from({ length }, (_, at) => list[at % list.length] as T);
  return { names: repeat(names), keys: repeat(keys), users: repeat(people) };
}

/** Users as they come out of a request: parsed, all of one shape. Each call gives new objects and texts. */
export function users(): User[] {
  const list = Array.from({ length: USERS }, (_, index) => attributesOf(index));
  const parsed = JSON.parse(JSON.stringify(list)) as Attributes[];
  return parsed.map((attributes, index) => ({ key: keyOf(index), attributes }));
}

function attributesOf(index: number): Attributes {
  return {
    plan: plans[index % plans.length] ?? '',
    language: languages[(index * 5) % languages.length] ?? '',
    device: devices[index % devices.length] ?? '',
    country: countries[(index * 7) % countries.length] ?? '',
    email: `person.${index}@${index % 3 === 0 ? 'example.org' : 'example.com'}`,
    age: 18 + ((index * 13) % 60),
    score: (index * 37) % 1_000,
    beta: Math.imul(index, 0x9e3779b1) >>> 30 !== 0,
    version: versions[(index * 3) % versions.length] ?? '',
    created: 1_600_000_000_000 + index * 86_400_000,
    roles: roles[index % roles.length] ?? [],
  };
}
