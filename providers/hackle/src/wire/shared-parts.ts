import { Broken, isRaw, listOrNone, textOf, type Json, type Raw } from '@polyflag/core-engine';
import { numberOf, oneOf, scalarOf, show } from './read.js';
import { decodeTargets } from './targets.js';
import type { Bucket, Container, ParameterConfiguration, Segment, Slot } from './workspace.js';

/** Each of these throws `Broken` for what cannot be used. */

export function decodeBucket(raw: Raw): Bucket {
  const slotSize = numberOf(raw, 'slotSize');
  if (!(slotSize > 0)) throw new Broken('slotSize is not above 0');
  return {
    id: numberOf(raw, 'id'),
    seed: numberOf(raw, 'seed'),
    slotSize,
    slots: listOrNone(raw, 'slots').map(decodeSlot),
  };
}

function decodeSlot(raw: unknown): Slot {
  if (!isRaw(raw)) throw new Broken('a slot is not an object');
  return {
    from: numberOf(raw, 'startInclusive'),
    to: numberOf(raw, 'endExclusive'),
    target: numberOf(raw, 'variationId'),
  };
}

export function decodeContainer(raw: Raw): Container {
  const groups = listOrNone(raw, 'groups').map((group) => {
    if (!isRaw(group)) throw new Broken('a group is not an object');
    const experiments = listOrNone(group, 'experiments').filter((id) => typeof id === 'number');
    return { id: numberOf(group, 'id'), experiments };
  });
  return { id: numberOf(raw, 'id'), bucketId: numberOf(raw, 'bucketId'), groups };
}

export function decodeConfiguration(raw: Raw): ParameterConfiguration {
  const entries = listOrNone(raw, 'parameters').map((parameter): [string, Json] => {
    if (!isRaw(parameter)) throw new Broken('a parameter is not an object');
    return [textOf(parameter, 'key'), scalarOf(parameter, 'value')];
  });
  // Made from entries, so that one named `__proto__` is a parameter like any other.
  return { id: numberOf(raw, 'id'), parameters: Object.fromEntries(entries) };
}

export function decodeSegment(raw: Raw, name: string, problems: string[]): Segment {
  const key = textOf(raw, 'key');
  if (oneOf(['USER_ID', 'USER_PROPERTY'], raw.type) === undefined) throw new Broken('its type is unknown');
  const targets = decodeTargets(listOrNone(raw, 'targets'), 'segment', (problem) => {
    problems.push(`${name}: ${problem}`);
  });
  return { key, targets };
}

export function decodeEventType(raw: Raw): readonly [key: string, id: number] {
  return [textOf(raw, 'key'), numberOf(raw, 'id')];
}

export function nameOfKey(what: string): (raw: Raw) => string {
  return (raw) => `${what} ${show(raw.key)}`;
}

export function nameOfId(what: string): (raw: Raw) => string {
  return (raw) => (typeof raw.id === 'number' ? `${what} ${String(raw.id)}` : `a ${what} without an id`);
}
