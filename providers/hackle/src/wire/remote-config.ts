import { Broken, isRaw, listOrNone, objectOf, textOf, type Raw } from '@polyflag/core-engine';
import { numberOf, oneOf, scalarOf } from './read.js';
import { decodeTarget } from './targets.js';
import type { RemoteConfigParameter, RemoteConfigRule, RemoteConfigValue } from './workspace.js';

/** A remote config parameter. @throws Broken for one that cannot be evaluated */
export function decodeParameter(raw: Raw, name: string, problems: string[]): RemoteConfigParameter {
  const key = textOf(raw, 'key');
  const type = oneOf(['STRING', 'NUMBER', 'BOOLEAN', 'JSON', 'VERSION'], raw.type);
  if (type === undefined) throw new Broken('its type is unknown');
  const rules: RemoteConfigRule[] = [];
  for (const rule of listOrNone(raw, 'targetRules')) {
    const decoded = decodeRule(rule, (problem) => problems.push(`${name}: ${problem}`));
    if (decoded !== undefined) rules.push(decoded);
  }
  return {
    id: numberOf(raw, 'id'),
    key,
    type,
    identifierType: textOf(raw, 'identifierType'),
    rules,
    defaultValue: decodeValue(objectOf(raw, 'defaultValue')),
  };
}

function decodeRule(raw: unknown, report: (problem: string) => void): RemoteConfigRule | undefined {
  if (!isRaw(raw)) throw new Broken('a rule is not an object');
  const target = decodeTarget(raw.target, 'targeting', report);
  if (target === undefined) return undefined;
  return {
    key: textOf(raw, 'key'),
    name: typeof raw.name === 'string' ? raw.name : '',
    target,
    bucketId: numberOf(raw, 'bucketId'),
    value: decodeValue(objectOf(raw, 'value')),
  };
}

function decodeValue(raw: Raw): RemoteConfigValue {
  return { id: numberOf(raw, 'id'), value: scalarOf(raw, 'value') };
}
