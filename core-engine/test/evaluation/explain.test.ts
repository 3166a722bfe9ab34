import { expect } from 'chai';
import { explain, type Explanation } from '#src/evaluation/explain.js';
import type { Condition, FlagProgram, Step } from '#src/evaluation/program.js';
import {
  always,
  attribute,
  failing,
  flag,
  inSegment,
  isOn,
  never,
  onIf,
  present,
  rule,
  serve,
  test,
  World,
  type Contents,
  type Who,
} from './support/world.js';

const adult = test(attribute('age'), 'at-least', 'number', 18);
const gold = test(attribute('plan'), 'in', 'string', 'gold');

function explained(program: FlagProgram, who?: Who, contents: Contents = {}): Explanation {
  const world = new World({ ...contents, flags: [...(contents.flags ?? []), program] });
  const explanation = explain(world.set, program.key, world.bind(who));
  const { slot: _, ...decision } = explanation.decision;
  expect(world.ask(program.key, who)).to.deep.include(decision);
  return explanation;
}

/** Which steps were tried: place, whether they held, whether they decided. */
function trail({ steps }: Explanation): string[] {
  return steps.map(({ index, held, decided }) => `${index}${held ? ' held' : ''}${decided ? ' decided' : ''}`);
}

describe('evaluation: an explanation', () => {
  it('shows every step that was tried, up to the one that decided', () => {
    const program = flag('f', serve('on', never), serve('off', adult), serve('on'));
    expect(trail(explained(program, { attributes: { age: 20 } }))).to.deep.equal(['0', '1 held decided']);
    expect(trail(explained(program, { attributes: { age: 10 } }))).to.deep.equal(['0', '1', '2 held decided']);
  });

  it('shows that a step held and yielded nothing, and where a goto led', () => {
    const next: Step = { then: { do: 'next' }, label: 'passed', reason: 'DEFAULT' };
    const goto: Step = { then: { do: 'goto', step: 'end' }, label: 'went', reason: 'DEFAULT' };
    const explanation = explained(flag('f', next, goto, serve('off'), { ...serve('on'), name: 'end' }));
    expect(trail(explanation)).to.deep.equal(['0 held', '1 held', '3 held decided']);
    expect(explanation.steps.map(({ label, name }) => name ?? label)).to.deep.equal(['passed', 'went', 'end']);
    const more = Array.from({ length: 40 }, () => serve('off'));
    const long = explained(flag('f', next, goto, ...more, { ...serve('on'), name: 'end' }));
    expect(trail(long)).to.deep.equal(['0 held', '1 held', '42 held decided']);
  });

  it('shows that nothing decided', () => {
    const explanation = explained(flag('f', serve('on', never)));
    expect(trail(explanation)).to.deep.equal(['0']);
    expect(explanation.decision.outcome).to.be.undefined;
  });

  it('shows the condition of a step in words, with what was found', () => {
    const { steps } = explained(onIf('f', adult), { attributes: { age: '20' } });
    expect(steps[0]!.condition).to.deep.equal({
      text: 'attribute age at-least [18] as number',
      held: true,
      found: '20',
      parts: [],
    });
    expect(explained(flag('f', serve('on'))).steps[0]).to.not.have.property('condition');
  });

  it('shows the conditions inside, without those that a short cut skipped', () => {
    const either: Condition = {
      if: 'any',
      of: [{ if: 'all', of: [adult, failing] }, { if: 'not', of: gold }, failing],
    };
    const { condition } = explained(onIf('f', either), { attributes: { age: 10, plan: 'tin' } }).steps[0]!;
    expect(condition).to.deep.equal({
      text: 'any',
      held: true,
      parts: [
        {
          text: 'all',
          held: false,
          parts: [{ text: 'attribute age at-least [18] as number', held: false, found: 10, parts: [] }],
        },
        {
          text: 'not attribute plan in ["gold"] as string',
          held: true,
          parts: [{ text: 'attribute plan in ["gold"] as string', held: false, found: 'tin', parts: [] }],
        },
      ],
    });
  });

  it('shows what was found for a segment', () => {
    const { condition } = explained(onIf('f', inSegment('staff')), { key: 'ana' }, { segments: [['staff', ['ana']]] })
      .steps[0]!;
    expect(condition).to.deep.equal({ text: 'key in segment "staff"', held: true, found: 'ana', parts: [] });
  });

  it('shows the step at which the evaluation failed', () => {
    const explanation = explained(flag('f', serve('off', never), serve('on', { if: 'all', of: [always, failing] })));
    expect(explanation.decision.error?.code).to.equal('PARSE_ERROR');
    expect(trail(explanation)).to.deep.equal(['0', '1']);
    expect(explanation.steps[1]).to.include({ failed: true });
    expect(explanation.steps[1]!.condition?.parts.map(({ text }) => text)).to.deep.equal(['always', 'fail: reached']);
    expect(explanation.steps[0]).to.not.have.property('failed');
  });

  it('shows a bucket in an act before one in a condition', () => {
    const bucket = { space: 'percent', hash: 'murmur3', of: { from: 'key' } } as const;
    const inBucket: Condition = { if: 'bucket', bucket, ranges: [{ from: 0, to: 100 }] };
    const act = {
      do: 'split',
      bucket: { ...bucket, seed: -1 },
      ranges: [{ from: 0, to: 100, then: { do: 'serve', outcome: 0 } }],
    } as const;
    const split: Step = { then: act, label: 's', reason: 'SPLIT' };
    // split.md 11.2: user-1 falls to 60 with seed 0 and to 34 with seed -1.
    const shown = (...steps: Step[]) =>
      explained(flag('f', ...steps), { key: 'user-1' }).steps.map(({ bucket }) => bucket);
    expect(shown(serve('on', inBucket))).to.deep.equal([60]);
    expect(shown(split)).to.deep.equal([34]);
    expect(shown({ ...split, when: inBucket })).to.deep.equal([34]);
    expect(shown(serve('off', { if: 'not', of: inBucket }), split)).to.deep.equal([60, 34]);
    expect(shown(serve('off', never), serve('on'))).to.deep.equal([undefined, undefined]);
  });

  it('shows no bucket for a unit that is absent', () => {
    const bucket = { space: 'slots', slots: 10, hash: 'murmur3', of: { from: 'identifier', name: 'id' } } as const;
    const { steps } = explained(onIf('f', { if: 'bucket', bucket, ranges: [{ from: 0, to: 10 }] }));
    expect(steps[0]).to.not.have.property('bucket');
  });

  it('gives the decision for a flag that is missing or beyond compilation, without steps', () => {
    const broken = { ...flag('broken', serve('on')), outcomes: [] };
    const world = new World({ flags: [broken, onIf('f', isOn('referred'))] });
    for (const [key, code] of [
      ['unknown', 'FLAG_NOT_FOUND'],
      ['referred', 'FLAG_NOT_FOUND'],
      ['broken', 'GENERAL'],
    ] as const) {
      const { decision, steps } = explain(world.set, key, world.bind());
      expect(decision.error?.code).to.equal(code);
      expect(steps).to.be.empty;
    }
  });

  it('does not say again what the flag has said', () => {
    const world = new World({ flags: [onIf('f', test(attribute('a'), 'matches', 'string', '('))] });
    for (let round = 0; round < 3; round += 1) explain(world.set, 'f', world.bind());
    world.ask('f');
    expect(world.problems).to.have.length(1);
  });

  it('takes the variant that the caller named, and lets go of the subject', () => {
    const world = new World({ flags: [flag('f', { then: { do: 'caller' }, label: 'c', reason: 'DEFAULT' })] });
    const subject = world.bind({ key: 'ana', attributes: { a: 1 } });
    expect(explain(world.set, 'f', subject, 'off').decision.outcome?.variant).to.equal('off');
    expect([subject.key, Object.keys(subject.attributes)]).to.deep.equal(['', []]);
  });

  it('follows flags and rules to their answer', () => {
    const contents: Contents = { flags: [onIf('inner', present('a'))], rules: [['r', isOn('inner')]] };
    const { condition } = explained(onIf('f', rule('r')), { attributes: { a: 1 } }, contents).steps[0]!;
    expect(condition).to.deep.equal({ text: 'rule "r"', held: true, parts: [] });
  });
});
