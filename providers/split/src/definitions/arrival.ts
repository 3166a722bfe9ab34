import { showName, loadPatternEngine, needsPatternEngine, noReferences } from '@polyflag/core-engine';
import {
  decodeFlag,
  decodeRuleBasedSegment,
  keepParsed,
  type Decoded,
  type Keep,
  type Nameless,
} from '../wire/decode.js';
import { Sharing } from '../wire/sharing.js';

/** Definitions as they arrive: lists of whatever the other side sent. */
export interface Arrival {
  readonly flags: readonly unknown[];
  readonly ruleBasedSegments: readonly unknown[];
}

/** Definitions, looked at: what can be kept, and what is wrong with the rest, one sentence each. */
export interface DecodedArrival {
  readonly flags: readonly Decoded[];
  readonly ruleBasedSegments: readonly Decoded[];
  readonly problems: readonly string[];
  /** Every segment that the definitions refer to: they have to be fetched as well (spec §1.5). */
  readonly segmentNames: ReadonlySet<string>;
}

/** Keeps the flags of one arrival as they were parsed, what they have in common once. */
export function keepSharing(): Keep {
  const sharing = new Sharing();
  return (flag, unsupported) => {
    if (unsupported === undefined) sharing.share(flag);
    return keepParsed(flag, unsupported);
  };
}

/** Looks at what arrived. */
export function decodeArrival({ flags, ruleBasedSegments }: Arrival): Promise<DecodedArrival> {
  const keep = keepSharing();
  return gatherArrival({ flags: flags.map((flag) => decodeFlag(flag, keep)), ruleBasedSegments });
}

/**
 * Gathers an arrival whose flags were looked at. Regular expressions are made ready here, because an evaluation cannot wait
 * for the module that runs them.
 */
export async function gatherArrival(arrival: {
  readonly flags: readonly (Decoded | Nameless)[];
  readonly ruleBasedSegments: readonly unknown[];
}): Promise<DecodedArrival> {
  const found: Found = { problems: [], segmentNames: new Set(), isCostly: false };
  const flags: Decoded[] = [];
  for (const flag of arrival.flags) keepUsable(flag, 'feature flag', flags, found);
  const ruleBasedSegments: Decoded[] = [];
  for (const segment of arrival.ruleBasedSegments)
    keepUsable(decodeRuleBasedSegment(segment), 'rule-based segment', ruleBasedSegments, found);
  if (found.isCostly) await loadPatternEngine();
  return { flags, ruleBasedSegments, problems: found.problems, segmentNames: found.segmentNames };
}

/** What is gathered from all definitions of an arrival. */
interface Found {
  readonly problems: string[];
  readonly segmentNames: Set<string>;
  /** Whether a regular expression needs the module that runs them. */
  isCostly: boolean;
}

function keepUsable(definition: Decoded | Nameless, what: string, usable: Decoded[], found: Found): void {
  if (!('name' in definition)) {
    found.problems.push(`${definition.problem} is left out`);
    return;
  }
  const { name, problem, references, patterns } = definition;
  if (problem !== undefined) found.problems.push(`${what} ${showName(name)} cannot be evaluated: ${problem}`);
  if (references !== noReferences) for (const segment of references.segments) found.segmentNames.add(segment);
  if (patterns !== undefined) for (const source of patterns) found.isCostly ||= needsPatternEngine(source);
  usable.push(definition);
}
