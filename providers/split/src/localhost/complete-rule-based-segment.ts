import { isRaw } from '@polyflag/core-engine';
import type { RuleBasedSegmentWire } from '../wire/definitions.js';
import { TRAFFIC_TYPE } from './build-flag.js';
import { conditionsOf, readChangeNumber, readStatus } from './complete-flag.js';
import { type Fields, isFilledText } from './fields.js';

/**
 * A rule-based segment of a JSON file, every missing field with its default (§8.2). It gets no condition for everybody: who
 * is not matched by a condition is no member.
 */
export function completeRuleBasedSegment(name: string, fields: Fields): RuleBasedSegmentWire {
  return {
    name,
    trafficTypeName: fields.read('trafficTypeName', isFilledText, 'a text', TRAFFIC_TYPE),
    changeNumber: readChangeNumber(fields),
    status: readStatus(fields),
    // What is inside is looked at when it is decoded.
    excluded: fields.read<Readonly<Record<string, unknown>>>('excluded', isRaw, 'an object', {
      keys: [],
      segments: [],
    }),
    conditions: conditionsOf(fields),
  };
}
