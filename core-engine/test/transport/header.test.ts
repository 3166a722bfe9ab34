import { expect } from 'chai';
import { headerProblem } from '#src/transport/header.js';

describe('a header to be sent', () => {
  it('has no problem with what Node sends', () => {
    for (const value of ['abc', 'a b\tc', '', '\u00e9', '~!@#$%^&*()']) {
      expect(headerProblem('X-Key', value), JSON.stringify(value)).to.equal(undefined);
    }
  });

  it('cannot carry line ends, control characters and what is not Latin-1, and the problem does not repeat them', () => {
    for (const value of ['secret\n', 'secret\r\nX: y', 'secret\0', 'secret\u0100', 'secret𝄞', 'secret\x7f']) {
      expect(headerProblem('X-Key', value), JSON.stringify(value))
        .to.be.a('string')
        .that.includes('X-Key')
        .and.not.includes('secret');
    }
  });

  it('needs a name', () => {
    for (const name of ['', 'a b', 'a:', 'ö', 'a\n']) expect(headerProblem(name, 'a'), name).to.be.a('string');
  });
});
