import type { Act, Condition, FlagProgram, Range, Reason, Step } from '@polyflag/core-engine';
import { experimentName, featureName } from '../names.js';
import type { Action, Bucket, ExperimentRecord } from '../wire/workspace.js';
import { bucketOf, missing } from './buckets.js';
import { anyTarget, targetMatches } from './conditions.js';
import { notInContainer } from './container.js';
import { label, type DecisionReason } from './reasons.js';
import { Variations } from './variations.js';

/** The steps that others lead to. */
const NO_OVERRIDE = 'no override';
const DROPPED = 'dropped';

/** The program of an A/B test or a feature flag. */
export function translateExperiment(record: ExperimentRecord): FlagProgram {
  const translation = new ExperimentTranslation(record);
  const { type, experiment } = record;
  const { id, key, version, executionVersion } = experiment;
  const steps = type === 'AB_TEST' ? translation.testSteps() : translation.flagSteps();
  return {
    key: type === 'AB_TEST' ? experimentName(key) : featureName(key),
    kind: type,
    info: { id, key, version, executionVersion },
    outcomes: translation.variations.outcomes,
    steps,
  };
}

class ExperimentTranslation {
  readonly variations: Variations;
  private readonly record: ExperimentRecord;
  /** Whether some slot leads to the step for dropped variations. */
  private leadsToDropped = false;

  constructor(record: ExperimentRecord) {
    this.record = record;
    this.variations = new Variations(record);
  }

  /** The order of decisions of spec §3.2. */
  testSteps(): Step[] {
    const { audiences, status } = this.record.experiment;
    const byDefault = (name: DecisionReason, reason: Reason, when?: Condition): Step =>
      step({ do: 'caller' }, name, reason, when);
    const steps = [
      ...this.overrides('OVERRIDDEN'),
      this.identified(byDefault('IDENTIFIER_NOT_FOUND', 'DEFAULT', this.identifierMissing())),
      ...notInContainer(this.record),
    ];
    if (audiences.length > 0) {
      const outside: Condition = { if: 'not', of: anyTarget(audiences, 'experiment') };
      steps.push(byDefault('NOT_IN_EXPERIMENT_TARGET', 'DEFAULT', outside));
    }
    switch (status) {
      case 'DRAFT':
        return [...steps, byDefault('EXPERIMENT_DRAFT', 'DISABLED')];
      case 'PAUSED':
        return [...steps, byDefault('EXPERIMENT_PAUSED', 'DISABLED')];
      case 'COMPLETED':
        return [...steps, this.winner()];
      case 'RUNNING': {
        const { defaultRule } = this.record.experiment;
        const reason = defaultRule.type === 'BUCKET' ? 'SPLIT' : 'STATIC';
        steps.push(
          step(this.act(defaultRule, undefined, DROPPED), 'TRAFFIC_ALLOCATED', reason),
          byDefault('TRAFFIC_NOT_ALLOCATED', 'DEFAULT'),
        );
        if (this.leadsToDropped) steps.push({ name: DROPPED, ...byDefault('VARIATION_DROPPED', 'DEFAULT') });
        return steps;
      }
    }
  }

  /** The order of decisions of spec §3.5. */
  flagSteps(): Step[] {
    const { rules, status, defaultRule } = this.record.experiment;
    if (status === 'DRAFT') return [step(this.variations.control(), 'EXPERIMENT_DRAFT', 'DISABLED')];
    if (status === 'PAUSED') return [step(this.variations.control(), 'FEATURE_FLAG_INACTIVE', 'DISABLED')];
    if (status === 'COMPLETED') return [this.winner()];
    const overrides = this.overrides('INDIVIDUAL_TARGET_MATCH');
    const isAlone = overrides.length === 0 && rules.length === 0;
    const undecided: Act = { do: 'fail', code: 'GENERAL', message: 'a rule serves no variation', stop: true };
    return [
      ...overrides,
      this.identified(step(this.variations.control(), 'IDENTIFIER_NOT_FOUND', 'DEFAULT', this.identifierMissing())),
      ...rules.map(({ target, action }) =>
        step(this.act(action, undecided), 'TARGET_RULE_MATCH', 'TARGETING_MATCH', targetMatches(target, 'experiment')),
      ),
      step(this.act(defaultRule, undecided), 'DEFAULT_RULE', defaultReason(defaultRule, isAlone)),
    ];
  }

  /** §3.4: users first, then the first segment that matches; where its bucket has no slot, nothing is overridden. */
  private overrides(name: DecisionReason): Step[] {
    const { segmentOverrides } = this.record.experiment;
    return [
      ...this.userOverrides(name),
      ...segmentOverrides.map(({ target, action }) =>
        step(
          this.act(action, { do: 'goto', step: NO_OVERRIDE }),
          name,
          'TARGETING_MATCH',
          targetMatches(target, 'experiment'),
        ),
      ),
    ];
  }

  /** One step for each variation: the identifiers that get it. Of two overrides for one identifier the last counts. */
  private userOverrides(name: DecisionReason): Step[] {
    const { userOverrides, identifierType } = this.record.experiment;
    const identifiers = new Map<number, string[]>();
    for (const [identifier, id] of new Map(userOverrides.map((one) => [one.identifier, one.variationId]))) {
      const place = this.variations.byId(id)?.place;
      if (place === undefined) continue;
      const list = identifiers.get(place);
      if (list === undefined) identifiers.set(place, [identifier]);
      else list.push(identifier);
    }
    return [...identifiers].map(([outcome, values]) =>
      step({ do: 'serve', outcome }, name, 'TARGETING_MATCH', {
        if: 'test',
        of: { from: 'identifier', name: identifierType },
        operator: 'in',
        as: 'string',
        values,
      }),
    );
  }

  /** The step after the overrides, under the name that they lead to, if one of them may come to nothing. */
  private identified(step: Step): Step {
    const { segmentOverrides } = this.record.experiment;
    return segmentOverrides.some(({ action }) => action.type === 'BUCKET') ? { name: NO_OVERRIDE, ...step } : step;
  }

  private identifierMissing(): Condition {
    const of = { from: 'identifier', name: this.record.experiment.identifierType } as const;
    return { if: 'not', of: { if: 'test', of, operator: 'present', as: 'string', values: [] } };
  }

  /** Served even when it was dropped. */
  private winner(): Step {
    const { winnerVariationId: id } = this.record.experiment;
    const winner = id === undefined ? undefined : this.variations.byId(id);
    const act: Act = winner === undefined ? missing('winner', id) : { do: 'serve', outcome: winner.place };
    return step(act, 'EXPERIMENT_COMPLETED', 'STATIC');
  }

  /**
   * §3.3: what an action serves.
   *
   * @param none what happens where it serves no variation; default: the next step is tried
   * @param dropped the step that a dropped variation leads to; default: it is served
   */
  private act(action: Action, none?: Act, dropped?: string): Act {
    const serve = (id: number): Act | undefined => {
      const found = this.variations.byId(id);
      if (found === undefined) return undefined;
      if (!found.variation.dropped || dropped === undefined) return { do: 'serve', outcome: found.place };
      this.leadsToDropped = true;
      return { do: 'goto', step: dropped };
    };
    if (action.type === 'VARIATION') return serve(action.variationId) ?? missing('variation', action.variationId);
    const bucket = this.record.buckets.find(({ id }) => id === action.bucketId);
    if (bucket === undefined) return missing('bucket', action.bucketId);
    return this.split(bucket, (target) => serve(target) ?? none ?? { do: 'next' }, none);
  }

  private split(bucket: Bucket, actOf: (target: number) => Act, miss: Act | undefined): Act {
    const ranges = bucket.slots.map(({ from, to, target }): Range => ({ from, to, then: actOf(target) }));
    const of = bucketOf(bucket, this.record.experiment.identifierType);
    return { do: 'split', bucket: of, ranges, ...(miss === undefined ? {} : { miss }) };
  }
}

/** DECISIONS 14: decided by a bucket, SPLIT; one answer for everybody, STATIC. */
function defaultReason({ type }: Action, isAlone: boolean): Reason {
  if (type === 'BUCKET') return 'SPLIT';
  return isAlone ? 'STATIC' : 'DEFAULT';
}

function step(then: Act, name: DecisionReason, reason: Reason, when?: Condition): Step {
  return { ...(when === undefined ? {} : { when }), then, label: label(name), reason };
}
