import type { Condition, FlagProgram, Outcome, Step } from '@polyflag/core-engine';
import { configName } from '../names.js';
import type { ParameterRecord, RemoteConfigRule } from '../wire/workspace.js';
import { bucketOf } from './buckets.js';
import { targetMatches } from './conditions.js';

/** The variant of a parameter's default value; of a rule's value it is the key of the rule. */
const DEFAULT_VARIANT = 'default';

/** The program of a remote config parameter (spec §3.5). An outcome without a variant stands for the caller's default. */
export function translateParameter(record: ParameterRecord): FlagProgram {
  const { parameter } = record;
  const { id, key, type, identifierType, defaultValue } = parameter;
  const of = { from: 'identifier', name: identifierType } as const;
  const outcomes: Outcome[] = [
    { variant: null, value: null },
    ...parameter.rules.map((rule) => ({
      variant: rule.key,
      value: rule.value.value,
      id: rule.value.id,
      metadata: { targetRuleKey: rule.key, targetRuleName: rule.name },
    })),
    { variant: DEFAULT_VARIANT, value: defaultValue.value, id: defaultValue.id },
  ];
  const steps: Step[] = [
    {
      when: { if: 'not', of: { if: 'test', of, operator: 'present', as: 'string', values: [] } },
      then: { do: 'serve', outcome: 0 },
      label: 'IDENTIFIER_NOT_FOUND',
      reason: 'DEFAULT',
    },
    ...parameter.rules.map((rule, at): Step => ({
      when: { if: 'all', of: [targetMatches(rule.target, 'remote-config'), inAnySlot(rule, record)] },
      then: { do: 'serve', outcome: at + 1 },
      label: 'TARGET_RULE_MATCH',
      reason: 'TARGETING_MATCH',
    })),
    {
      then: { do: 'serve', outcome: outcomes.length - 1 },
      label: 'DEFAULT_RULE',
      reason: parameter.rules.length === 0 ? 'STATIC' : 'DEFAULT',
    },
  ];
  return { key: configName(key), kind: 'REMOTE_CONFIG', info: { id, key, type }, outcomes, steps };
}

/** Which slot does not matter. Asked after the target, so that a bucket that is missing fails only those it matches. */
function inAnySlot({ bucketId }: RemoteConfigRule, { parameter, buckets }: ParameterRecord): Condition {
  const bucket = buckets.find(({ id }) => id === bucketId);
  if (bucket === undefined) return { if: 'fail', code: 'GENERAL', message: `there is no bucket ${String(bucketId)}` };
  return {
    if: 'bucket',
    bucket: bucketOf(bucket, parameter.identifierType),
    ranges: bucket.slots.map(({ from, to }) => ({ from, to })),
  };
}
