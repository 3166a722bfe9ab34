import type { Random } from '../random.js';

/** One fetch: who is asked about, with which options, and what the backend says. */
export interface FetchCase {
  readonly user: Readonly<Record<string, unknown>>;
  readonly options: Readonly<Record<string, unknown>> | undefined;
  readonly status: number;
  readonly body: string;
}

const texts = ['', 'on', 'off', 'ü∆東京😀', 'a b', '"', '\\', '\ud800', '__proto__', '0', '~~~???>>>', 'x'.repeat(300)];
/** A flag that is called so is an ordinary one with us (tested apart), and is lost with the vendor's client. */
const flagKeys = texts.filter((text) => text !== '__proto__');
const statuses = [201, 204, 302, 304, 400, 401, 403, 404, 408, 413, 429, 500, 503];
const oddBodies = [
  '',
  'null',
  '5',
  'true',
  '[]',
  '[{"key":"on"}]',
  'nope',
  '{"a":{"key":"on"}',
  '\ufeff{}',
  '{"a":null}',
];

/** A fetch that may be asked of the vendor's client as well as of ours. */
export function fetchCase(random: Random): FetchCase {
  return {
    user: userOf(random),
    options: random.chance(0.5) ? optionsOf(random) : undefined,
    status: random.chance(0.85) ? 200 : random.pick(statuses),
    body: random.chance(0.85) ? JSON.stringify(variantsOf(random)) : random.pick(oddBodies),
  };
}

function userOf(random: Random): Record<string, unknown> {
  const members: (readonly [string, unknown])[] = [
    ['user_id', random.pick([...texts, null, 12])],
    ['device_id', random.pick([...texts, undefined])],
    ['country', random.pick(texts)],
    ['library', random.pick(['mine/1', ''])],
    ['user_properties', { [random.pick(texts)]: jsonOf(random, 3) }],
    ['groups', { org: random.some(texts, 0, 2) }],
    [random.pick(['other', 'userId', 'amplitude_id']), jsonOf(random, 2)],
  ];
  return Object.fromEntries(random.some(members, 0, members.length));
}

function optionsOf(random: Random): Record<string, unknown> {
  const members: (readonly [string, unknown])[] = [
    ['flagKeys', random.some(texts, 0, 3)],
    ['tracksAssignment', random.pick([true, false, null, undefined])],
    ['tracksExposure', random.pick([true, false, null, undefined])],
  ];
  return Object.fromEntries(random.some(members, 0, members.length));
}

function variantsOf(random: Random): Record<string, unknown> {
  return Object.fromEntries(random.some(flagKeys, 0, 4).map((flagKey) => [flagKey, variantOf(random)]));
}

function variantOf(random: Random): Record<string, unknown> {
  const metadata = {
    default: random.pick([true, false, 0, 'false', null]),
    deployed: random.chance(0.5),
    flagType: 'release',
  };
  const members: (readonly [string, unknown])[] = [
    ['key', random.pick([...texts, 5, null])],
    ['value', random.chance(0.6) ? random.pick(texts) : jsonOf(random, 2)],
    ['payload', jsonOf(random, 3)],
    ['metadata', random.chance(0.8) ? Object.fromEntries(random.some(Object.entries(metadata), 0, 3)) : null],
    ['expKey', 'e'],
  ];
  return Object.fromEntries(random.some(members, 0, members.length));
}

function jsonOf(random: Random, depth: number): unknown {
  const simple = [null, true, false, 0, -1.5, 1e21, ...texts];
  if (depth === 0 || random.chance(0.6)) return random.pick(simple);
  const parts = Array.from({ length: random.int(0, 3) }, () => jsonOf(random, depth - 1));
  return random.chance(0.5) ? parts : Object.fromEntries(parts.map((part, at) => [texts[at + 1], part]));
}
