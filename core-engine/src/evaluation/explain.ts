import type { BucketOf } from './buckets.js';
import type { Check } from './conditions/check.js';
import type { Decision } from './decision.js';
import type { Condition, FlagReference, Json, Step } from './program.js';
import type { Recorder, Scope } from './scope.js';
import type { FlagSet } from './set.js';
import { readOf } from './sources.js';
import type { StepParts } from './compiled.js';
import type { State } from './state.js';
import type { Subject } from './subject.js';

/** How one flag came to its answer for one subject: every step that was tried, in order. */
export interface Explanation {
  readonly flag: string;
  readonly decision: Decision;
  readonly steps: readonly StepTrace[];
}

/** One step that was tried. */
export interface StepTrace {
  /** Its place in the program, from 0. */
  readonly index: number;
  readonly name?: string;
  readonly label: string;
  /** Whether its condition held; a step without one always holds. */
  readonly held: boolean;
  /** Its condition could not be answered, and the evaluation failed there. */
  readonly failed?: true;
  /** Whether it decided; a step that held may yield nothing. */
  readonly decided: boolean;
  readonly condition?: ConditionTrace;
  /** Where the subject fell, if its bucket was asked for: in the step's act, or else in its condition. */
  readonly bucket?: number;
}

/** One condition that was asked. Those that a short cut skipped are absent. */
export interface ConditionTrace {
  /** In words: `attribute age at-least [18]`. */
  readonly text: string;
  readonly held: boolean;
  /** What was compared, for a test: the value as the caller gave it. */
  readonly found?: unknown;
  readonly parts: readonly ConditionTrace[];
}

/**
 * Evaluates a flag once more, with every step and condition recorded. The same program, compiled by the same compiler:
 * the recording wraps its parts and changes none of them.
 */
export function explain(set: FlagSet, key: string, subject: Subject, fallback?: string): Explanation {
  const cell = set.flag(key);
  if (cell === undefined) return { flag: key, decision: set.evaluate(key, subject, fallback), steps: [] };
  const recording = new Recording();
  const decision = set.evaluateWith(cell, set.compileFlag(cell, recording), subject, fallback);
  return { flag: key, decision, steps: recording.steps };
}

/** A trace under construction. */
interface Open {
  readonly text: string;
  held: boolean;
  found?: unknown;
  readonly parts: Open[];
}

/** Collects what the wrapped parts did. */
class Recording implements Recorder {
  readonly steps: StepTrace[] = [];
  private parts: Open[] = [];
  private fell: number | undefined;

  bucket(bucket: BucketOf): BucketOf {
    return (subject, state) => {
      const fell = bucket(subject, state);
      this.fell ??= fell;
      return fell;
    };
  }

  condition(condition: Condition, check: Check, scope: Scope): Check {
    const text = describe(condition);
    const read = condition.if === 'test' || condition.if === 'member' ? readOf(condition.of, scope) : undefined;
    return (subject, state) => {
      const open: Open = { text, held: false, parts: [] };
      if (read !== undefined) open.found = read(subject, state);
      this.parts.push(open);
      const siblings = this.parts;
      this.parts = open.parts;
      try {
        return (open.held = check(subject, state));
      } finally {
        this.parts = siblings;
      }
    };
  }

  step(step: Step, index: number, parts: StepParts): StepParts {
    return { when: this.when(step, index, parts), run: this.run(parts) };
  }

  private when(step: Step, index: number, { when }: StepParts): Check {
    return (subject, state) => {
      this.parts = [];
      this.fell = undefined;
      let held: boolean | undefined;
      try {
        held = when(subject, state);
      } finally {
        const [condition] = this.parts;
        this.steps.push({
          index,
          ...(step.name === undefined ? {} : { name: step.name }),
          label: step.label,
          held: held === true,
          ...(held === undefined ? { failed: true } : {}),
          decided: false,
          ...(condition === undefined ? {} : { condition }),
          ...this.bucketSeen(),
        });
      }
      this.parts = [];
      return held;
    };
  }

  private bucketSeen(): { bucket?: number } {
    return this.fell === undefined || Number.isNaN(this.fell) ? {} : { bucket: this.fell };
  }

  private run({ run }: StepParts): StepParts['run'] {
    return (subject: Subject, state: State) => {
      const place = this.steps.length - 1;
      this.fell = undefined;
      const decision = run(subject, state);
      const step = this.steps[place];
      // A step that leads on elsewhere was not the one that decided: what it led to is recorded after it.
      if (step !== undefined && decision !== null && this.steps.length - 1 === place) {
        this.steps[place] = { ...step, ...this.bucketSeen(), decided: true };
      }
      return decision;
    };
  }
}

/** A condition in words, as short as its program. */
export function describe(condition: Condition): string {
  switch (condition.if) {
    case 'constant':
      return condition.value ? 'always' : 'never';
    case 'all':
    case 'any':
    case 'guard':
      return condition.if;
    case 'not':
      return `not ${describe(condition.of)}`;
    case 'test': {
      const not = condition.negate === true ? 'not ' : '';
      return `${describeSource(condition.of)} ${not}${condition.operator} ${list(condition.values)} as ${condition.as}`;
    }
    case 'member':
      return `${describeSource(condition.of)} in segment "${condition.segment}"`;
    case 'rule':
      return `rule "${condition.rule}"`;
    case 'flag':
      return describeReference(condition);
    case 'bucket': {
      const ranges = condition.ranges.map(({ from, to }) => `${String(from)}..${String(to)}`);
      return `${condition.bucket.space} bucket of ${describeSource(condition.bucket.of)} in ${ranges.join(', ')}`;
    }
    case 'fail':
      return `fail: ${condition.message}`;
  }
}

function describeReference({ flag, take, negate, operator = 'in', in: values, as }: FlagReference): string {
  const type = as === undefined ? '' : ` as ${as}`;
  return `flag "${flag}" has ${take}${negate === true ? ' not' : ''} ${operator} ${list(values)}${type}`;
}

function describeSource(source: Parameters<typeof readOf>[0]): string {
  switch (source.from) {
    case 'key':
      return 'key';
    case 'bucketing-key':
      return 'bucketing key';
    case 'identifier':
    case 'attribute':
    case 'extra':
      return `${source.from} ${source.name}`;
    case 'path':
      return source.path.join('.');
    case 'result':
      return `result of "${source.flag}" ${source.path.join('.')}`;
    case 'constant':
      return JSON.stringify(source.value);
  }
}

/** So many operands are shown. */
const SHOWN = 5;

function list(values: readonly Json[]): string {
  const shown = values.slice(0, SHOWN).map((value) => JSON.stringify(value));
  if (values.length > SHOWN) shown.push(`… ${String(values.length)} in all`);
  return `[${shown.join(', ')}]`;
}
