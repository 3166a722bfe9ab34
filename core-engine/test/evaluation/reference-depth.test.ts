import { expect } from 'chai';
import type { Condition, FlagProgram } from '#src/evaluation/program.js';
import { flag, isOn, onIf, present, rule, serve, World } from './support/world.js';

const all = (...of: Condition[]): Condition => ({ if: 'all', of });

/** Flags f0 → f1 → … → f(length), the last of which decides. */
function chain(
  length: number,
  link: (next: string) => Condition,
  last: FlagProgram = flag(`f${length}`, serve('on')),
): FlagProgram[] {
  // From the end, as a set that is loaded in this order knows every flag before it is referred to.
  const flags = [last];
  for (let at = length - 1; at >= 0; at -= 1) flags.push(onIf(`f${at}`, link(`f${at + 1}`)));
  return flags;
}

/** How often the attribute `a` is read to answer `f0`. */
function reads(world: World, expected: string): number {
  let count = 0;
  const attributes = {
    get a() {
      return (count += 1);
    },
  };
  expect(world.answer('f0', { attributes })).to.equal(expected);
  return count;
}

/** Mocha has errors record their whole stack, which takes seconds where it is thousands of calls deep. */
function withOrdinaryStackTraces(): void {
  const { stackTraceLimit } = Error;
  before(() => (Error.stackTraceLimit = 10));
  after(() => (Error.stackTraceLimit = stackTraceLimit));
}

describe('evaluation: prerequisites of prerequisites', () => {
  withOrdinaryStackTraces();

  it('work 900 deep', () => {
    const world = new World({ flags: chain(900, (next) => isOn(next)) });
    expect(world.answer('f0')).to.equal('on');
    expect(world.answer('f0')).to.equal('on');
  });

  it('work 900 deep inside other conditions', () => {
    const link = (next: string): Condition => ({
      if: 'not',
      of: { if: 'not', of: { if: 'any', of: [present('a'), all(isOn(next), isOn(next))] } },
    });
    expect(new World({ flags: chain(900, link) }).answer('f0')).to.equal('on');
  });

  it('end 5,000 deep as a failed decision that says why', () => {
    const world = new World({ flags: chain(5_000, (next) => isOn(next)) });
    const { error, outcome } = world.ask('f0');
    expect(outcome).to.be.undefined;
    expect(error?.code).to.equal('GENERAL');
    expect(error?.message).to.contain('1000 deep');
  });

  it('side by side work by the thousand, flags and rules alike', () => {
    const targets = Array.from({ length: 1_500 }, (_, at) => onIf(`t${at}`, present('a')));
    const names = targets.map(({ key }) => key);
    const rules = names.map((name): [string, Condition] => [name, present('a')]);
    const [flags, ruled] = [all(...names.map((name) => isOn(name))), all(...names.map(rule))];
    const world = new World({ flags: [...targets, onIf('f', flags), onIf('r', ruled)], rules });
    expect([world.answer('f', { attributes: { a: 1 } }), world.answer('r', { attributes: { a: 1 } })]).to.deep.equal([
      'on',
      'on',
    ]);
  });

  it('that are too deep for one flag are not for another', () => {
    const world = new World({ flags: chain(1_500, (next) => isOn(next)) });
    for (let round = 0; round < 2; round += 1) {
      expect(world.answer('f0')).to.equal('GENERAL');
      expect(world.answer('f600')).to.equal('on');
    }
  });

  it('that are too deep are false inside a guard, and leave nothing behind', () => {
    const world = new World({
      flags: [...chain(1_500, (next) => isOn(next)), onIf('guarded', { if: 'guard', of: isOn('f0') })],
    });
    expect(world.answer('guarded')).to.equal('off');
    expect(world.answer('f600')).to.equal('on');
  });
});

describe('evaluation: a diamond of prerequisites', () => {
  withOrdinaryStackTraces();

  const twice = (next: string): Condition => all(isOn(next), isOn(next));

  it('costs the number of its flags, not the number of ways through it', () => {
    const world = new World({ flags: chain(60, twice, onIf('f60', present('a'))) });
    expect(reads(world, 'on')).to.equal(1);
  });

  it('costs as little where every answer is no', () => {
    const either = (next: string): Condition => ({ if: 'any', of: [isOn(next), isOn(next)] });
    const world = new World({ flags: chain(60, either, onIf('f60', all(present('a'), present('b')))) });
    expect(reads(world, 'off')).to.equal(1);
  });

  it('costs as little where it reports once', () => {
    const once = (next: string): Condition =>
      all(isOn(next, { report: true, once: true }), isOn(next, { report: true, once: true }));
    const world = new World({ flags: chain(60, once, onIf('f60', present('a'))) });
    expect(reads(world, 'on')).to.equal(1);
    expect(world.set.sideReports).to.have.length(60);
  });

  it('costs as little where the flag at its foot refers to itself', () => {
    const foot = onIf('f14', { if: 'any', of: [isOn('f14'), present('a')] });
    // 16,384 ways lead through 14 levels.
    expect(reads(new World({ flags: chain(14, twice, foot) }), 'on')).to.be.at.most(140);
  });
});
