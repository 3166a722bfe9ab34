import type { MatcherWire } from '@polyflag/split-provider/internal';
import { booleanKinds } from './booleans.js';
import { dateKinds } from './dates.js';
import type { MatcherKind } from './kind.js';
import { numberKinds } from './numbers.js';
import { patternKinds } from './patterns.js';
import { referenceKinds } from './references.js';
import { setKinds } from './sets.js';
import { textKinds } from './texts.js';
import { versionKinds } from './versions.js';

/** Every matcher of the Split page's §2.6. */
export const matcherKinds: readonly MatcherKind[] = [
  ...referenceKinds,
  ...textKinds,
  ...patternKinds,
  ...numberKinds,
  ...dateKinds,
  ...setKinds,
  ...booleanKinds,
  ...versionKinds,
];

const byName = new Map(matcherKinds.map((kind) => [kind.name, kind]));

/** The kind that a matcher is of; none: its type is unknown. */
export function kindOf(matcher: MatcherWire): MatcherKind | undefined {
  const dataType = matcher.unaryNumericMatcherData?.dataType ?? matcher.betweenMatcherData?.dataType;
  return byName.get(dataType === 'DATETIME' ? `${matcher.matcherType} DATETIME` : matcher.matcherType);
}
