import type { Condition, FlagProgram, Reason, Step } from '@polyflag/core-engine';
import type { FeatureFlag, FlagRecord, Prerequisite } from '../wire/flag.js';
import { isUnusable, type Rule, type Unusable } from '../wire/rules.js';
import { allOf } from './clauses.js';
import { Outcomes } from './outcomes.js';
import { label } from './reasons.js';
import { rollOut } from './rollouts.js';

/** The step that a rule leads to when its slices leave the user out. */
const DEFAULT = 'default';

const KIND = 'feature flag';

/** The program of a flag: the order of decisions of spec §6.3. */
export function translateFlag(flag: FlagRecord): FlagProgram {
  if (isUnusable(flag)) return unusable(flag);
  const { id, keyName, name, timestamp, disabled } = flag;
  const outcomes = new Outcomes();
  const steps = disabled ? [off(flag, outcomes)] : enabledSteps(flag, outcomes);
  return { key: id, kind: KIND, info: { keyName, name, timestamp }, outcomes: outcomes.list, steps };
}

function unusable({ id, timestamp, unusable: message }: Extract<FlagRecord, Unusable>): FlagProgram {
  const fail: Step = {
    then: { do: 'fail', code: 'GENERAL', message },
    label: label('error in evaluation'),
    reason: 'ERROR',
  };
  return { key: id, kind: KIND, info: { timestamp }, outcomes: [], steps: [fail] };
}

function off({ offOption }: FeatureFlag, outcomes: Outcomes): Step {
  return { then: outcomes.serve(offOption), label: label('flag off'), reason: 'DISABLED' };
}

function enabledSteps(flag: FeatureFlag, outcomes: Outcomes): readonly Step[] {
  const before = [...prerequisites(flag, outcomes), ...targets(flag, outcomes)];
  const rules = flag.rules.map((rule) => ruleStep(rule, flag, outcomes));
  const [first, ...others] = defaults(flag, outcomes, before.length + rules.length === 0);
  const isLedTo = rules.some(({ leads }) => leads);
  const named = first !== undefined && isLedTo ? { name: DEFAULT, ...first } : first;
  return [...before, ...rules.map(({ step }) => step), ...(named === undefined ? [] : [named]), ...others];
}

/** The first that is not met serves the off option; those after it are not asked. A flag that names itself does not. */
function prerequisites({ prerequisites, ownId, offOption }: FeatureFlag, outcomes: Outcomes): readonly Step[] {
  const asked = prerequisites.filter((one) => isUnusable(one) || one.flagId !== ownId);
  if (asked.length === 0) return [];
  const met: Condition = { if: 'all', of: asked.map(isMet) };
  const step: Step = {
    when: { if: 'not', of: met },
    then: outcomes.serve(offOption),
    label: label('prerequisite failed'),
    reason: 'DEFAULT',
  };
  return [step];
}

/** Reported at every evaluation (spec §6.3); a circle is an error (D6). */
function isMet(prerequisite: Prerequisite | Unusable): Condition {
  if (isUnusable(prerequisite)) return { if: 'fail', code: 'GENERAL', message: prerequisite.unusable };
  const { flagId: flag, localId } = prerequisite;
  return { if: 'flag', flag, take: 'id', in: [localId], missing: 'false', cycle: 'fail', report: true };
}

function targets({ targets, exptIncludeAllRules }: FeatureFlag, outcomes: Outcomes): readonly Step[] {
  const mark = exptIncludeAllRules !== false;
  return targets
    .filter(({ keys }) => keys.length > 0)
    .map(({ keys, option }) => ({
      when: { if: 'test', of: { from: 'key' }, operator: 'in', as: 'joined-text', values: keys },
      then: outcomes.serve(option, mark),
      label: label('target match'),
      reason: 'TARGETING_MATCH',
    }));
}

/** The first rule that matches is the last that is looked at, whether or not one of its slices holds the user. */
function ruleStep(rule: Rule, flag: FeatureFlag, outcomes: Outcomes): { readonly step: Step; readonly leads: boolean } {
  const { exptIncludeAllRules } = flag;
  const { inExperiment } = rule;
  const miss = { do: 'goto', step: DEFAULT } as const;
  const { act, isWhole, isSplit } = rollOut(rule.rollouts, outcomes, { exptIncludeAllRules, inExperiment }, miss);
  const step: Step = {
    when: allOf(rule.clauses),
    then: act ?? miss,
    label: label('rule match'),
    reason: isSplit ? 'SPLIT' : 'TARGETING_MATCH',
  };
  return { step, leads: !isWhole };
}

/** Whom no slice holds gets the off option (D5). */
function defaults(flag: FeatureFlag, outcomes: Outcomes, isAlone: boolean): readonly Step[] {
  const { exptIncludeAllRules, inExperiment, rollouts, offOption } = flag;
  const { act, isWhole, isSplit } = rollOut(rollouts, outcomes, { exptIncludeAllRules, inExperiment });
  const steps: Step[] = [];
  // One answer for everybody is static (DECISIONS 14).
  const unsplit: Reason = isAlone ? 'STATIC' : 'DEFAULT';
  const name = label('fall through all rules');
  if (act !== undefined) steps.push({ then: act, label: name, reason: isSplit ? 'SPLIT' : unsplit });
  if (!isWhole) {
    steps.push({ then: outcomes.serve(offOption), label: name, reason: act === undefined ? unsplit : 'DEFAULT' });
  }
  return steps;
}
