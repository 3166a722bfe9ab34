import { expect } from 'chai';
import { completeFlag } from '#src/localhost/complete-flag.js';
import { Fields } from '#src/localhost/fields.js';
import { WrittenFlag } from '#src/localhost/written-flag.js';
import { keepParsed, type FlagRecord } from '#src/wire/decode.js';
import type { FlagWire } from '#src/wire/definitions.js';

function complete(text: string): FlagWire {
  return completeFlag('a', new Fields(JSON.parse(text) as Record<string, unknown>, 'here', []));
}

const keep = (text: string, problem?: string): FlagRecord => WrittenFlag.keep(text)(complete(text), problem);

describe('a flag that is kept as it was written', () => {
  const texts: readonly [what: string, text: string][] = [
    ['with defaults', '{"name":"a"}'],
    ['in flag sets', '{"name":"a","trafficTypeName":"account","sets":["one","two"],"killed":true}'],
    ['in none', '{"name":"a","sets":[]}'],
    ['with a field that is replaced', '{"name":"a","sets":5,"trafficTypeName":5,"conditions":5}'],
  ];
  for (const [what, text] of texts) {
    it(`says what it said when it was parsed: ${what}`, () => {
      const { flag, trafficTypeName, sets, unsupported } = keep(text, 'a problem');
      expect({ flag, trafficTypeName, sets, unsupported }).to.deep.equal(keepParsed(complete(text), 'a problem'));
    });
  }

  it('is the text: the flag is parsed for whoever asks', () => {
    const record = keep('{"name":"a"}');
    expect(record.flag).to.not.equal(record.flag);
  });

  it('is kept as it was parsed when it is long, so that its first answer does not wait', () => {
    const text = `{"name":"a","x":"${'x'.repeat(65_536)}"}`;
    const parsed = complete(text);
    expect(WrittenFlag.keep(text)(parsed, undefined).flag).to.equal(parsed);
  });
});
