import type { ExperimentWire, RemoteConfigWire, TargetRuleWire, TargetWire } from '@polyflag/emulators';
import type { Action } from '@polyflag/hackle-provider/internal';
import type { Answer } from '../answer.js';
import type { Place } from '../make/conditions.js';
import type { WholeWorkspace } from '../make/workspace.js';
import type { Asked } from '../asked.js';
import type { DeliberateDifference } from './difference.js';

/** The workspace, put so that the rules make no difference; the rules in their order, each after those before it. */
export function rewriteWorkspace(
  workspace: WholeWorkspace,
  differences: readonly DeliberateDifference[],
): WholeWorkspace {
  return differences.reduce((given, difference) => {
    const whole = difference.workspace?.(given) ?? given;
    return {
      ...whole,
      experiments: whole.experiments.map((experiment) => rewriteExperiment(experiment, difference)),
      featureFlags: whole.featureFlags.map((flag) => rewriteExperiment(flag, difference)),
      remoteConfigParameters: whole.remoteConfigParameters.map((parameter) => rewriteParameter(parameter, difference)),
      segments: whole.segments.map((segment) => ({
        ...segment,
        targets: segment.targets.map((target) => rewriteTarget(target, 'segment', difference)),
      })),
    };
  }, workspace);
}

/** The user, put so that the rules make no difference. */
export function rewriteUser(user: unknown, differences: readonly DeliberateDifference[]): unknown {
  return differences.reduce((given, { user: rewrite }) => (rewrite === undefined ? given : rewrite(given)), user);
}

/** The call, put so that the rules make no difference. */
export function rewriteAsked(asked: Asked, differences: readonly DeliberateDifference[]): Asked {
  return differences.reduce((given, { asked: rewrite }) => rewrite?.(given) ?? given, asked);
}

/** What the rules leave of an answer. */
export function remainsOf(answer: Answer, differences: readonly DeliberateDifference[]): Answer {
  return differences.reduce((rest, { remains }) => remains?.(rest) ?? rest, answer);
}

function rewriteExperiment(experiment: ExperimentWire, difference: DeliberateDifference): ExperimentWire {
  const { execution = {}, variations = [] } = experiment;
  const rewriteAction = (action: Action): Action => difference.action?.(action, variations) ?? action;
  const rules = (list: readonly TargetRuleWire[] | undefined, place: Place): TargetRuleWire[] =>
    (list ?? []).map(({ target, action }) => ({
      target: rewriteTarget(target, place, difference),
      action: rewriteAction(action),
    }));
  return {
    ...experiment,
    execution: {
      ...execution,
      segmentOverrides: rules(execution.segmentOverrides, 'override'),
      targetAudiences: (execution.targetAudiences ?? []).map((target) =>
        rewriteTarget(target, 'targeting', difference),
      ),
      targetRules: rules(execution.targetRules, 'targeting'),
      ...(execution.defaultRule === undefined ? {} : { defaultRule: rewriteAction(execution.defaultRule) }),
    },
  };
}

function rewriteParameter(given: RemoteConfigWire, difference: DeliberateDifference): RemoteConfigWire {
  const parameter = difference.parameter?.(given) ?? given;
  return {
    ...parameter,
    targetRules: (parameter.targetRules ?? []).map((rule) => ({
      ...rule,
      target: rewriteTarget(rule.target, 'targeting', difference),
    })),
  };
}

function rewriteTarget(target: TargetWire, place: Place, { condition: rewrite }: DeliberateDifference): TargetWire {
  if (rewrite === undefined) return target;
  const conditions = target.conditions.map((condition) => rewrite(condition, place));
  return { conditions: conditions.filter((condition) => condition !== undefined) };
}
