import { expect } from 'chai';
import fc from 'fast-check';
import { cutList } from '#src/localhost/cut-list.js';
import { isUnusable, type LocalhostDocument } from '#src/localhost/document.js';
import { readJsonText } from '#src/localhost/json-text.js';
import { readJson } from '#src/localhost/json.js';

/** A flag as exports write it, and one that begins with its name. */
const exported = (name: string, more = {}): object => ({ changeNumber: 1, name, seed: 5, ...more });
const named = (name: string, more = {}): object => ({ name, seed: 5, ...more });

/** A flag of a document and what it was written as; `undefined`: nobody knows. */
type Taken = readonly [flag: unknown, text: string | undefined];

function read(text: string): LocalhostDocument<Taken> {
  const document = readJsonText(text, '/x.json', (flag, written): Taken => [flag, written]);
  if (isUnusable(document)) throw new Error(document.problem);
  return document;
}

/** What the text says to whoever parses it at once. */
const whole = (text: string): unknown => readJson(JSON.parse(text), (flag) => flag);

function expectSame(text: string): LocalhostDocument<Taken> {
  const document = read(text);
  expect({ ...document, flags: document.flags.map(([flag]) => flag) }).to.deep.equal(whole(text));
  return document;
}

describe('the text of a JSON file', () => {
  const flags = [exported('a'), exported('b', { sets: [5] }), exported('c')];
  const rbs = { t: 3, d: [exported('beta'), exported('gamma')] };

  describe('is read one flag at a time', () => {
    const texts: readonly [what: string, text: string][] = [
      ['in one line', JSON.stringify({ ff: { t: 7, d: flags }, rbs })],
      ['over many lines', JSON.stringify({ ff: { t: 7, d: flags }, rbs }, undefined, 2)],
      ['with the older name of the list', JSON.stringify({ splits: flags, till: 9 })],
      ['with one flag', JSON.stringify({ ff: { d: [exported('a')] } })],
      ['with segments that begin as flags do', JSON.stringify({ ff: { d: [named('a'), named('b')] }, rbs })],
      [
        'with brackets, quotes and beginnings in its texts',
        JSON.stringify({
          ff: {
            d: [exported('a', { defaultTreatment: '}],"d":[{"changeNumber":' }), exported('}]\\'), exported('"{')],
          },
        }),
      ],
      ['with a name twice', JSON.stringify({ ff: { d: [exported('a'), exported('a', { killed: true })] } })],
      ['with a flag that has no name', JSON.stringify({ ff: { d: [exported('a'), { changeNumber: 1 }] } })],
      [
        'with the word that stands for a list',
        JSON.stringify({ ff: { d: flags }, rbs: { d: [named('cut')] }, x: 'cut.' }),
      ],
    ];
    for (const [what, text] of texts) {
      it(what, () => {
        const { flags: taken } = expectSame(text);
        for (const [flag, written] of taken) {
          expect(JSON.parse(written ?? 'null')).to.have.property('name', (flag as { name: string }).name);
        }
      });
    }
  });

  describe('is parsed at once', () => {
    const texts: readonly [what: string, text: string][] = [
      ['when its flags begin in different ways', JSON.stringify({ ff: { d: [exported('a'), named('b')] } })],
      [
        'when there is a list in a flag that begins alike',
        JSON.stringify({ ff: { d: [named('a', { configurations: { on: [named('x'), named('y')] } }), named('b')] } }),
      ],
      ['when the first such list is in a flag', JSON.stringify({ ff: { d: [5, named('a', { d: [named('x')] })] } })],
      ["when the first such list is nobody's", JSON.stringify({ x: { d: [named('x')] }, ff: { d: [named('a')] } })],
      ['when the list comes twice', '{"ff":{"d":[{"name":"a"}],"d":[{"name":"b"}]}}'],
      ['when the older name of the list counts', JSON.stringify({ ff: { d: [named('a')] }, splits: [named('b')] })],
      ['when a number stands between flags', '{"ff":{"d":[{"name":"a"},5,{"name":"b"}]}}'],
      ['when a character takes two bytes', JSON.stringify({ ff: { d: [named('a', { defaultTreatment: '日' })] } })],
      [
        'when its list holds the word that stands for one',
        JSON.stringify({ ff: { d: ['cut'] }, rbs: { d: [named('a'), named('b')] } }),
      ],
      ['when it holds no flag', JSON.stringify({ ff: { d: [] } })],
    ];
    for (const [what, text] of texts) {
      it(what, () => {
        for (const [, written] of expectSame(text).flags) expect(written).to.be.undefined;
      });
    }
  });

  it('holds rule-based segments that are read one at a time where they come first', () => {
    const text = JSON.stringify({ rbs: { d: [named('beta'), named('gamma')] }, ff: { d: [named('a')] } });
    expect(expectSame(text).ruleBasedSegments.map(({ name }) => name)).to.deep.equal(['beta', 'gamma']);
  });

  const faults: readonly [what: string, text: string, place: string][] = [
    ['within a flag', '{"ff":{"d":[\n{"name":"a"},\n{"name":b}]}}', 'line 3'],
    ['of a comma that is too many', '{"ff":{"d":[\n{"name":"a"},\n{"name":"b"},\n]}}', 'line 4'],
    ['of a comma that is not there', '{"ff":{"d":[{"name":"a"}\n{"name":"b"}]}}', 'line 2'],
    ['of two commas', '{"ff":{"d":[{"name":"a"},\n,{"name":"b"}]}}', 'line 2'],
    ['after the flags', '{"ff":{"d":[{"name":"a"}]}\n]', 'line 2'],
    ['of an end that is not there', '{"ff":{"d":[{"name":"a"},\n{"name":"b', 'line 2'],
  ];
  for (const [what, text, place] of faults) {
    it(`is refused for a fault ${what}, with its place`, () => {
      expect(() => JSON.parse(text) as unknown).to.throw();
      expect(() => read(text)).to.throw(`is not JSON: ${place}`);
    });
  }

  describe('whatever it is', () => {
    const name = fc.constantFrom('a', 'b', '__proto__', 'cut', '"d":[{"name":', '}', '\\', 'é', '日');
    const field = fc.constantFrom('name', 'seed', 'd', 'splits', 'x');
    const value = fc.oneof(
      name,
      fc.integer(),
      fc.array(fc.record({ name })),
      fc.record({ d: fc.array(fc.record({ name })) }),
    );
    const element = fc.oneof(
      { weight: 6, arbitrary: fc.record({ name, seed: fc.integer(), x: value }, { requiredKeys: ['name'] }) },
      { weight: 1, arbitrary: fc.oneof(fc.dictionary(field, value), fc.integer(), fc.array(fc.record({ name }))) },
    );
    const list = fc.array(element);
    const document = fc.oneof(
      fc.record({ ff: fc.record({ t: fc.integer(), d: list }), rbs: fc.record({ d: list }) }, { requiredKeys: ['ff'] }),
      fc.record({ rbs: fc.record({ d: list }), splits: list }, { requiredKeys: ['splits'] }),
    );
    const text = fc
      .tuple(document, fc.constantFrom(undefined, 1, '\t'))
      .map(([contents, indent]) => JSON.stringify(contents, undefined, indent));

    it('says the same as when it is parsed at once', () => {
      fc.assert(
        fc.property(text, (written) => void expectSame(written)),
        { numRuns: 1_000 },
      );
    });

    it('is refused when it would be refused', () => {
      const bits = fc.constantFrom('', '{', '}', '[', ']', ',', '"', '\\', ':', '{"name":', '"d":[', 'cut', ' ');
      fc.assert(
        fc.property(text, fc.nat(), fc.nat({ max: 4 }), bits, (written, at, length, bit) => {
          const place = at % written.length;
          const damaged = written.slice(0, place) + bit + written.slice(place + length);
          let isJson = true;
          try {
            JSON.parse(damaged);
          } catch {
            isJson = false;
          }
          if (!isJson) expect(() => read(damaged)).to.throw('is not JSON');
          else if (!isUnusable(whole(damaged) as object)) expectSame(damaged);
        }),
        { numRuns: 2_000 },
      );
    });
  });
});

describe('cutting a document', () => {
  it('copies nothing: pieces and gaps are the document', () => {
    const text = '{"ff":{"d":[ {"name":"a"} , {"name":"b"}\n]}}';
    expect(cutList(text)).to.deep.equal({
      outline: '{"ff":{"d":[ "cut"\n]}}',
      placeholder: 'cut',
      pieces: ['{"name":"a"} ', '{"name":"b"}'],
    });
  });
});
