import { expect } from 'chai';
import type { Decision } from '#src/evaluation/decision.js';
import { readyProvider, resolve } from './asking.js';
import { faceOf, tidy } from './fakes.js';

describe('flag keys', () => {
  afterEach(tidy);

  describe('2.2.7 hostile flag keys', () => {
    const odd: [string, unknown][] = [
      ['blank', ' \t'],
      ['empty', ''],
      ['a no-break space', '\u00a0'],
      ['a symbol', Symbol('s')],
      ['undefined', undefined],
      ['null', null],
      ['a number', 5],
      ['an object without a prototype', Object.create(null)],
    ];
    for (const [what, key] of odd) {
      it(`${what}: FLAG_NOT_FOUND, and the vendor is not asked`, async () => {
        const decide = (): Decision => {
          throw new Error('asked');
        };
        const provider = await readyProvider({ face: faceOf({}, { decide }) });
        const details = await resolve(provider, 'boolean', key, true);
        expect(details).to.include({ value: true, errorCode: 'FLAG_NOT_FOUND' });
        expect(details.errorMessage).to.match(/^flag .*: a flag has a name$/);
      });
    }

    const named = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '\ud800', 'a b', '%2F', 'ключ', '\u3042'];
    for (const key of named) {
      it(`${JSON.stringify(key)} is an ordinary name`, async () => {
        const provider = await readyProvider();
        expect(await resolve(provider, 'boolean', key, true)).to.include({ value: true, errorCode: 'FLAG_NOT_FOUND' });
        const flags = Object.fromEntries([[key, 'here']]);
        expect(await resolve(await readyProvider({ flags }), 'string', key, 'd')).to.include({ value: 'here' });
      });
    }

    it('ten megabytes: a coded error with a short message', async () => {
      const details = await resolve(await readyProvider(), 'boolean', 'x'.repeat(10_000_000), true);
      expect(details).to.include({ value: true, errorCode: 'FLAG_NOT_FOUND' });
      expect(details.errorMessage).to.have.length.below(200);
    });
  });
});
