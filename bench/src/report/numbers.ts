import type { Limit } from '../measure/goals.js';
import { isMet, isQuiet } from '../measure/goals.js';
import type { Found } from '../measure/figures.js';
import type { Machine } from './machine.js';

/** Three digits, and no more than the number deserves. */
export function shown(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 100) return Math.round(value).toLocaleString('en-US');
  if (size >= 10) return value.toFixed(1);
  return size >= 1 ? value.toFixed(2) : value.toPrecision(2);
}

/** A number with its unit. */
export function withUnit(value: number, unit: string): string {
  return unit === '×' ? `${shown(value)} ×` : `${shown(value)} ${unit}`;
}

export function rangeOf({ min, max }: Found): string {
  return min === max ? '' : `${shown(min)} … ${shown(max)}`;
}

export function goalOf({ goal, unit }: Found): string {
  if (goal === undefined) return '';
  const words: Record<Limit['direction'], string> = { atMost: 'at most', atLeast: 'at least', below: 'below' };
  const noise = goal.noise === undefined ? '' : ` (of it ${shown(goal.noise)} noise)`;
  const quiet = goal.onQuietMachine === undefined ? '' : ' on a quiet machine';
  return `${words[goal.direction]} ${withUnit(goal.limit, unit)}${noise}${quiet}`;
}

/** @param machine on which it was found */
export function verdictOf(
  { goal, median }: Found,
  machine: Pick<Machine, 'load' | 'cores'>,
): '' | 'met' | 'missed' | 'not judged' {
  if (goal === undefined) return '';
  if (goal.onQuietMachine === true && !isQuiet(machine)) return 'not judged';
  return isMet(goal, median) ? 'met' : 'missed';
}
