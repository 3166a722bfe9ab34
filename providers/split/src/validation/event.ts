import { showName } from '@polyflag/core-engine';
import { accepted, type Accepted, type Checked, isOk, rejected } from './checked.js';
import { checkKey } from './key.js';
import { checkProperties, type MeasuredProperties } from './properties.js';
import { showType } from './show.js';

const EVENT_TYPE = /^[a-zA-Z0-9][-_.:a-zA-Z0-9]{0,79}$/;

/** An event as `track` takes it, its arguments in the form that they are sent in. */
export interface CheckedEvent extends MeasuredProperties {
  readonly key: string;
  readonly trafficType: string;
  readonly eventType: string;
  readonly value: number | undefined;
}

/**
 * Checks the arguments of `track` (§3.2). Of a key object the matching key counts. Whether the traffic type exists is
 * another question. Never throws.
 */
export function checkEvent(
  key: unknown,
  trafficType: unknown,
  eventType: unknown,
  value?: unknown,
  properties?: unknown,
): Checked<CheckedEvent> {
  const checkedKey = checkKey(key);
  if (!isOk(checkedKey)) return rejected(checkedKey.problem);
  const checkedTrafficType = checkTrafficType(trafficType);
  if (!isOk(checkedTrafficType)) return checkedTrafficType;
  const checkedEventType = checkEventType(eventType);
  if (!isOk(checkedEventType)) return checkedEventType;
  const checkedValue = checkValue(value);
  if (!isOk(checkedValue)) return checkedValue;
  const checkedProperties = checkProperties(properties);
  if (!isOk(checkedProperties)) return checkedProperties;
  // Written out: a literal with another object spread into it costs the runtime more than all the checks.
  const event: CheckedEvent = {
    key: checkedKey.value.matchingKey,
    trafficType: checkedTrafficType.value,
    eventType: checkedEventType.value,
    value: checkedValue.value,
    properties: checkedProperties.value.properties,
    size: checkedProperties.value.size,
  };
  return accepted(event, warningsOf(checkedKey, checkedTrafficType, checkedProperties));
}

/** Checks the traffic type of an event: a text, in lower case. Never throws. */
export function checkTrafficType(trafficType: unknown): Checked<string> {
  if (typeof trafficType !== 'string') return rejected(`traffic type: expected a text, found ${showType(trafficType)}`);
  if (trafficType === '') return rejected('traffic type: must not be empty');
  const lower = trafficType.toLowerCase();
  if (lower === trafficType) return accepted(lower);
  return accepted(lower, [`traffic type ${showName(trafficType)}: ${showName(lower)} is used, in lower case`]);
}

/** Checks the type of an event by the wide rule (DECISIONS 8). Never throws. */
export function checkEventType(eventType: unknown): Checked<string> {
  if (typeof eventType !== 'string') return rejected(`event type: expected a text, found ${showType(eventType)}`);
  if (EVENT_TYPE.test(eventType)) return accepted(eventType);
  const expected = 'expected 1 to 80 letters, digits and characters of -_.: with a letter or digit first';
  return rejected(`event type ${showName(eventType)}: ${expected}`);
}

function checkValue(value: unknown): Checked<number | undefined> {
  if (value === undefined || value === null) return accepted(undefined);
  if (typeof value === 'number' && Number.isFinite(value)) return accepted(value);
  return rejected(`value: expected a finite number, found ${showType(value)}`);
}

function warningsOf(...checked: readonly Accepted<unknown>[]): readonly string[] | undefined {
  return checked.some(({ warnings }) => warnings !== undefined)
    ? checked.flatMap(({ warnings = [] }) => warnings)
    : undefined;
}
