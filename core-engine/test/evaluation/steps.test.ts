import { expect } from 'chai';
import type { Act, FlagProgram, Step } from '#src/evaluation/program.js';
import { always, attribute, failing, flag, never, present, serve, test, World } from './support/world.js';

const next: Step = { then: { do: 'next' }, label: 'passed', reason: 'DEFAULT' };
const named = (name: string, step: Step): Step => ({ ...step, name });
const goto = (step: string, when?: Step['when']): Step => ({
  ...(when && { when }),
  then: { do: 'goto', step },
  label: 'went',
  reason: 'DEFAULT',
});

function answer(...steps: Step[]): string | null | undefined {
  return new World({ flags: [flag('f', ...steps)] }).answer('f');
}

/** Leads everybody on, by his bucket. */
function rolling(step: string): Step {
  const bucket = { space: 'percent', hash: 'murmur3', of: { from: 'key' } } as const;
  const then: Act = { do: 'split', bucket, ranges: [{ from: 0, to: 100, then: { do: 'goto', step } }] };
  return { then, label: 'rolled', reason: 'SPLIT' };
}

/** A step that is on for whoever has this number as attribute. */
const onFor = (number: number): Step => ({
  ...serve('on', test(attribute('a'), 'in', 'number', number)),
  label: `step ${number}`,
});

describe('evaluation: steps', () => {
  const passed = Array.from({ length: 20 }, () => serve('off', never));
  const rows: [title: string, steps: Step[], variant: string | undefined][] = [
    ['none', [], undefined],
    ['the first that holds', [serve('off', never), serve('on', always), serve('off')], 'on'],
    ['none that holds', [serve('on', never), serve('off', never)], undefined],
    ['one that yields nothing', [next, serve('on')], 'on'],
    ['only what yields nothing', [next, next], undefined],
    ['one not reached', [serve('on'), serve('off', failing)], 'on'],
    ['one that fails', [serve('on', failing), serve('off')], 'PARSE_ERROR'],
    ['one that leads on', [goto('b'), serve('off'), named('b', serve('on'))], 'on'],
    [
      'one that leads on past names',
      [goto('c'), named('a', serve('off')), named('b', serve('off')), named('c', serve('on'))],
      'on',
    ],
    ['one that would lead on', [goto('b', never), serve('off'), named('b', serve('on'))], 'off'],
    ['led to what does not hold', [goto('b'), serve('off'), named('b', serve('on', never)), serve('on')], 'on'],
    ['led to the end', [goto('b'), serve('off'), named('b', next)], undefined],
    ['led on twice', [goto('b'), serve('off'), named('b', goto('c')), serve('off'), named('c', serve('on'))], 'on'],
    ['a name that is only passed', [named('a', serve('off', never)), named('b', serve('on'))], 'on'],
    [
      'the nearest of two with one name',
      [goto('x'), serve('off'), named('x', serve('on')), named('x', serve('off'))],
      'on',
    ],
    ['the second of two from the first', [named('x', goto('x')), serve('off'), named('x', serve('on'))], 'on'],
    ['led back', [named('x', next), goto('x')], 'GENERAL'],
    ['led to itself', [named('x', goto('x'))], 'GENERAL'],
    ['a name that objects inherit', [goto('constructor'), serve('off'), named('constructor', serve('on'))], 'on'],
    ['an inherited name that is not there', [goto('constructor'), serve('off')], 'GENERAL'],
  ];
  for (const [title, steps, variant] of rows) {
    it(`${title}: ${variant ?? 'no answer'}`, () => {
      expect(answer(...steps)).to.equal(variant);
    });

    it(`${title}, in a long program: ${variant ?? 'no answer'}`, () => {
      expect(answer(...passed, ...steps, ...passed)).to.equal(variant);
    });
  }

  it('that do not decide leave the flag without an answer, which is no error', () => {
    const { flag: head, outcome, error, reason } = new World({ flags: [flag('f', serve('on', never))] }).ask('f');
    expect([head?.key, outcome, error, reason]).to.deep.equal(['f', undefined, undefined, 'DEFAULT']);
  });

  it('are tried in order, each with its label, however many they are', () => {
    for (const length of [1, 2, 31, 32, 33, 34, 100]) {
      const steps = Array.from({ length }, (_, at) => onFor(at));
      const world = new World({ flags: [flag('f', ...steps, serve('off'))] });
      for (let at = 0; at < length; at += 1) {
        expect(world.ask('f', { attributes: { a: at } }).label).to.equal(`step ${at}`);
      }
      expect(world.answer('f')).to.equal('off');
    }
  });

  it('that yield nothing are passed in a long program as in a short one', () => {
    for (const length of [3, 40]) {
      const passed = Array.from({ length }, (): Step => ({ ...next, when: present('a') }));
      expect(answer(...passed, serve('on'))).to.equal('on');
      const world = new World({ flags: [flag('f', ...passed, next, serve('on'))] });
      expect(world.answer('f', { attributes: { a: 1 } })).to.equal('on');
    }
  });

  it('may be led over by hundreds', () => {
    for (const length of [10, 33, 500]) {
      const between = Array.from({ length }, () => serve('off'));
      expect(answer(goto('end'), ...between, named('end', serve('on')))).to.equal('on');
      expect(
        answer(
          serve('off', never),
          ...between.map(() => goto('end', never)),
          goto('end'),
          ...between,
          named('end', serve('on')),
        ),
      ).to.equal('on');
    }
  });

  it('may be led to from a split, over hundreds', () => {
    const between = Array.from({ length: 300 }, () => serve('off'));
    expect(answer(rolling('end'), ...between, named('end', serve('on')))).to.equal('on');
  });

  describe('forty thousand of them', () => {
    const { stackTraceLimit } = Error;
    // Mocha has errors record their whole stack.
    before(() => (Error.stackTraceLimit = 10));
    after(() => (Error.stackTraceLimit = stackTraceLimit));

    const shapes: [title: string, step: (at: number) => Step][] = [
      ['with conditions', () => serve('off', present('a'))],
      ['that yield nothing', () => next],
      ['each with a name', (at) => named(`s${at}`, serve('off', present('a')))],
      ['some with a name', (at) => (at % 40 === 0 ? named(`s${at}`, serve('off', never)) : serve('off', never))],
      ['each of which could lead to the end', () => goto('end', present('a'))],
      ['each of which leads to the next', (at) => named(`s${at}`, goto(at < 39_999 ? `s${at + 1}` : 'end'))],
      [
        'each of which leads to the one after the next',
        (at) => named(`s${at}`, goto(at < 39_998 ? `s${at + 2}` : 'end')),
      ],
      ['each of which could be led to', (at) => named(`s${at}`, at % 2 === 0 ? goto(`s${at + 1}`, never) : next)],
      ['each of which leads on by a bucket', (at) => named(`s${at}`, rolling(at < 39_999 ? `s${at + 1}` : 'end'))],
    ];
    for (const [title, step] of shapes) {
      it(`${title} are as good as one`, () => {
        const program: FlagProgram = flag(
          'f',
          ...Array.from({ length: 40_000 }, (_, at) => step(at)),
          named('end', serve('on')),
        );
        const world = new World({ flags: [program] });
        expect(world.answer('f')).to.equal('on');
        expect(world.answer('f')).to.equal('on');
      });
    }
  });
});
