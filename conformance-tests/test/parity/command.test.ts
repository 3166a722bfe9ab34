import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import { comparisons } from '#src/parity/comparisons.js';
import { deliberateDifferences } from '#src/parity/split/deliberate/differences.js';

const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'parity', 'main.js');
const MISREADING = join(import.meta.dirname, 'support', 'misreading-main.js');

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A command, to its end. */
function run(main: string, ...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

describe('the command "parity" @parity', function () {
  this.timeout(60_000);

  it('compares all vendors when none is named, and counts at the end @slow', async () => {
    const { code, out } = await run(MAIN, '--seed', '9', '--count', '100');
    expect(code).to.equal(0);
    const rows = out.split('\n').map((line) => line.split(/\s+/));
    let alike = 0;
    for (const name of comparisons.keys()) {
      expect(out, name).to.contain(`${name}: `).and.to.contain('seed 9');
      const [, evaluations, agreed, byRule, unexplained] = rows.find(([first]) => first === name)!.map(Number);
      expect(evaluations, name).to.be.at.least(100);
      expect(agreed! + byRule!, name).to.equal(evaluations);
      expect(unexplained, name).to.equal(0);
      alike += agreed!;
    }
    expect(out.trimEnd().split('\n').at(-1)).to.match(
      new RegExp(`^${alike} of \\d+ evaluations alike, \\d+ different by a written rule, 0 unexplained$`),
    );
  });

  it('lists every written rule of a vendor with how many differences it explains', async () => {
    const { code, out } = await run(MAIN, 'split', '--count', '4000');
    expect(code).to.equal(0);
    const explained = deliberateDifferences.map(({ id, rule, answer }) => {
      const line = out.split('\n').find((one) => one.endsWith(`  ${id}: ${answer} (${rule})`));
      return Number(/^ *(\d+) /.exec(line ?? '')?.[1]);
    });
    const several = Number(/^ *(\d+) {2}several/m.exec(out)?.[1]);
    const byRule = Number(/, (\d+) different by a written rule/.exec(out)?.[1]);
    expect(explained.reduce((sum, used) => sum + used, several))
      .to.equal(byRule)
      .and.to.be.above(0);
    expect(out).to.not.contain('hackle');
  });

  it('prints the same for the same seed and count, and something else for another seed', async () => {
    const [one, same, other] = await Promise.all(
      ['5', '5', '6'].map((seed) => run(MAIN, 'split', '--seed', seed, '--count', '400')),
    );
    expect(one!.out).to.equal(same!.out);
    expect(one!.out.replaceAll('seed 5', '')).to.not.equal(other!.out.replaceAll('seed 6', ''));
  });

  it('fails on a difference that no rule explains, and says how to see it again', async () => {
    const { code, out } = await run(MISREADING, 'split', '--seed', '7', '--count', '400');
    expect(code).to.equal(1);
    expect(out).to.match(/unexplained: \d+ answers differ/);
    expect(out).to.contain("ours: { treatment: 'elsewhere', config: null }").and.to.contain("the SDK's: {");
    expect(out).to.contain('npm run parity -- split --seed 7 --count 400');
    expect(out.trimEnd()).to.match(/ [1-9]\d* unexplained$/);
  });

  it('says how it is used', async () => {
    const { code, out } = await run(MAIN, '--help');
    expect(code).to.equal(0);
    expect(out).to.contain('npm run parity -- [vendor ...] [--seed N] [--count N]');
  });

  const SEED = '--seed takes a whole number from 0 to 4294967295';
  const COUNT = '--count takes a whole number from 1';
  const refused: readonly [args: string[], message: string][] = [
    [['nobody'], `there is no "nobody": vendor is ${[...comparisons.keys()].join(', ')}`],
    [['--seed', 'x'], `${SEED}, not "x"`],
    [['--seed', '1.5'], `${SEED}, not "1.5"`],
    [['--seed', '4294967296'], `${SEED}, not "4294967296"`],
    [['--seed=-1'], `${SEED}, not "-1"`],
    [['--seed='], `${SEED}, not ""`],
    [['--count', '0'], `${COUNT}, not "0"`],
    [['--count', '1e3'], `${COUNT}, not "1e3"`],
    [['--count'], '--count'],
    [['--cuont', '5'], "'--cuont'"],
  ];
  for (const [args, message] of refused) {
    it(`refuses ${JSON.stringify(args.join(' '))}`, async () => {
      const { code, out, err } = await run(MAIN, ...args);
      expect(code).to.equal(2);
      expect(err).to.contain(message).and.to.contain('Usage: npm run parity');
      expect(out).to.equal('');
    });
  }
});
