import { AmplitudeCookie } from '@polyflag/amplitude-provider';
import { expect } from 'chai';
import fc from 'fast-check';

describe('AmplitudeCookie', () => {
  it('names the cookie by the beginning of the key', () => {
    expect(AmplitudeCookie.cookieName('a1b2c3d4e5f60718')).to.equal('amp_a1b2c3');
    expect(AmplitudeCookie.cookieName('a1b2c3d4e5f60718', true)).to.equal('AMP_a1b2c3d4e5');
    expect(() => AmplitudeCookie.cookieName('a1b2c')).to.throw('Invalid Amplitude API Key');
    expect(() => AmplitudeCookie.cookieName('a1b2c3d4e', true)).to.throw('Invalid Amplitude API Key');
  });

  it('reads the device that it wrote, whatever its id', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (deviceId) => {
        expect(AmplitudeCookie.parse(AmplitudeCookie.generate(deviceId, true), true)).to.deep.equal({
          device_id: deviceId,
        });
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const deviceId = text.replaceAll('.', '');
        expect(AmplitudeCookie.parse(AmplitudeCookie.generate(deviceId))).to.deep.equal({ device_id: deviceId });
      }),
    );
  });

  it('never throws, whatever the cookie is', () => {
    const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.base64String(), fc.json());
    fc.assert(
      fc.property(anything, fc.boolean(), (cookie, newFormat) => {
        expect(AmplitudeCookie.parse(cookie, newFormat)).to.be.an('object');
        expect(AmplitudeCookie.parse(encodeURIComponent(cookie), newFormat)).to.be.an('object');
      }),
    );
  });

  it('says nothing of a cookie that is not there', () => {
    expect(AmplitudeCookie.parse(undefined)).to.deep.equal({});
    expect(AmplitudeCookie.parse(undefined, true)).to.deep.equal({});
  });

  it('reads a cookie of a megabyte in good time', function () {
    this.timeout(2_000);
    const long = 'a'.repeat(1_000_000);
    expect(AmplitudeCookie.parse('.'.repeat(1_000_000))).to.deep.equal({ device_id: '' });
    expect(AmplitudeCookie.parse(long)).to.deep.equal({ device_id: long });
    expect(AmplitudeCookie.parse('%'.repeat(1_000_000), true)).to.deep.equal({});
    expect(AmplitudeCookie.parse(long, true)).to.deep.equal({});
    expect(AmplitudeCookie.parse(AmplitudeCookie.generate(long, true), true)).to.deep.equal({ device_id: long });
  });
});
