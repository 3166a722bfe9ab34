import { Broken, isRaw, listOrNone, objectOf, textOf, type Raw } from '@polyflag/core-engine';
import { isKey, numberOf, optionalNumberOf } from './read.js';
import { decodeAction, decodeRules, decodeTargets } from './targets.js';
import type { Experiment, ExperimentStatus, ExperimentType, UserOverride, Variation } from './workspace.js';

/** The status of the execution counts; that of the experiment says something else (spec §2.2). */
const statuses: ReadonlyMap<unknown, ExperimentStatus> = new Map([
  ['READY', 'DRAFT'],
  ['RUNNING', 'RUNNING'],
  ['PAUSED', 'PAUSED'],
  ['STOPPED', 'COMPLETED'],
]);

/** An A/B test or a feature flag. @throws Broken for one that cannot be evaluated */
export function decodeExperiment(raw: Raw, name: string, type: ExperimentType, problems: string[]): Experiment {
  const report = (problem: string): void => {
    problems.push(`${name}: ${problem}`);
  };
  if (!isKey(raw.key)) throw new Broken('key is not a positive whole number');
  const execution = objectOf(raw, 'execution');
  const status = statuses.get(execution.status);
  if (status === undefined) throw new Broken('execution.status is unknown');
  const defaultRule = decodeAction(execution.defaultRule);
  if (defaultRule === undefined) throw new Broken('the type of execution.defaultRule is unknown');
  const isTest = type === 'AB_TEST';
  const audiences = isTest ? decodeTargets(listOrNone(execution, 'targetAudiences'), 'targeting', report) : [];
  return {
    id: numberOf(raw, 'id'),
    key: raw.key,
    version: numberOf(raw, 'version'),
    executionVersion: numberOf(execution, 'version'),
    status,
    identifierType: textOf(raw, 'identifierType'),
    containerId: isTest ? optionalNumberOf(raw, 'containerId') : undefined,
    winnerVariationId: optionalNumberOf(raw, 'winnerVariationId'),
    variations: listOrNone(raw, 'variations').map(decodeVariation),
    userOverrides: listOrNone(execution, 'userOverrides').map(decodeUserOverride),
    segmentOverrides: decodeRules(listOrNone(execution, 'segmentOverrides'), 'override', report),
    audiences,
    rules: isTest ? [] : decodeRules(listOrNone(execution, 'targetRules'), 'targeting', report),
    defaultRule,
  };
}

function decodeVariation(raw: unknown): Variation {
  if (!isRaw(raw)) throw new Broken('a variation is not an object');
  return {
    id: numberOf(raw, 'id'),
    key: textOf(raw, 'key'),
    dropped: raw.status === 'DROPPED',
    parameterConfigurationId: optionalNumberOf(raw, 'parameterConfigurationId'),
  };
}

function decodeUserOverride(raw: unknown): UserOverride {
  if (!isRaw(raw)) throw new Broken('a user override is not an object');
  const { userId } = raw;
  // An identifier that is a number counts as its text (spec §6.2).
  const identifier = typeof userId === 'number' ? String(userId) : textOf(raw, 'userId');
  return { identifier, variationId: numberOf(raw, 'variationId') };
}
