import { expect } from 'chai';
import { explain } from '#src/evaluation/explain.js';
import type { Condition, FlagProgram } from '#src/evaluation/program.js';
import { attribute, flag, isOn, onIf, present, rule, serve, test, World } from './support/world.js';

// A caller's getter may do anything while the evaluation reads it: evaluate again, change the set, throw.

const all = (...of: Condition[]): Condition => ({ if: 'all', of });
const keyIs = (key: string): Condition => test({ from: 'key' }, 'in', 'string', key);

/** Attributes whose `a` is there, and whose getter does something first. */
function doing(action: () => unknown): Record<string, unknown> {
  return {
    get a() {
      action();
      return 1;
    },
  };
}

describe('evaluation: a getter that evaluates', () => {
  it('gets its own answer, and the evaluation around it keeps its subject', () => {
    const world = new World({
      flags: [onIf('outer', all(keyIs('ana'), present('a'), keyIs('ana'))), onIf('inner', keyIs('bob'))],
    });
    const seen: unknown[] = [];
    const attributes = doing(() =>
      seen.push(world.answer('inner', { key: 'bob' }), world.answer('inner', { key: 'eve' })),
    );
    expect(world.answer('outer', { key: 'ana', attributes })).to.equal('on');
    expect(seen).to.deep.equal(['on', 'off']);
    expect(world.answer('inner', { key: 'ana' })).to.equal('off');
  });

  it('may evaluate the same flag, whether it refers to others or not', () => {
    for (const other of ['simple', 'referring'] as const) {
      const flags = [
        onIf('simple', all(present('a'), keyIs('ana'))),
        onIf('referring', all(isOn('simple'), keyIs('ana'))),
      ];
      const world = new World({ flags });
      const seen: unknown[] = [];
      const attributes = doing(() => {
        if (seen.length < 2) seen.push(world.answer(other, { key: 'ana', attributes: { a: 1 } }));
        else if (seen.length < 4) seen.push(world.answer(other, { key: 'bob', attributes: { a: 1 } }));
      });
      for (let round = 0; round < 4; round += 1)
        expect(world.answer(other, { key: 'ana', attributes }), other).to.equal('on');
      expect(seen, other).to.deep.equal(['on', 'on', 'off', 'off']);
    }
  });

  it('does not close a circle with the evaluation around it', () => {
    const world = new World({ flags: [onIf('outer', isOn('middle')), onIf('middle', present('a'))] });
    const seen: unknown[] = [];
    const attributes = doing(() => seen.push(world.answer('outer', { attributes: { a: 1 } })));
    expect(world.answer('outer', { attributes })).to.equal('on');
    expect(seen).to.deep.equal(['on']);
  });

  it('does not close a circle of rules with it', () => {
    const world = new World({ flags: [onIf('f', rule('r'))], rules: [['r', present('a')]] });
    const seen: unknown[] = [];
    expect(
      world.answer('f', { attributes: doing(() => seen.push(world.answer('f', { attributes: { a: 1 } }))) }),
    ).to.equal('on');
    expect(seen).to.deep.equal(['on']);
  });

  it('does not take what the evaluation around it remembers, nor replace it', () => {
    const inner = onIf('inner', keyIs('ana'));
    const outer = onIf('outer', all(isOn('inner'), present('a'), isOn('inner')));
    const ruled = onIf('ruled', all(rule('r'), present('a'), rule('r')));
    const world = new World({ flags: [inner, outer, ruled], rules: [['r', keyIs('ana')]] });
    for (const key of ['outer', 'ruled']) {
      const seen: unknown[] = [];
      const attributes = doing(() => seen.push(world.answer(key, { key: 'bob', attributes: { a: 1 } })));
      expect(world.answer(key, { key: 'ana', attributes }), key).to.equal('on');
      expect(seen, key).to.deep.equal(['off']);
    }
  });

  it('leaves the results of flags that were evaluated first', () => {
    const result = test({ from: 'result', flag: 'first', path: ['variant'] }, 'in', 'string', 'on');
    const outer: FlagProgram = { ...onIf('outer', all(present('a'), result)), first: ['first'] };
    const world = new World({ flags: [flag('first', serve('on')), outer, onIf('other', isOn('first'))] });
    expect(world.answer('outer', { attributes: doing(() => world.ask('other')) })).to.equal('on');
  });

  it('leaves what was to be reported once reported once, and gets reports of its own', () => {
    const once = isOn('inner', { report: true, once: true });
    const world = new World({ flags: [flag('inner', serve('on')), onIf('outer', all(once, present('a'), once))] });
    const seen: number[] = [];
    const attributes = doing(() => {
      world.ask('outer', { attributes: { a: 1 } });
      seen.push(world.set.sideReports.length);
    });
    world.ask('outer', { attributes });
    expect(seen).to.deep.equal([1]);
    expect(world.set.sideReports).to.have.length(1);
  });

  it('may explain', () => {
    const world = new World({ flags: [onIf('f', present('a'))] });
    const attributes = doing(() => explain(world.set, 'f', world.bind({ attributes: { a: 1 } })));
    expect(world.answer('f', { attributes })).to.equal('on');
  });

  it('may throw after it', () => {
    const world = new World({ flags: [onIf('f', present('a')), onIf('g', present('a'))] });
    const attributes = doing(() => {
      world.ask('g', {
        attributes: doing(() => {
          throw new Error('inner');
        }),
      });
      throw new Error('outer');
    });
    expect(world.answer('f', { attributes })).to.equal('GENERAL');
    expect(world.answer('f', { attributes: { a: 1 } })).to.equal('on');
  });

  it('without end ends in a decision', () => {
    const world = new World({ flags: [onIf('f', present('a'))] });
    const attributes = doing(() => world.ask('f', { attributes }));
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 10;
    try {
      expect(world.answer('f', { attributes })).to.be.oneOf(['on', 'GENERAL']);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
    expect(world.answer('f', { attributes: { a: 1 } })).to.equal('on');
    expect(world.answer('f')).to.equal('off');
  });
});

describe('evaluation: a getter that changes the set', () => {
  it('leaves the set as it says, for the next evaluation', () => {
    const world = new World({ flags: [onIf('outer', all(present('a'), isOn('inner'))), flag('inner', serve('on'))] });
    const attributes = doing(() =>
      world.store.apply({ flags: { put: [], remove: [{ name: 'inner' }, { name: 'outer' }] } }),
    );
    expect(world.answer('outer', { attributes })).to.be.oneOf(['on', 'off']);
    expect(world.ask('outer').error?.code).to.equal('FLAG_NOT_FOUND');
    expect([world.set.table.flags.size, world.set.table.rules.size]).to.deep.equal([0, 0]);
  });
});

describe('evaluation: many flags for one subject', () => {
  it('have one subject, though a getter evaluates between them', () => {
    const world = new World({
      flags: [
        onIf('a', all(present('a'), keyIs('ana'))),
        onIf('b', all(keyIs('ana'), test(attribute('a'), 'in', 'number', 1))),
      ],
    });
    const attributes = doing(() => world.ask('a', { key: 'bob' }));
    const decisions = world.set.evaluateMany(['a', 'b', 'a'], world.bind({ key: 'ana', attributes }));
    expect(decisions.map(({ outcome }) => outcome?.variant)).to.deep.equal(['on', 'on', 'on']);
  });
});
