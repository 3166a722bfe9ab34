import { expect } from 'chai';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { readColumns } from '#src/localhost/columns.js';
import { anyText } from '../validation/hostile.js';
import { sample } from './sample.js';

/** What a file defines, the plain way: each flag with its treatment, in order. */
function treatments(text: string): [string, string | undefined][] {
  return readColumns(text).flags.map(({ name, conditions }) => [name, conditions?.[0]?.partitions?.[0]?.treatment]);
}

describe('a .split file', () => {
  it('gives the flags of the sample', () => {
    const { warnings } = readColumns(readFileSync(sample('example.split'), 'utf8'));
    expect(warnings).to.deep.equal([]);
    expect(treatments(readFileSync(sample('example.split'), 'utf8'))).to.deep.equal([
      ['reporting_v2', 'on'],
      ['double_writes_to_cassandra', 'off'],
      ['new-navigation', 'v3'],
    ]);
  });

  it('makes a flag that serves its treatment to everybody, without a config', () => {
    const [flag] = readColumns('checkout on').flags;
    expect(flag).to.include({
      name: 'checkout',
      trafficTypeName: 'user',
      changeNumber: 0,
      status: 'ACTIVE',
      killed: false,
      defaultTreatment: 'control',
      trafficAllocation: 100,
      algo: 2,
    });
    expect(flag?.configurations).to.deep.equal({});
    expect(flag?.sets).to.deep.equal([]);
    expect(flag?.prerequisites).to.deep.equal([]);
    expect(flag?.conditions).to.deep.equal([
      {
        conditionType: 'ROLLOUT',
        matcherGroup: {
          combiner: 'AND',
          matchers: [{ keySelector: { trafficType: 'user', attribute: null }, matcherType: 'ALL_KEYS', negate: false }],
        },
        partitions: [{ treatment: 'on', size: 100 }],
        label: 'default rule',
      },
    ]);
  });

  it('has no change number and no rule-based segments', () => {
    expect(readColumns('a on')).to.include({ till: -1 });
    expect(readColumns('a on').ruleBasedSegments).to.deep.equal([]);
  });

  const good: readonly [what: string, text: string, found: [string, string][]][] = [
    ['an empty file', '', []],
    ['blank lines and comments', '\n  \n# a b\n   # c d\n\t\n', []],
    [
      'indented lines with blanks at their ends',
      '  a   on  \n\tb\toff\t',
      [
        ['a', 'on'],
        ['b', 'off'],
      ],
    ],
    [
      'line ends of Windows and of old Macs',
      'a on\r\nb off\rc v3',
      [
        ['a', 'on'],
        ['b', 'off'],
        ['c', 'v3'],
      ],
    ],
    [
      'dots, dashes and letters of any script',
      'a.b-c on\nключ да',
      [
        ['a.b-c', 'on'],
        ['ключ', 'да'],
      ],
    ],
    [
      'names of every object',
      '__proto__ on\nconstructor off\ntoString __proto__',
      [
        ['__proto__', 'on'],
        ['constructor', 'off'],
        ['toString', '__proto__'],
      ],
    ],
    ['a number sign inside a name', 'a#b on', [['a#b', 'on']]],
  ];
  for (const [what, text, found] of good) {
    it(`takes ${what}`, () => {
      expect(readColumns(text).warnings).to.deep.equal([]);
      expect(treatments(text)).to.deep.equal(found);
    });
  }

  const bad: readonly [text: string, warning: string][] = [
    ['a on\nlonely\nb off', 'line 2 is left out: expected a feature flag and its treatment, found one column'],
    ['a on\n\n#\nx y z\nb off', 'line 4 is left out: expected a feature flag and its treatment, found 3 columns'],
    ['a on\nx on # for now\nb off', 'line 2 is left out: expected a feature flag and its treatment, found 5 columns'],
  ];
  for (const [text, warning] of bad) {
    it(`leaves out a line and no other: ${warning}`, () => {
      expect(readColumns(text).warnings).to.deep.equal([warning]);
      expect(treatments(text)).to.deep.equal([
        ['a', 'on'],
        ['b', 'off'],
      ]);
    });
  }

  it('lets the later of two lines count', () => {
    expect(treatments('a on\nb on\na off')).to.deep.equal([
      ['a', 'off'],
      ['b', 'on'],
    ]);
    expect(readColumns('a on\nb on\na off').warnings).to.deep.equal([
      'line 1 is left out: line 3 names the feature flag "a" again',
    ]);
  });

  it('shows a name on one line and not whole', () => {
    const [warning = ''] = readColumns(`${'n'.repeat(5000)} on\n${'n'.repeat(5000)} off`).warnings;
    expect(warning).to.have.lengthOf.below(250);
  });

  it('can read any text, and gives each name once', () => {
    const text = fc.oneof(
      anyText,
      fc.array(fc.constantFrom('a', 'b', '\n', ' ', '#', '__proto__')).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (written) => {
        const names = readColumns(written).flags.map(({ name }) => name);
        expect(new Set(names)).to.have.lengthOf(names.length);
      }),
    );
  });
});
