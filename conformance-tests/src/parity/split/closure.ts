import type { ConditionWire, FlagWire, MatcherWire, RuleBasedSegmentWire } from '@polyflag/split-provider/internal';
import type { Definitions } from './definitions.js';

/** Everything that takes part in the evaluation of one flag. */
export interface Closure {
  readonly flags: readonly FlagWire[];
  readonly ruleBasedSegments: readonly RuleBasedSegmentWire[];
  readonly matchers: readonly MatcherWire[];
}

/** Finds the closure of each flag, once. */
export class Closures {
  private readonly flags: ReadonlyMap<string, FlagWire>;
  private readonly segments: ReadonlyMap<string, RuleBasedSegmentWire>;
  private readonly found = new Map<string, Closure>();

  constructor({ flags, ruleBasedSegments }: Definitions) {
    this.flags = new Map(flags.map((flag) => [flag.name, flag]));
    this.segments = new Map(ruleBasedSegments.map((segment) => [segment.name, segment]));
  }

  of(flagName: string): Closure {
    let closure = this.found.get(flagName);
    if (closure === undefined) {
      closure = this.walk(flagName);
      this.found.set(flagName, closure);
    }
    return closure;
  }

  private walk(flagName: string): Closure {
    const flags = new Set<FlagWire>();
    const ruleBasedSegments = new Set<RuleBasedSegmentWire>();
    const matchers: MatcherWire[] = [];
    const addFlag = (name: string | undefined): void => {
      const flag = this.flags.get(name ?? '');
      if (flag === undefined || flags.has(flag)) return;
      flags.add(flag);
      for (const { n } of flag.prerequisites ?? []) addFlag(n);
      addConditions(flag.conditions);
    };
    const addSegment = (name: string | undefined): void => {
      const segment = this.segments.get(name ?? '');
      if (segment === undefined || ruleBasedSegments.has(segment)) return;
      ruleBasedSegments.add(segment);
      for (const excluded of segment.excluded?.segments ?? [])
        if (excluded.type === 'rule-based') addSegment(excluded.name);
      addConditions(segment.conditions);
    };
    const addConditions = (conditions: readonly ConditionWire[] | null | undefined): void => {
      for (const matcher of (conditions ?? []).flatMap(({ matcherGroup }) => matcherGroup.matchers)) {
        matchers.push(matcher);
        addFlag(matcher.dependencyMatcherData?.split);
        if (matcher.matcherType === 'IN_RULE_BASED_SEGMENT')
          addSegment(matcher.userDefinedSegmentMatcherData?.segmentName);
      }
    };
    addFlag(flagName);
    return { flags: [...flags], ruleBasedSegments: [...ruleBasedSegments], matchers };
  }
}
