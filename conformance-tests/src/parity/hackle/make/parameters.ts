import type { RemoteConfigRuleWire, RemoteConfigWire } from '@polyflag/emulators';
import type { Random } from '../../random.js';
import { makeTarget, type Scope } from './conditions.js';
import { identifierTypes } from './names.js';
import { makeBucket, NO_BUCKET, type Parts } from './parts.js';

const types = ['STRING', 'NUMBER', 'BOOLEAN', 'JSON'] as const;

const values: Readonly<Record<(typeof types)[number], readonly (string | number | boolean)[]>> = {
  STRING: ['hello', 'hi', '', 'x'.repeat(1_030)],
  NUMBER: [0, 1, -2.5, 1e21],
  BOOLEAN: [true, false],
  JSON: ['{"a":1}', '[]', '{'],
};

/** A remote config parameter with anything that one may have. */
export function makeParameter(random: Random, at: number, scope: Scope, parts: Parts): RemoteConfigWire {
  const type = random.pick(types);
  const id = 300_000 + at;
  const valueOf = (place: number): RemoteConfigWire['defaultValue'] => ({
    id: id * 10 + place,
    value: random.pick(values[random.chance(0.03) ? random.pick(types) : type]),
  });
  return {
    id,
    key: `parameter_${at}`,
    type: random.weighted<() => string>([
      [60, () => type],
      [1, () => 'LATER'],
      [1, () => type.toLowerCase()],
    ])() as typeof type,
    identifierType: random.chance(0.6) ? '$id' : random.pick(identifierTypes),
    targetRules: Array.from({ length: random.int(0, 3) }, (_, place): RemoteConfigRuleWire => ({
      key: `rule_${place}`,
      name: `Rule ${place}`,
      target: makeTarget(random, 'targeting', scope),
      bucketId: random.chance(0.03) ? NO_BUCKET : makeBucket(random, parts, [0]),
      value: valueOf(place),
    })),
    defaultValue: valueOf(9),
  };
}
