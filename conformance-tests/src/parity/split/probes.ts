import type { FlagWire, MatcherWire } from '@polyflag/split-provider/internal';
import type { Definitions } from './definitions.js';
import { flagWith } from './deliberate/example.js';
import { kindOf } from './matchers/kinds.js';

/** A flag that serves `on` where one matcher of another flag holds, and `off` elsewhere. */
export interface Probe {
  readonly flagName: string;
  /** The name of the matcher's kind. */
  readonly kind: string;
  readonly negated: boolean;
}

/** Definitions with a probe for every matcher of every flag, and the probes by the flag that they belong to. */
export function withProbes(definitions: Definitions): {
  readonly definitions: Definitions;
  readonly probes: ReadonlyMap<string, readonly Probe[]>;
} {
  const probes = new Map<string, Probe[]>();
  const flags: FlagWire[] = [];
  for (const flag of definitions.flags) {
    const found: Probe[] = [];
    for (const [at, matcher] of matchersOf(flag).entries()) {
      const kind = kindOf(matcher);
      if (kind === undefined) continue;
      const name = `${flag.name}.matcher_${at}`;
      flags.push({ ...flagWith(matcher), name });
      found.push({ flagName: name, kind: kind.name, negated: matcher.negate === true });
    }
    probes.set(flag.name, found);
  }
  return { definitions: { ...definitions, flags: [...definitions.flags, ...flags] }, probes };
}

function matchersOf({ conditions }: FlagWire): MatcherWire[] {
  return (conditions ?? []).flatMap(({ matcherGroup }) => matcherGroup.matchers);
}
