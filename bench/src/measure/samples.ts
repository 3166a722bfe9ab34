/** What one process measured: a number per contestant and round. */
export type Rounds = Readonly<Record<string, readonly number[]>>;

/** What all processes of a case measured, one entry per process. */
export type Samples = readonly Rounds[];

/** Every number of one contestant, of all processes and rounds. */
export function numbersOf(samples: Samples, contestant: string): number[] {
  return samples.flatMap((rounds) => roundsOf(rounds, contestant));
}

/** The numbers of one contestant in one process. */
export function roundsOf(rounds: Rounds, contestant: string): readonly number[] {
  const numbers = rounds[contestant];
  if (numbers === undefined) throw new Error(`"${contestant}" was not measured`);
  return numbers;
}

/** The names of the contestants, in the order of the case. */
export function contestantsOf(samples: Samples): string[] {
  return Object.keys(samples[0] ?? {});
}
