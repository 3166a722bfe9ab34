import { expect } from 'chai';
import { deliberateDifferences } from '#src/parity/split/deliberate/differences.js';
import { describeDisagreements, describeTally } from '#src/parity/split/report.js';
import { compare } from '#src/parity/split/run.js';

const seed = numberFrom('PARITY_SEED', 20_260_114);
const count = numberFrom('PARITY_COUNT', 20_000);

function numberFrom(name: string, standard: number): number {
  const given = process.env[name];
  const number = given === undefined || given === '' ? standard : Number(given);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`${name} must be a whole number, not ${given ?? ''}`);
  return number;
}

describe('Split, beside the SDK of the vendor @parity', () => {
  it('first', async function () {
    this.timeout(0);
    const tally = await compare({ seed, count, differences: deliberateDifferences });
    console.log(describeTally(tally));
    if (tally.disagreements.length > 0) expect.fail(describeDisagreements(seed, tally.disagreements));
  });
});
