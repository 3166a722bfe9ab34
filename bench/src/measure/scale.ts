/** How large and how long everything is. */
export interface Scale {
  readonly name: 'full' | 'quick';
  /** Rounds in which the contestants take turns, per process. */
  readonly rounds: number;
  /** At most so many processes per case. */
  readonly processes: number;
  /** How long one contestant is measured in one round, in milliseconds. */
  readonly batchMs: number;
  /** How long one contestant is warmed up, in milliseconds. */
  readonly warmUpMs: number;
  /** Starts of a process, per contestant. */
  readonly starts: number;
  /** Flags in a large set. */
  readonly flags: number;
  /** Keys in the segment that is asked, and in the one that is weighed. */
  readonly segmentKeys: number;
  readonly largeSegmentKeys: number;
  /** Calls in which there should be no scavenge, and those before them that make the code warm. */
  readonly calls: number;
  readonly firstCalls: number;
  /** Changes of a flag whose way to the answer is timed. */
  readonly changes: number;
  /** Users for whom flags are fetched. */
  readonly fetchedUsers: number;
}

export const full: Scale = {
  name: 'full',
  rounds: 15,
  processes: 5,
  batchMs: 40,
  warmUpMs: 400,
  starts: 30,
  flags: 10_000,
  segmentKeys: 100_000,
  largeSegmentKeys: 1_000_000,
  calls: 5_000_000,
  firstCalls: 500_000,
  changes: 200,
  fetchedUsers: 1_000,
};

/** Everything once and shortly: shows that it runs, and nothing else. */
export const quick: Scale = {
  name: 'quick',
  rounds: 2,
  processes: 1,
  batchMs: 1,
  warmUpMs: 5,
  starts: 1,
  flags: 300,
  segmentKeys: 5_000,
  largeSegmentKeys: 20_000,
  calls: 50_000,
  firstCalls: 20_000,
  changes: 5,
  fetchedUsers: 30,
};
