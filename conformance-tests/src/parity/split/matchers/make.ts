import type { MatcherWire } from '@polyflag/split-provider/internal';
import type { Random } from '../../random.js';
import type { MatcherKind, Scope } from './kind.js';
import { matcherKinds } from './kinds.js';

const everyAttribute = [...new Set(matcherKinds.flatMap(({ attributes }) => attributes))];

/** What asks for other definitions is drawn more often: they have more to say than one matcher. */
const drawnFrom = matcherKinds.flatMap((kind) => (kind.attributes.length === 0 ? [kind, kind] : [kind]));

/** A matcher of any kind. */
export function makeMatcher(random: Random, scope: Scope): MatcherWire {
  const kind = random.pick(drawnFrom);
  return {
    keySelector: selectorOf(random, kind),
    ...kind.make(random, scope),
    ...(random.chance(0.1) ? {} : { negate: random.chance(0.25) }),
  };
}

function selectorOf(
  random: Random,
  { attributes, onKey }: MatcherKind,
): NonNullable<MatcherWire['keySelector']> | null {
  if (attributes.length === 0 || random.chance(onKey)) {
    return random.chance(0.5) ? null : { trafficType: 'user', attribute: null };
  }
  return { trafficType: 'user', attribute: random.pick(random.chance(0.9) ? attributes : everyAttribute) };
}
