import type { Comparison } from '../comparison.js';
import type { Answer } from './answer.js';
import { deliberateDifferences } from './deliberate/differences.js';
import { openOurs, openOursOverHttp } from './ours.js';
import { describeQuestion, type Question } from './question.js';
import { compare } from './run.js';
import type { Openers } from './sides.js';
import { openVendor } from './vendor.js';

/** Split with definitions that are in memory from the start. */
export const inMemory = comparisonOf('Split, in memory, beside its SDK', openOurs);

/** Split with definitions that it fetches, as an application has it. */
export const overHttp = comparisonOf('Split, over HTTP, beside its SDK', openOursOverHttp);

/** The vendor's SDK is always served by the emulator. */
function comparisonOf(title: string, ours: Openers['ours']): Comparison<Question, Answer> {
  const openers = { ours, vendor: openVendor };
  return {
    title,
    other: 'the SDK',
    standard: { seed: 20_260_114, count: 40_000 },
    rules: deliberateDifferences,
    compare: (run) => compare({ ...run, differences: deliberateDifferences, openers }),
    describe: describeQuestion,
  };
}
