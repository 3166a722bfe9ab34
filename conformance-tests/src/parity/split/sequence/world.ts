import type { FlagWire, RuleBasedSegmentWire } from '@polyflag/split-provider/internal';
import type { Random } from '../../random.js';
import { makeDefinitions, scopeAt, type Definitions, type Names } from '../definitions.js';
import type { DeliberateDifference } from '../deliberate/difference.js';
import { rewriteDefinitions } from '../deliberate/rewrite.js';
import { makeFlag } from '../flags.js';
import type { Scope } from '../matchers/kind.js';
import { makeRuleBasedSegment } from '../rule-based-segments.js';
import { signFlag, stateKey, withState } from './signs.js';

/**
 * What there is in the course of a sequence: every flag, rule-based segment and segment as it is now, before it is put so
 * that no rule makes a difference.
 */
export class World {
  readonly flags = new Map<string, FlagWire>();
  readonly rules = new Map<string, RuleBasedSegmentWire>();
  readonly segments = new Map<string, Set<string>>();
  /** How often each segment of either kind has changed. */
  readonly states = new Map<string, number>();
  private readonly random: Random;
  private readonly differences: readonly DeliberateDifference[];
  private readonly names: { [Kind in keyof Names]: string[] };

  /** @param differences which rules make no difference in what is served */
  constructor(random: Random, flagCount: number, differences: readonly DeliberateDifference[]) {
    this.random = random;
    this.differences = differences;
    const { flags, ruleBasedSegments, segments } = makeDefinitions(random, flagCount);
    this.names = {
      flags: flags.map(({ name }) => name),
      ruleBasedSegments: ruleBasedSegments.map(({ name }) => name),
      segments: [...Object.keys(segments), 'empty'],
    };
    for (const flag of flags) this.flags.set(flag.name, flag);
    for (const { name } of ruleBasedSegments) this.rules.set(name, this.newRule(name));
    for (const name of this.names.segments) {
      this.segments.set(name, new Set([...(segments[name] ?? []), stateKey(name, 0)]));
    }
  }

  /** Everything there is, with the flags that tell who is in which segment. */
  get definitions(): Definitions {
    return {
      flags: [...this.flags.values(), ...this.signFlags()],
      ruleBasedSegments: [...this.rules.values()],
      segments: Object.fromEntries([...this.segments].map(([name, keys]) => [name, [...keys]])),
    };
  }

  /** What a backend serves. */
  get served(): Definitions {
    return rewriteDefinitions(this.definitions, this.differences);
  }

  /** A flag as it is served. */
  servedFlag(flag: FlagWire): FlagWire {
    return rewriteDefinitions({ ...nothing, flags: [flag] }, this.differences).flags[0] ?? flag;
  }

  servedRule(segment: RuleBasedSegmentWire): RuleBasedSegmentWire {
    const { ruleBasedSegments } = rewriteDefinitions({ ...nothing, ruleBasedSegments: [segment] }, this.differences);
    return ruleBasedSegments[0] ?? segment;
  }

  /** The flags that are there. */
  activeFlags(): string[] {
    return [...this.flags.values()].filter(isActive).map(({ name }) => name);
  }

  activeRules(): string[] {
    return [...this.rules.values()].filter(isActive).map(({ name }) => name);
  }

  /** A new name for a flag. */
  addFlagName(): string {
    return added(this.names.flags, 'flag');
  }

  /** A segment that comes to be. */
  addSegment(): string {
    const name = added(this.names.segments, 'segment');
    this.segments.set(name, new Set());
    return name;
  }

  /** Another definition of a flag. */
  newFlag(name: string): FlagWire {
    return makeFlag(this.random, name, this.scopeOf('flags', name));
  }

  /** Another definition of a rule-based segment, in its next state. */
  newRule(name: string): RuleBasedSegmentWire {
    const made = makeRuleBasedSegment(this.random, name, this.scopeOf('ruleBasedSegments', name));
    const state = this.states.get(name) ?? 0;
    return withState({ ...made, status: 'ACTIVE' }, state, this.names.ruleBasedSegments);
  }

  /** Counts a change of a segment of either kind. */
  nextState(name: string): number {
    const state = (this.states.get(name) ?? 0) + 1;
    this.states.set(name, state);
    return state;
  }

  private signFlags(): FlagWire[] {
    return [
      ...this.names.segments.map((name) => signFlag('IN_SEGMENT', name)),
      ...this.names.ruleBasedSegments.map((name) => signFlag('IN_RULE_BASED_SEGMENT', name)),
    ];
  }

  private scopeOf(kind: 'flags' | 'ruleBasedSegments', name: string): Scope {
    return scopeAt(this.names, this.names[kind].indexOf(name));
  }
}

const nothing: Definitions = { flags: [], ruleBasedSegments: [], segments: {} };

function isActive({ status }: { readonly status?: string }): boolean {
  return status !== 'ARCHIVED';
}

function added(names: string[], kind: string): string {
  const name = `${kind}_${names.length}`;
  names.push(name);
  return name;
}
