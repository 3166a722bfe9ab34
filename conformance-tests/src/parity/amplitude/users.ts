import type { Random } from '../random.js';
import { PROBE } from './flags.js';
import type { ConditionWire, Definitions, User } from './wire.js';
import * as words from './words.js';

/** A user with anything that one may have, and often with what the probe among the flags asks for. */
export function makeUser(random: Random, { flags }: Definitions): User {
  const properties = random
    .some(words.properties, 0, 6)
    .map((name): [string, unknown] => [name, words.anyValue(random)]);
  const probe = flags.find(({ key }) => key.startsWith(PROBE))?.segments[0]?.conditions?.[0]?.[0];
  if (probe !== undefined && random.chance(0.4))
    properties.push([probe.selector.at(-1) as string, aimed(random, probe)]);
  return {
    ...(random.chance(0.85)
      ? {
          user_id: random.weighted<unknown>([
            [12, random.pick(words.userIds)],
            [1, 12345],
            [1, null],
          ]),
        }
      : {}),
    ...(random.chance(0.5) ? { device_id: random.pick(words.userIds) } : {}),
    ...(random.chance(0.3) ? { country: random.pick(words.texts), version: random.pick(words.versions) } : {}),
    ...(random.chance(0.2) ? { platform: words.anyValue(random), custom: words.anyValue(random) } : {}),
    ...(random.chance(0.9) ? { user_properties: Object.fromEntries(properties) } : {}),
    ...(random.chance(0.4) ? groupsOf(random) : {}),
    ...(random.chance(0.2) ? { cohort_ids: random.some(words.cohortIds, 0, 2) } : {}),
  };
}

/** What a condition may hold for. */
function aimed(random: Random, { op, values }: ConditionWire): unknown {
  if (!op.startsWith('set')) return random.chance(0.8) ? random.pick(values) : [random.pick(values), 'b'];
  return random.chance(0.6) ? values : random.shuffled([...values, random.pick(words.elements)]);
}

function groupsOf(random: Random): User {
  const types = random.some(words.groupTypes, 1, 2);
  const named = types.map((type): [string, string[]] => [type, random.some(words.groupNames, 0, 2)]);
  const properties = types.map((type) => [
    type,
    Object.fromEntries(
      words.groupNames.map((name) => [name, { [random.pick(words.properties)]: words.anyValue(random) }]),
    ) as unknown,
  ]);
  return {
    groups: Object.fromEntries(named),
    ...(random.chance(0.8) ? { group_properties: Object.fromEntries(properties) as User } : {}),
    ...(random.chance(0.3) ? { group_cohort_ids: { org: { acme: random.some(words.cohortIds, 0, 2) } } } : {}),
  };
}
