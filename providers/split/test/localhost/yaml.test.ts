import { parseYaml, parseYamlAsText } from '@polyflag/core-engine';
import { expect } from 'chai';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { isUnusable, type LocalhostDocument } from '#src/localhost/document.js';
import { readYaml } from '#src/localhost/yaml.js';
import type { ConditionWire, FlagWire } from '#src/wire/definitions.js';
import { sample } from './sample.js';

function read(value: unknown): LocalhostDocument {
  const document = readYaml(value);
  if (isUnusable(document)) throw new Error(document.problem);
  return document;
}

/** The conditions of a flag in short: `keys -> treatment`, `*` for everybody. */
function shortly({ conditions }: FlagWire): string[] {
  return (conditions ?? []).map((condition: ConditionWire) => {
    const [matcher] = condition.matcherGroup.matchers;
    const keys = matcher?.matcherType === 'ALL_KEYS' ? '*' : matcher?.whitelistMatcherData?.whitelist.join(',');
    return `${String(keys)} -> ${String(condition.partitions?.[0]?.treatment)}`;
  });
}

function flagsOf(value: unknown): Record<string, string[]> {
  return Object.fromEntries(read(value).flags.map((flag) => [flag.name, shortly(flag)]));
}

describe('a YAML file', () => {
  for (const [how, parse] of [
    ['as text', parseYamlAsText],
    ['by the core schema', parseYaml],
  ] as const) {
    it(`gives the flags of the sample, read ${how}`, async () => {
      const value = await parse(readFileSync(sample('splits.yaml'), 'utf8'), 'splits.yaml');
      expect(read(value).warnings).to.deep.equal([]);
      expect(flagsOf(value)).to.deep.equal({
        my_feature_flag: ['key -> on', '* -> off'],
        some_other_feature_flag: ['* -> off'],
      });
      expect(read(value).flags[0]?.configurations).to.deep.equal({
        on: '{"desc" : "this applies only to ON treatment"}',
      });
    });
  }

  it('makes flags in the form of the wire', () => {
    const [flag] = read([{ a: { treatment: 'on', keys: ['ana'] } }, { a: { treatment: 'off' } }]).flags;
    expect(flag).to.include({
      name: 'a',
      trafficTypeName: 'user',
      changeNumber: 0,
      status: 'ACTIVE',
      killed: false,
      defaultTreatment: 'control',
      trafficAllocation: 100,
      algo: 2,
    });
    expect(flag?.conditions).to.deep.equal([
      {
        conditionType: 'WHITELIST',
        matcherGroup: {
          combiner: 'AND',
          matchers: [
            {
              keySelector: { trafficType: 'user', attribute: null },
              matcherType: 'WHITELIST',
              negate: false,
              whitelistMatcherData: { whitelist: ['ana'] },
            },
          ],
        },
        partitions: [{ treatment: 'on', size: 100 }],
        label: 'whitelisted on',
      },
      {
        conditionType: 'ROLLOUT',
        matcherGroup: {
          combiner: 'AND',
          matchers: [{ keySelector: { trafficType: 'user', attribute: null }, matcherType: 'ALL_KEYS', negate: false }],
        },
        partitions: [{ treatment: 'off', size: 100 }],
        label: 'default rule',
      },
    ]);
  });

  it('has no change number and no rule-based segments', () => {
    expect(read([{ a: { treatment: 'on' } }])).to.deep.include({ till: -1, ruleBasedSegments: [] });
  });

  const orders: readonly [what: string, value: unknown, flags: Record<string, string[]>][] = [
    [
      'entries with keys before the one without',
      [{ a: { treatment: 'off' } }, { a: { treatment: 'on', keys: 'ana' } }],
      { a: ['ana -> on', '* -> off'] },
    ],
    [
      'entries with keys in the order of the file',
      [
        { a: { treatment: 'x', keys: 'ana' } },
        { b: { treatment: 'b' } },
        { a: { treatment: 'y', keys: ['ana', 'bob'] } },
      ],
      { a: ['ana -> x', 'ana,bob -> y'], b: ['* -> b'] },
    ],
    ['a flag for some keys only', [{ a: { treatment: 'on', keys: ['ana'] } }], { a: ['ana -> on'] }],
    ['a flag for nobody', [{ a: { treatment: 'on', keys: [] } }], { a: [' -> on'] }],
    ['a file of comments', null, {}],
    ['an empty list', [], {}],
  ];
  for (const [what, value, flags] of orders) {
    it(`puts together ${what}`, () => {
      expect(read(value).warnings).to.deep.equal([]);
      expect(flagsOf(value)).to.deep.equal(flags);
    });
  }

  const texts: readonly [yaml: string, flags: Record<string, string[]>][] = [
    ['- a: { treatment: on }', { a: ['* -> on'] }],
    ['- a: { treatment: off, keys: [on, no] }', { a: ['on,no -> off'] }],
    ['- a: { treatment: true, keys: false }', { a: ['false -> true'] }],
    ['- a: { treatment: 7, keys: [1, 2.5] }', { a: ['1,2.5 -> 7'] }],
    ['- 12: { treatment: 7 }', { 12: ['* -> 7'] }],
  ];
  for (const [yaml, flags] of texts) {
    for (const [how, parse] of [
      ['as text', parseYamlAsText],
      ['by the core schema', parseYaml],
    ] as const) {
      it(`takes the text of what is not quoted, read ${how}: ${yaml}`, async () => {
        const value = await parse(yaml, 'x.yaml');
        expect(read(value).warnings).to.deep.equal([]);
        expect(flagsOf(value)).to.deep.equal(flags);
      });
    }
  }

  it('keeps what was written, where scalars are read as text', async () => {
    const value = await parseYamlAsText('- a: { treatment: 1.0, keys: 12345678901234567890 }', 'x.yaml');
    expect(flagsOf(value)).to.deep.equal({ a: ['12345678901234567890 -> 1.0'] });
  });

  it('knows names that every object has', async () => {
    const value = await parseYamlAsText(
      ['__proto__', 'constructor', 'toString']
        .map((name) => `- ${name}: { treatment: __proto__, config: c }`)
        .join('\n'),
      'x.yaml',
    );
    const { flags, warnings } = read(value);
    expect(warnings).to.deep.equal([]);
    expect(flags.map(({ name }) => name)).to.deep.equal(['__proto__', 'constructor', 'toString']);
    for (const { configurations } of flags)
      expect(Object.entries(configurations ?? {})).to.deep.equal([['__proto__', 'c']]);
  });

  describe('configs', () => {
    const configs: readonly [what: string, value: unknown, configurations: Record<string, string>][] = [
      [
        'belongs to its treatment',
        [{ a: { treatment: 'on', config: '{}', keys: 'k' } }, { a: { treatment: 'off' } }],
        { on: '{}' },
      ],
      [
        'is the text of a number or boolean',
        [{ a: { treatment: 'on', config: 5 } }, { a: { treatment: 'off', config: true, keys: 'k' } }],
        { on: '5', off: 'true' },
      ],
      ['is none when it is null', [{ a: { treatment: 'on', config: null } }], {}],
      [
        'is none when null has kept its text',
        [{ a: { treatment: 'on', config: '~' } }, { a: { treatment: 'x', config: 'null', keys: 'k' } }],
        {},
      ],
      ['is none when it is empty', [{ a: { treatment: 'on', config: '' } }], {}],
    ];
    for (const [what, value, configurations] of configs) {
      it(what, () => {
        const { flags, warnings } = read(value);
        expect(warnings).to.deep.equal([]);
        expect(flags[0]?.configurations).to.deep.equal(configurations);
      });
    }

    it('are the last that was given for a treatment, with a warning', () => {
      const { flags, warnings } = read([
        { a: { treatment: 'on', config: '1', keys: 'k' } },
        { a: { treatment: 'on', config: '2' } },
        { a: { treatment: 'on', keys: 'l' } },
      ]);
      expect(flags[0]?.configurations).to.deep.equal({ on: '2' });
      expect(warnings).to.deep.equal([
        'entry 2, feature flag "a", has another config for "on" than an entry above; this one counts',
      ]);
    });
  });

  describe('leaves out an entry and no other', () => {
    const bad: readonly [entry: unknown, warning: string][] = [
      ['a', 'entry 2 is left out: expected the name of one feature flag and below it its treatment, found a text'],
      [null, 'entry 2 is left out: expected the name of one feature flag and below it its treatment, found null'],
      [[], 'entry 2 is left out: expected the name of one feature flag and below it its treatment, found a list'],
      [{}, 'entry 2 is left out: expected the name of one feature flag and below it its treatment, found an object'],
      [
        { x: null, treatment: 'on' },
        'entry 2 is left out: expected the name of one feature flag and below it its treatment, found 2 names; is the treatment indented?',
      ],
      [{ ' ': { treatment: 'on' } }, 'entry 2 is left out: the name of a feature flag must not be blank'],
      [{ x: 'on' }, 'entry 2, feature flag "x", is left out: expected its treatment below its name, found a text'],
      [{ x: null }, 'entry 2, feature flag "x", is left out: expected its treatment below its name, found null'],
      [{ x: { keys: 'k' } }, 'entry 2, feature flag "x", is left out: expected a treatment, found nothing'],
      [{ x: { treatment: null } }, 'entry 2, feature flag "x", is left out: expected a treatment, found null'],
      [{ x: { treatment: '' } }, 'entry 2, feature flag "x", is left out: expected a treatment, found nothing'],
      [{ x: { treatment: ' ~' } }, 'entry 2, feature flag "x", is left out: expected a treatment, found nothing'],
      [{ x: { treatment: ['on'] } }, 'entry 2, feature flag "x", is left out: expected a treatment, found a list'],
      [
        { x: { treatment: 'on', keys: null } },
        'entry 2, feature flag "x", is left out: expected keys to be a text or a list of texts, found null',
      ],
      [
        { x: { treatment: 'on', keys: '' } },
        'entry 2, feature flag "x", is left out: expected keys to be a text or a list of texts, found a blank text',
      ],
      [
        { x: { treatment: 'on', keys: { ana: 1 } } },
        'entry 2, feature flag "x", is left out: expected keys to be a text or a list of texts, found an object',
      ],
    ];
    for (const [entry, warning] of bad) {
      it(warning, () => {
        const value = [{ a: { treatment: 'on' } }, entry, { b: { treatment: 'off' } }];
        expect(read(value).warnings).to.deep.equal([warning]);
        expect(flagsOf(value)).to.deep.equal({ a: ['* -> on'], b: ['* -> off'] });
      });
    }
  });

  it('leaves out keys that are no texts, and keeps the entry', () => {
    const value = [{ a: { treatment: 'on', keys: ['ana', null, ['bob']] } }];
    expect(read(value).warnings).to.deep.equal([
      'entry 1, feature flag "a", keys: expected texts, left out what is none',
    ]);
    expect(flagsOf(value)).to.deep.equal({ a: ['ana -> on'] });
  });

  it('leaves out a config that is no text, and keeps the entry', () => {
    const value = [{ a: { treatment: 'on', config: { color: 'red' } } }];
    expect(read(value).warnings).to.deep.equal([
      'entry 1, feature flag "a", has no config: expected a text, such as JSON in quotes, found an object',
    ]);
    expect(flagsOf(value)).to.deep.equal({ a: ['* -> on'] });
  });

  it('lets the first of two entries for everybody count', () => {
    const value = [{ a: { treatment: 'on' } }, { a: { treatment: 'off' } }];
    expect(read(value).warnings).to.deep.equal([
      'entry 2, feature flag "a", is never reached: an entry above is for everybody too',
    ]);
    expect(flagsOf(value)).to.deep.equal({ a: ['* -> on'] });
  });

  for (const [value, found] of [
    [{ a: { treatment: 'on' } }, 'an object'],
    ['a on', 'a text'],
    [7, 'a number'],
  ] as const) {
    it(`is unusable when it is ${found} and no list`, () => {
      expect(readYaml(value)).to.deep.equal({ problem: `expected a list of feature flags, found ${found}` });
    });
  }

  it('can be any value', () => {
    const part = fc.dictionary(
      fc.constantFrom('treatment', 'keys', 'config', '__proto__', 'x'),
      fc.oneof(fc.anything(), fc.array(fc.anything()), fc.constantFrom('on', '', '~')),
    );
    const entry = fc.oneof(
      fc.anything(),
      fc.dictionary(fc.constantFrom('a', 'b', '__proto__', ''), part, { maxKeys: 2 }),
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.array(entry)), (value) => {
        const document = readYaml(value);
        if (isUnusable(document)) return;
        expect(new Set(document.flags.map(({ name }) => name))).to.have.lengthOf(document.flags.length);
      }),
    );
  });
});
