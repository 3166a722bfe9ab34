import { isDeepStrictEqual } from 'node:util';
import type { VectorCase, VectorSuite } from './case.js';

export interface Failure {
  readonly id: string;
  readonly expected: unknown;
  readonly came: unknown;
}

export interface VectorReport {
  readonly passed: number;
  readonly failures: readonly Failure[];
}

/** Asks every case in order. */
export async function runVectors({ cases }: VectorSuite): Promise<VectorReport> {
  const failures: Failure[] = [];
  for (const vector of cases) {
    const came = await answerOf(vector);
    if (!isDeepStrictEqual(came, vector.expected)) failures.push({ id: vector.id, expected: vector.expected, came });
  }
  return { passed: cases.length - failures.length, failures };
}

async function answerOf(vector: VectorCase): Promise<unknown> {
  try {
    return await vector.answer();
  } catch (error) {
    return { thrown: error instanceof Error ? error.message : String(error) };
  }
}
