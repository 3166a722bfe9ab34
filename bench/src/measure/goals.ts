import { median, middleHalf } from './statistics.js';
import { roundsOf, type Samples } from './samples.js';

/** What a figure should be. It stands beside the case as data; whether it is met is always computed. */
export type Goal = AtMost | { readonly atLeast: number } | { readonly below: number };

interface AtMost {
  readonly atMost: number;
  readonly beyondNoise?: Noise;
  /** For a figure by the clock, which other work on the machine changes: not judged where there was some before the run. */
  readonly onQuietMachine?: boolean;
}

/**
 * A limit that holds beyond the run's own spread: how one contestant compares with its twin, which is the same thing measured
 * a second time. The limit is raised by how far that ratio lies from 1 or by half of what the middle half of its rounds
 * spans, whichever is more.
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
  /** It holds on a quiet machine only. */
  readonly onQuietMachine?: true;
}

/** Whether a machine has little else to do: less than three quarters of its cores are wanted. */
export function isQuiet({ load, cores }: { readonly load: number; readonly cores: number }): boolean {
  return load < cores * 0.75;
}

export function limitOf(goal: Goal, samples: Samples): Limit {
  if ('atLeast' in goal) return { direction: 'atLeast', limit: goal.atLeast };
  if ('below' in goal) return { direction: 'below', limit: goal.below };
  if (goal.onQuietMachine === true) return { direction: 'atMost', limit: goal.atMost, onQuietMachine: true };
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
  const ratios = samples.map((rounds) => {
    const second = roundsOf(rounds, twin);
    return roundsOf(rounds, of).map((first, round) => (second[round] ?? NaN) / first);
  });
  const away = Math.abs(median(ratios.map(median)) - 1);
  return Math.max(away, median(ratios.map(middleHalf)) / 2);
}
