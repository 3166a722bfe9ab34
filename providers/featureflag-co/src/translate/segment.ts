import type { Condition } from '@polyflag/core-engine';
import { isUnusable } from '../wire/rules.js';
import { allOf } from './clauses.js';
import type { SegmentRule } from './segment-parts.js';

/** A segment as a named condition (spec §6.7): those who are excluded are not in it, whatever else is true of them. */
export function translateSegment(segment: SegmentRule): Condition {
  if (isUnusable(segment)) return { if: 'fail', code: 'GENERAL', message: segment.unusable };
  const { included, excluded, rules } = segment;
  const ways: Condition[] = rules.filter((clauses) => clauses.length > 0).map(allOf);
  if (included !== undefined) ways.unshift({ if: 'member', segment: included, of: { from: 'key' } });
  const [only, ...more] = ways;
  if (only === undefined) return { if: 'constant', value: false };
  const isIn: Condition = more.length === 0 ? only : { if: 'any', of: ways };
  if (excluded === undefined) return isIn;
  const isOut: Condition = { if: 'member', segment: excluded, of: { from: 'key' } };
  return { if: 'all', of: [{ if: 'not', of: isOut }, isIn] };
}
