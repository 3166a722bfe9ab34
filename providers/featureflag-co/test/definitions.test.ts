import { expect } from 'chai';
import fc from 'fast-check';
import { FFCDefinitions } from '#src/definitions.js';
import { decodeMessage } from '#src/wire/message.js';
import { clause, flag, inSegment, message, needs, on, PREFIX, rule, segment, slice } from './support/environment.js';

function definitions(): FFCDefinitions {
  return new FFCDefinitions(PREFIX, () => undefined);
}

function apply(to: FFCDefinitions, given: object, requestedWhole = false): readonly string[] {
  const received = decodeMessage(given);
  if (received.kind !== 'data') throw new Error('not data');
  return [...to.keysOf(to.apply(received.data, requestedWhole))].sort();
}

function patch(flags: object[], segments: object[] = []): object {
  return message(flags, segments, 'patch');
}

function valueOf(from: FFCDefinitions, key: string, who = 'ann', attributes = {}): unknown {
  const cell = from.flag(key);
  if (cell === undefined) return undefined;
  const subject = Object.assign(from.set.subject(), { key: who, attributes });
  return from.set.decide(cell, subject).outcome?.value;
}

const served = { defaultRulePercentageRollouts: [slice(0, 1, on)] };

describe('definitions', () => {
  it('name exactly the flags whose answers may differ', () => {
    const all = definitions();
    const flags = [
      flag('a'),
      flag('b', { ffp: [needs('a')] }),
      flag('c', { ffp: [needs('b')] }),
      flag('s', { fftuwmtr: [rule([inSegment('outer')])] }),
      flag('other'),
    ];
    const nested = segment('outer', { rules: [{ ruleJsonContent: [inSegment('inner')] }] });
    expect(apply(all, message(flags, [nested, segment('inner')]))).to.deep.equal(['a', 'b', 'c', 'other', 's']);
    expect(apply(all, patch([flag('a', { timestamp: 2 }, served)]))).to.deep.equal(['a', 'b', 'c']);
    expect(apply(all, patch([], [segment('inner', { timestamp: 2, included: ['ann'] })]))).to.deep.equal(['s']);
    expect(valueOf(all, 's')).to.equal('on');
    expect(apply(all, patch([], [segment('inner', { timestamp: 3, isArchived: true })]))).to.deep.equal(['s']);
    expect(valueOf(all, 's')).to.equal('off');
    expect(apply(all, patch([flag('other', { timestamp: 2, isArchived: true })]))).to.deep.equal(['other']);
    expect(all.flag('other')).to.equal(undefined);
    expect(apply(all, patch([]))).to.deep.equal([]);
  });

  it('take each item by its own version, several in one patch, and no item twice', () => {
    const all = definitions();
    apply(all, message([flag('a', { timestamp: 5 }), flag('b', { timestamp: 9 })]));
    expect(all.version).to.equal(9);
    expect(apply(all, patch([flag('a', { timestamp: 6 }, served), flag('b', { timestamp: 8 }, served)]))).to.deep.equal(
      ['a'],
    );
    expect([valueOf(all, 'a'), valueOf(all, 'b'), all.version]).to.deep.equal(['on', 'off', 9]);
    expect(apply(all, patch([flag('a', { timestamp: 6 })]))).to.deep.equal([]);
    expect(valueOf(all, 'a')).to.equal('on');
  });

  it('do not bring back what was archived, unless it is newer', () => {
    const all = definitions();
    apply(all, message([flag('a', { timestamp: 5 })]));
    apply(all, patch([flag('a', { timestamp: 7, isArchived: true })]));
    apply(all, patch([flag('a', { timestamp: 6 })]));
    expect(all.flag('a')).to.equal(undefined);
    apply(all, patch([flag('a', { timestamp: 8 })]));
    expect(valueOf(all, 'a')).to.equal('off');
  });

  it('go back when everything was asked for, and only then', () => {
    const all = definitions();
    apply(all, message([flag('a', { timestamp: 5 }), flag('b')]));
    expect(apply(all, message([flag('a', { timestamp: 4 }, served)]))).to.deep.equal([]);
    expect(apply(all, message([flag('a', { timestamp: 4 }, served)]), true)).to.deep.equal(['a', 'b']);
    expect([valueOf(all, 'a'), all.flag('b'), all.version]).to.deep.equal(['on', undefined, 4]);
  });

  it('are there with an empty set, and with a patch before any set', () => {
    const all = definitions();
    expect(all.initialized).to.equal(false);
    apply(all, message([]));
    expect([all.initialized, all.version]).to.deep.equal([true, 0]);
    const others = definitions();
    expect(apply(others, patch([flag('a')]))).to.deep.equal(['a']);
    expect(others.initialized).to.equal(true);
  });

  it('know no flag of another environment by a key, and use it as a prerequisite', () => {
    const id = 'FF__9__9__9__far';
    const far = { ...flag('far'), id, ff: { ...(flag('far', {}, served).ff as object), id } };
    const all = definitions();
    const near = { prerequisiteFeatureFlagId: id, valueOptionsVariationValue: on };
    expect(apply(all, message([far, flag('a', { ffp: [near] }, served)]))).to.deep.equal(['a']);
    expect([all.flag('far'), all.flag(id), valueOf(all, 'a')]).to.deep.equal([undefined, undefined, 'on']);
  });

  it('compile anew what needed something that was not there, unless it changed meanwhile', () => {
    const problems: string[] = [];
    const all = new FFCDefinitions(PREFIX, (problem) => problems.push(problem));
    const clauses = [clause('plan', 'MatchRegex', '(a+)+\\1$')];
    const rules = [{ ruleJsonContent: clauses }];
    const flags = [flag('a', { fftuwmtr: [rule(clauses)] }), flag('s', { fftuwmtr: [rule([inSegment('seg')])] })];
    const given = decodeMessage(message(flags, [segment('seg', { rules })]));
    if (given.kind !== 'data') throw new Error('not data');
    all.apply(given.data);
    const compiledNow = (): number => {
      problems.length = 0;
      for (const key of ['a', 's']) valueOf(all, key, 'ann', { plan: 'aa' });
      return problems.length;
    };
    // An expression that could stall the process, and that no engine runs in linear time, matches nothing. That is said
    // when it is compiled.
    expect([compiledNow(), compiledNow()]).to.deep.equal([2, 0]);
    all.recompile(given.data);
    expect([compiledNow(), compiledNow()]).to.deep.equal([2, 0]);
    apply(all, patch([flag('a', { timestamp: 2 })], [segment('seg', { timestamp: 2 })]));
    all.recompile(given.data);
    expect(compiledNow()).to.equal(0);
    expect(valueOf(all, 's')).to.equal('off');
  });

  it('know which properties a flag asks for, in its rules and what they lead to, also after a patch', () => {
    const all = definitions();
    const asks = (property: string): object => rule([clause(property, 'Equal', 'x')]);
    apply(
      all,
      message(
        [
          flag('a', { fftuwmtr: [asks('plan'), asks('KeyId'), asks('country')] }),
          flag('b', { fftuwmtr: [rule([inSegment('seg'), clause('age', 'BiggerThan', '1')])] }),
          flag('c', { ffp: [needs('b')] }),
          flag('d', {}),
        ],
        [segment('seg', { rules: [{ ruleJsonContent: [clause('vip', 'IsTrue', '')] }] })],
      ),
    );
    const asked = (key: string): readonly string[] | undefined => all.defined(key)?.properties.toSorted();
    expect(['a', 'b', 'c', 'd', 'e'].map(asked)).to.deep.equal([
      ['plan'],
      ['age', 'vip'],
      ['age', 'vip'],
      [],
      undefined,
    ]);
    apply(
      all,
      patch([], [segment('seg', { timestamp: 9, rules: [{ ruleJsonContent: [clause('tier', 'Equal', 'x')] }] })]),
    );
    expect(['a', 'b', 'c'].map(asked)).to.deep.equal([['plan'], ['age', 'tier'], ['age', 'tier']]);
    apply(all, patch([flag('b', { timestamp: 9 })], []));
    expect(['a', 'b', 'c'].map(asked)).to.deep.equal([['plan'], [], []]);
  });

  it('hold the latest of every item, whatever the order in which patches come', () => {
    const change = fc.record({
      key: fc.constantFrom('a', 'b', 'c'),
      timestamp: fc.integer({ min: 1, max: 20 }),
      isArchived: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(fc.array(change, { minLength: 1, maxLength: 4 }), { maxLength: 8 }), (patches) => {
        const all = definitions();
        const model = new Map<string, { timestamp: number; value: string | undefined }>();
        for (const changes of patches) {
          const items = changes.map(({ key, timestamp, isArchived }) => {
            const valueOption = { localId: 1, variationValue: String(timestamp) };
            return flag(key, { timestamp, isArchived }, { defaultRulePercentageRollouts: [slice(0, 1, valueOption)] });
          });
          apply(all, patch(items));
          for (const { key, timestamp, isArchived } of changes) {
            if (timestamp <= (model.get(key)?.timestamp ?? 0)) continue;
            model.set(key, { timestamp, value: isArchived ? undefined : String(timestamp) });
          }
        }
        for (const key of ['a', 'b', 'c']) expect(valueOf(all, key)).to.equal(model.get(key)?.value);
        expect(all.version).to.equal(Math.max(0, ...patches.flat().map(({ timestamp }) => timestamp)));
      }),
    );
  });
});
