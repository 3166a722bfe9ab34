import { expect } from 'chai';
import { decodeFlags, InvalidFlags } from '#src/wire/flags.js';
import { inCohort, on, onIf, property, resultIs } from '../support/flags.js';

describe('wire: the flags of a deployment', () => {
  const bucket = { selector: ['context', 'user', 'user_id'], salt: 's', allocations: [] };
  const broken: [what: string, flag: unknown][] = [
    ['null', null],
    ['a number', 5],
    ['a list', []],
    ['a flag without a key', { variants: {}, segments: [] }],
    ['a key that is no text', { key: 5, variants: {}, segments: [] }],
    ['no variants', { key: 'bad', segments: [] }],
    ['variants that are a list', { ...on('bad'), variants: [] }],
    ['a variant that is null', { ...on('bad'), variants: { on: null } }],
    ['the key of a variant that is no text', { ...on('bad'), variants: { on: { key: 5 } } }],
    ['the metadata of a variant that is no object', { ...on('bad'), variants: { on: { metadata: 'm' } } }],
    ['no segments', { key: 'bad', variants: {} }],
    ['a segment that is null', { ...on('bad'), segments: [null] }],
    ['conditions that are no lists in a list', { ...on('bad'), segments: [{ conditions: [{}] }] }],
    ['a condition that is null', { ...on('bad'), segments: [{ conditions: [[null]] }] }],
    ['a condition without values', { ...on('bad'), segments: [{ conditions: [[{ selector: [], op: 'is' }]] }] }],
    [
      'a value that is no text',
      { ...on('bad'), segments: [{ conditions: [[{ selector: [], op: 'is', values: [5] }]] }] },
    ],
    [
      'a selector that is no list',
      { ...on('bad'), segments: [{ conditions: [[{ selector: 'a', op: 'is', values: [] }]] }] },
    ],
    ['a bucket without a salt', { ...on('bad'), segments: [{ bucket: { ...bucket, salt: undefined } }] }],
    [
      'an allocation without a range',
      { ...on('bad'), segments: [{ bucket: { ...bucket, allocations: [{ distributions: [] }] } }] },
    ],
    [
      'a range that is no numbers',
      { ...on('bad'), segments: [{ bucket: { ...bucket, allocations: [{ range: ['0', '1'], distributions: [] }] } }] },
    ],
    ['dependencies that are no texts', on('bad', { dependencies: [null] })],
    ['metadata that is a list', on('bad', { metadata: [] })],
  ];
  for (const [what, flag] of broken) {
    it(`${what}: costs that flag, and not those around it`, () => {
      const { flags, problems } = decodeFlags([on('before'), flag, on('after')]);
      expect([...flags.keys()]).to.deep.equal(['before', 'after']);
      expect(problems).to.have.length(1);
      expect(problems[0]).to.match(/^flag (?:"bad"|without a key) is left out: /);
    });
  }

  for (const document of [null, {}, 'flags', 5, { flags: [] }, [1, 2], [null]]) {
    it(`are a list of objects: ${JSON.stringify(document)} is none`, () => {
      expect(() => decodeFlags(document)).to.throw(InvalidFlags);
    });
  }

  it('take null for what is absent', () => {
    const segment = { bucket: null, conditions: null, variant: null, metadata: null };
    const { flags, problems } = decodeFlags([on('f', { segments: [segment], dependencies: null, metadata: null })]);
    expect(problems).to.deep.equal([]);
    expect(flags.get('f')).to.deep.include({ dependencies: [], metadata: undefined });
  });

  it('stand in the order of an object, and of two with one key the last counts, at the place of the first', () => {
    const { flags } = decodeFlags([on('b'), on('10'), on('a'), on('2'), on('b', { metadata: { second: true } })]);
    expect([...flags.keys()]).to.deep.equal(['2', '10', 'b', 'a']);
    expect(flags.get('b')?.metadata).to.deep.equal({ second: true });
  });

  it('may have any name', () => {
    const names = ['__proto__', 'constructor', '', '\ud800', 'a'.repeat(100_000)];
    expect([...decodeFlags(names.map((name) => on(name))).flags.keys()]).to.deep.equal(names);
  });

  it('say what they refer to', () => {
    const group = {
      selector: ['context', 'groups', 'org', 'cohort_ids'],
      op: 'set does not contain any',
      values: ['g'],
    };
    const flag = { ...onIf('f', inCohort('a', 'b'), resultIs('other', 'on'), group), dependencies: ['first'] };
    const { definitions, cohorts } = decodeFlags([flag]);
    expect(definitions[0]?.references).to.deep.equal({
      flags: ['first', 'other'],
      segments: ['User/a', 'User/b', 'org/g'],
      rules: [],
    });
    expect([...cohorts].map(([id, types]) => [id, ...types])).to.deep.equal([
      ['a', 'User'],
      ['b', 'User'],
      ['g', 'org'],
    ]);
  });

  it('ask for no cohort with other operators, and with selectors that end elsewhere', () => {
    const short = { selector: ['user', 'cohort_ids'], op: 'set contains any', values: ['a'] };
    const elsewhere = { selector: ['context', 'device', 'cohort_ids'], op: 'set contains any', values: ['a'] };
    const flag = onIf(
      'f',
      { ...inCohort('a'), op: 'set is' },
      property('cohort', 'set contains any', 'a'),
      short,
      elsewhere,
    );
    expect([...decodeFlags([flag]).cohorts]).to.deep.equal([]);
  });

  it('say whether a regular expression needs the module that runs them', () => {
    expect(decodeFlags([onIf('f', property('p', 'regex match', '(a|b)+c'))]).needsPatterns).to.equal(true);
    expect(decodeFlags([onIf('f', property('p', 'is', '(a|b)+c'))]).needsPatterns).to.equal(false);
  });
});
