import { expect } from 'chai';
import { decisionOf } from '#src/evaluation/decision.js';
import { decisionBy, endingOf, failedEnding } from '#src/evaluation/ending.js';
import { flag, onIf, present, serve, World } from './support/world.js';

const on = Object.freeze({ variant: 'on', value: 'on' });
const head = { key: 'f', kind: 'flag', info: {} };

describe('evaluation: endings', () => {
  it('are frozen, and one for all that is equal', () => {
    const ending = endingOf(on, 'a', 'SPLIT');
    expect(Object.isFrozen(ending)).to.be.true;
    expect(endingOf(on, 'a', 'SPLIT', false)).to.equal(ending);
    expect(ending).to.deep.equal({ outcome: on, label: 'a', reason: 'SPLIT', mark: false, error: undefined });
  });

  it('differ in whatever they say', () => {
    const other = { variant: 'on', value: 'another' };
    const endings = [
      endingOf(on, 'a', 'SPLIT'),
      endingOf(on, 'b', 'SPLIT'),
      endingOf(on, 'a', 'STATIC'),
      endingOf(on, 'a', 'SPLIT', true),
      endingOf({ variant: 'off', value: 'off' }, 'a', 'SPLIT'),
      endingOf(undefined, 'a', 'SPLIT'),
      endingOf(other, 'a', 'SPLIT'),
      endingOf({ variant: null, value: null }, 'a', 'SPLIT'),
    ];
    expect(new Set(endings).size).to.equal(endings.length);
    expect(endings[6]?.outcome).to.equal(other);
  });

  it('become decisions of the flag that they belong to', () => {
    const error = { code: 'GENERAL', message: 'no' } as const;
    for (const ending of [endingOf(on, 'a', 'SPLIT', true), failedEnding(on, 'e', error)]) {
      const { slot, ...rest } = decisionBy(head, ending);
      expect(rest).to.deep.equal({ flag: head, ...ending });
      expect(slot.vendor).to.be.undefined;
    }
    const decision = decisionOf(head, on, 'd', 'STATIC');
    expect(decisionBy(undefined, decision)).to.equal(decision);
  });

  it('are asked for instead of decisions, and name the same answer', () => {
    const flags = ['one', 'two'].map((key) => onIf(key, present('a')));
    const world = new World({ flags: [...flags, flag('constant', serve('on'))] });
    for (const attributes of [{}, { a: 1 }]) {
      const [one, two] = flags.map(({ key }) => {
        const decision = world.ask(key, { attributes });
        const cell = world.set.lookup(key);
        if (cell === undefined) throw new Error('it is there');
        const ending = world.set.end(cell, world.bind({ attributes }));
        expect(cell.decided(ending)).to.equal(decision);
        expect(ending.label).to.equal(decision.label);
        return { ending, decision };
      });
      expect(one?.decision.flag?.key).to.equal('one');
      expect(two?.decision.flag?.key).to.equal('two');
    }
    const cell = world.set.lookup('constant');
    const decision = world.ask('constant');
    expect(cell?.constant).to.equal(decision);
    expect(cell?.decided(decision)).to.equal(decision);
  });
});
