import { expect } from 'chai';
import fc from 'fast-check';
import { findJsonFault } from '#src/sync/file/json-fault.js';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Where V8 says the fault is; it says so only at times. */
function placeByV8(text: string): number | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const position = / at position (\d+)/.exec((error as Error).message)?.[1];
    return position === undefined ? undefined : Number(position);
  }
}

describe('sync: the place where a text stops being JSON', () => {
  const rows: [text: string, offset: number, what: RegExp][] = [
    ['', 0, /ends too early/],
    ['  ', 2, /ends too early/],
    ['{', 1, /ends too early/],
    ['{"a"', 4, /ends too early/],
    ['{"a":', 5, /ends too early/],
    ['{"a":1', 6, /ends too early/],
    ['[1', 2, /ends too early/],
    ['"abc', 4, /inside a string/],
    ['{"a":1,}', 7, /name of a member/],
    ['{a:1}', 1, /name of a member/],
    ['{"a" 1}', 5, /colon/],
    ['{"a":1 "b":2}', 7, /comma or "}"/],
    ['[1 2]', 3, /comma or "]"/],
    ['[1,]', 3, /value is missing/],
    ['{"a":1]', 6, /comma or "}"/],
    ['[1}', 2, /comma or "]"/],
    ['{} x', 3, /something follows/],
    ['nope', 0, /value is missing/],
    ['[tru]', 1, /value is missing/],
    ["['a']", 1, /value is missing/],
    ['"a\nb"', 2, /line break/],
    ['"\\x"', 1, /escape/],
    ['01', 1, /something follows/],
    ['-', 0, /value is missing/],
    ['[NaN]', 1, /value is missing/],
    ['// hello', 0, /value is missing/],
  ];
  for (const [text, offset, what] of rows) {
    it(`${JSON.stringify(text)}: at ${offset}`, () => {
      expect(isJson(text)).to.be.false;
      const fault = findJsonFault(text);
      expect(fault?.offset).to.equal(offset);
      expect(fault?.what).to.match(what);
    });
  }

  it('agrees with JSON.parse on what is JSON, and with V8 on the place where V8 names one', () => {
    const corrupted = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.nat(3),
        fc.constantFrom('', '{', '}', '[', ']', ',', ':', '"', '\\', '0', 'e', '-', '\n'),
      )
      .map(([text, at, length, put]) => {
        const start = at % (text.length + 1);
        return text.slice(0, start) + put + text.slice(start + length);
      });
    fc.assert(
      fc.property(fc.oneof(fc.json(), corrupted), (text) => {
        const fault = findJsonFault(text);
        expect(fault === undefined, text).to.equal(isJson(text));
        const place = placeByV8(text);
        // In a number and in a string V8 points into the token, this at its start or at the escape.
        if (place !== undefined && fault !== undefined) expect(fault.offset, text).to.be.at.most(place);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is not impressed by depth or length', () => {
    expect(findJsonFault('['.repeat(100_000))).to.have.property('offset', 100_000);
    const long = JSON.stringify('x\\'.repeat(200_000));
    expect(findJsonFault(long)).to.be.undefined;
    expect(findJsonFault(`${long},`)).to.have.property('offset', long.length);
  });
});
