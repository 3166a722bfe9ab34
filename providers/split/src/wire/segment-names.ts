import { decodeFlag, decodeRuleBasedSegment } from './decode.js';

/** Every segment that definitions refer to: they have to be fetched as well (spec §1.5). */
export function segmentNames(definitions: {
  readonly flags: readonly unknown[];
  readonly ruleBasedSegments: readonly unknown[];
}): Set<string> {
  const names = new Set<string>();
  for (const definition of [...definitions.flags.map(decodeFlag), ...definitions.ruleBasedSegments.map(decodeRuleBasedSegment)]) {
    if ('name' in definition) for (const name of definition.references.segments) names.add(name);
  }
  return names;
}
