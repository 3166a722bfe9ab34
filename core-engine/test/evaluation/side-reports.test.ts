import { expect } from 'chai';
import type { Condition, FlagProgram, FlagReference } from '#src/evaluation/program.js';
import { always, failing, flag, isOn, onIf, present, serve, World } from './support/world.js';

const all = (...of: Condition[]): Condition => ({ if: 'all', of });
const reported = (key: string, more: Partial<FlagReference> = {}) => isOn(key, { report: true, ...more });

/** What is reported beside the answer of `f`: flag and label. */
function reports(condition: Condition, flags: readonly FlagProgram[], first?: string[]): string[] {
  const world = new World({ flags: [...flags, { ...onIf('f', condition), ...(first && { first }) }] });
  world.ask('f');
  return shown(world);
}

function shown({ set }: World): string[] {
  return set.sideReports.map(({ decision, label }) => `${decision.flag!.key}: ${label}`);
}

const a = flag('a', serve('on'));
const b = onIf('b', reported('a'));
const c = onIf('c', all(reported('b'), reported('a')));

describe('evaluation: side reports', () => {
  it('tell of a nested decision only where the reference asks for it', () => {
    expect(reports(isOn('a'), [a])).to.be.empty;
    expect(reports(isOn('a', { report: false }), [a])).to.be.empty;
    expect(reports(reported('a'), [a])).to.deep.equal(['a: on label']);
  });

  it('come in the order in which the nested evaluations ended', () => {
    expect(reports(reported('c'), [a, b, c])).to.deep.equal([
      'a: on label',
      'b: on label',
      'a: on label',
      'c: on label',
    ]);
  });

  it('may carry another label', () => {
    const labels = { 'on label': 'by targeting', other: 'x' };
    expect(reports(reported('a', { report: { labels } }), [a])).to.deep.equal(['a: by targeting']);
    expect(reports(reported('a', { report: { labels: { other: 'x' } } }), [a])).to.deep.equal(['a: on label']);
    expect(
      reports(reported('a', { report: { labels: {} } }), [flag('a', { ...serve('on'), label: 'constructor' })]),
    ).to.deep.equal(['a: constructor']);
  });

  it('tell of a decision whose label does not count', () => {
    expect(reports(reported('a', { labels: ['x'] }), [a])).to.deep.equal(['a: on label']);
  });

  it('do not tell of what is missing', () => {
    expect(reports(reported('unknown', { missing: { standIn: 'on' } }), [])).to.be.empty;
  });

  it('come for every reference, or with "once" for the first', () => {
    const twice = (once: boolean) => all(reported('a', { once }), reported('a', { once }));
    expect(reports(twice(false), [a])).to.have.length(2);
    expect(reports(twice(true), [a])).to.have.length(1);
  });

  it('come once per evaluation, not once for all', () => {
    const world = new World({ flags: [a, onIf('f', reported('a', { once: true }))] });
    for (let round = 0; round < 3; round += 1) {
      world.ask('f');
      expect(shown(world)).to.deep.equal(['a: on label']);
    }
  });

  it('come though the flag was evaluated before by a reference that reports nothing', () => {
    expect(reports(all(isOn('a'), reported('a', { once: true })), [a])).to.deep.equal(['a: on label']);
  });

  it('come though the flag was evaluated first', () => {
    expect(reports(reported('a', { once: true }), [a], ['a'])).to.deep.equal(['a: on label']);
  });

  it('come once with "once", though the flag lies on a circle', () => {
    const circular = flag('a', serve('off', isOn('f')), serve('on'));
    expect(reports(all(reported('a', { once: true }), reported('a', { once: true })), [circular])).to.deep.equal([
      'a: on label',
    ]);
  });

  it('are those of the latest evaluation', () => {
    const world = new World({ flags: [a, onIf('f', reported('a')), onIf('quiet', always), onIf('broken', failing)] });
    for (const other of ['quiet', 'broken', 'unknown']) {
      world.ask('f');
      expect(shown(world)).to.have.length(1);
      world.ask(other);
      expect(shown(world), other).to.be.empty;
    }
  });

  it('survive a failure that comes after them', () => {
    expect(reports(all(reported('a'), failing), [a])).to.deep.equal(['a: on label']);
  });
});

describe('evaluation: a flag that several refer to', () => {
  /** How often the flag `counted` is evaluated in one evaluation of `f`. */
  function evaluations(condition: Condition, first?: string[]): number {
    const counted = onIf('counted', present('a'));
    const world = new World({
      flags: [counted, onIf('inner', isOn('counted')), { ...onIf('f', condition), ...(first && { first }) }],
    });
    let reads = 0;
    const attributes = {
      get a() {
        return (reads += 1);
      },
    };
    world.ask('f', { attributes });
    const once = reads;
    world.ask('f', { attributes });
    expect(reads).to.equal(2 * once);
    return once;
  }

  it('is evaluated once in an evaluation, and again in the next', () => {
    expect(evaluations(all(isOn('counted'), isOn('inner'), isOn('counted')))).to.equal(1);
    expect(evaluations(all(isOn('inner'), isOn('counted', { negate: true, in: ['x'] })))).to.equal(1);
    expect(evaluations(all(isOn('counted'), isOn('inner')), ['counted'])).to.equal(1);
  });

  it('is evaluated for every reference that reports, unless it is to report once', () => {
    expect(evaluations(all(reported('counted'), reported('counted')))).to.equal(2);
    expect(evaluations(all(reported('counted', { once: true }), reported('counted', { once: true })))).to.equal(1);
  });

  it('answers anew for the next caller', () => {
    const world = new World({ flags: [onIf('counted', present('a')), onIf('f', isOn('counted'))] });
    expect(world.answer('f', { attributes: { a: 1 } })).to.equal('on');
    expect(world.answer('f')).to.equal('off');
  });
});
