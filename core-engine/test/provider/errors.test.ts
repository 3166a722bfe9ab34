import { classOf } from '#src/logging/class-of.js';
import { ErrorCode } from '@openfeature/server-sdk';
import { expect } from 'chai';
import { asCoded, fatal, general, invalidOption, isCoded, notReady, placeOf, showKey } from '#src/provider/errors.js';

describe('coded errors', () => {
  it('2.2.7 have one of the eight codes, and a name', () => {
    expect(notReady('a')).to.include({ code: 'PROVIDER_NOT_READY', message: 'a', name: 'PolyflagError' });
    expect(fatal('a').code).to.equal('PROVIDER_FATAL');
    expect(general('a').code).to.equal('GENERAL');
    expect(invalidOption('a').code).to.equal('GENERAL');
    expect(notReady('a')).to.be.instanceOf(Error);
  });

  it('2.2.7 are told by their code: all eight, whatever the class', () => {
    for (const code of Object.values(ErrorCode)) expect(isCoded(Object.assign(new Error('x'), { code }))).to.be.true;
    for (const code of ['ECONNREFUSED', '', 404, undefined, 'toString']) {
      expect(isCoded(Object.assign(new Error('x'), { code })), String(code)).to.be.false;
    }
    expect(isCoded({ code: 'GENERAL' })).to.be.false;
    expect(isCoded(null)).to.be.false;
  });

  it('2.2.7 are not looked for behind a getter that throws', () => {
    const hostile = new Error('x');
    Object.defineProperty(hostile, 'code', {
      get() {
        throw new Error('boo');
      },
    });
    expect(isCoded(hostile)).to.be.false;
  });

  it('2.2.7 stay themselves, and a foreign error becomes their cause, not their message', () => {
    const ours = fatal('refused');
    expect(asCoded(ours, 'the start failed')).to.equal(ours);
    const foreign = Object.assign(new TypeError('bad key 4711'), { code: 'ECONNREFUSED' });
    const wrapped = asCoded(foreign, 'the start failed');
    expect(wrapped).to.include({ code: 'GENERAL', message: 'the start failed (TypeError)', cause: foreign });
    expect(asCoded('text', 'x').message).to.equal('x (string)');
  });

  it('name the place of a foreign error for a log, not its message', () => {
    const foreign = new RangeError('bad key 4711');
    expect(placeOf(foreign)).to.match(/^RangeError at .*errors\.test/);
    expect(placeOf(foreign)).not.to.include('4711');
    expect(placeOf(Object.assign(new Error('a'), { stack: undefined }))).to.equal('Error');
    expect(placeOf(7)).to.equal('number');
    const hostile = new TypeError('x');
    Object.defineProperty(hostile, 'stack', {
      get() {
        throw new Error('boo');
      },
    });
    expect(placeOf(hostile)).to.equal('TypeError');
  });

  it('survive an error whose class cannot be asked for', () => {
    const hostile = new Error('x');
    Object.defineProperty(hostile, 'constructor', {
      get() {
        throw new Error('boo');
      },
    });
    expect(classOf(hostile)).to.equal('unknown');
  });

  it('show flag keys cut to a hundred characters, and anything else by its type', () => {
    expect(showKey('a"b')).to.equal('"a"b"');
    expect(showKey('x'.repeat(100))).to.equal(`"${'x'.repeat(100)}"`);
    expect(showKey('x'.repeat(10_000_000))).to.have.length(103);
    expect(showKey(Symbol('s'))).to.equal('a symbol');
    expect(showKey(null)).to.equal('null');
    expect(showKey({})).to.equal('an object');
  });
});
