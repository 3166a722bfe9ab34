import { expect } from 'chai';
import { flagOf, matcher } from '../definitions/build.js';
import { show } from '../definitions/show.js';
import { worldOf } from '../definitions/world.js';

type Case = readonly [found: unknown, matches: boolean];

describe('MATCHES_STRING (§2.6)', () => {
  const patterns: readonly (readonly [source: string, cases: readonly Case[]])[] = [
    [
      'b+',
      [
        ['abc', true],
        ['ac', false],
        [['a', 'b'], true],
        [null, false],
        ['', false],
      ],
    ],
    [
      '^a$',
      [
        ['a', true],
        ['a\n', false],
        ['ba', false],
      ],
    ],
    [
      '^5$',
      [
        [5, true],
        ['5', true],
      ],
    ],
    [
      'a|^$',
      [
        ['x', false],
        ['', false],
      ],
    ],
    [
      '(?i)a',
      [
        ['a', false],
        ['A', false],
      ],
    ],
    ['(', [['(', false]]],
    [
      '(?<=a)b',
      [
        ['ab', true],
        ['cb', false],
      ],
    ],
    [
      '(a)\\1',
      [
        ['aa', true],
        ['ab', false],
      ],
    ],
    [
      '',
      [
        ['x', true],
        ['', false],
      ],
    ],
  ];
  for (const [source, cases] of patterns) {
    for (const [found, matches] of cases) {
      it(`${JSON.stringify(source)} ${matches ? 'matches' : 'does not match'} ${show(found)}`, async () => {
        const world = await worldOf({
          flags: [flagOf('x', matcher('MATCHES_STRING', { stringMatcherData: source }, 'v'))],
        });
        expect(world.treatment('x', { attributes: { v: found } })).to.equal(matches ? 'on' : 'off');
      });
    }
  }

  it('names the flag of an invalid expression, once', async () => {
    const world = await worldOf({ flags: [flagOf('x', matcher('MATCHES_STRING', { stringMatcherData: '(' }, 'v'))] });
    for (let i = 0; i < 3; i++) world.ask('x', { attributes: { v: '(' } });
    expect(world.problems).to.have.lengthOf(1);
    expect(world.problems[0]).to.include('"x"').and.include('"("');
  });

  it('does not stall on an expression made to stall', async () => {
    const world = await worldOf({
      flags: [flagOf('x', matcher('MATCHES_STRING', { stringMatcherData: '^(a+)+$' }, 'v'))],
    });
    const began = performance.now();
    expect(world.treatment('x', { attributes: { v: `${'a'.repeat(50_000)}b` } })).to.equal('off');
    expect(performance.now() - began).to.be.below(2_000);
  });
});
