import { median, spread } from './statistics.js';
import { numbersOf, type Samples } from './samples.js';

/** What a figure should be. It stands beside the case as data; whether it is met is always computed. */
export type Goal =
  { readonly atMost: number; readonly beyondNoise?: Noise } | { readonly atLeast: number } | { readonly below: number };

/**
 * A limit that holds beyond the run's own spread: it is raised by the spread of one contestant's rounds (its middle half),
 * or by how far that contestant lies from its twin, the same thing measured a second time, whichever is more.
 */
export interface Noise {
  readonly of: string;
  readonly twin: string;
}

/** A goal as it stood in a run: the limit is a number, and says in words where it comes from. */
export interface Limit {
  readonly direction: 'atMost' | 'atLeast' | 'below';
  readonly limit: number;
  /** The part of the limit that is the run's own noise. */
  readonly noise?: number;
}

export function limitOf(goal: Goal, samples: Samples): Limit {
  if ('atLeast' in goal) return { direction: 'atLeast', limit: goal.atLeast };
  if ('below' in goal) return { direction: 'below', limit: goal.below };
  if (goal.beyondNoise === undefined) return { direction: 'atMost', limit: goal.atMost };
  const noise = noiseIn(samples, goal.beyondNoise);
  return { direction: 'atMost', limit: goal.atMost + noise, noise };
}

export function isMet({ direction, limit }: Limit, value: number): boolean {
  switch (direction) {
    case 'atMost':
      return value <= limit;
    case 'atLeast':
      return value >= limit;
    case 'below':
      return value < limit;
  }
}

function noiseIn(samples: Samples, { of, twin }: Noise): number {
  const within = median(samples.map((rounds) => spread(rounds[of] ?? [])));
  const between = Math.abs(median(numbersOf(samples, twin)) / median(numbersOf(samples, of)) - 1);
  return Math.max(within, between);
}
