import { expect } from 'chai';
import type { commonOptions } from '#src/provider/common-options.js';
import { type CommonConfig } from '#src/provider/common-options.js';
import type { networkOptions } from '#src/provider/network-options.js';
import { type NetworkConfig } from '#src/provider/network-options.js';
import type { ConfigOf } from '#src/provider/option-kinds.js';
import * as option from '#src/provider/option-kinds.js';
import { readOwnOptions, refuseClientOptions } from '#src/provider/own-options.js';

const schema = { cacheMillis: option.number({ default: 10, min: 1 }), strict: option.boolean({ default: false }) };

describe('options of a provider that makes a client', () => {
  it('are taken out of the configuration and checked, and the rest is left as it was given', () => {
    const mark = Symbol('mark');
    const given = { cacheMillis: 5, urls: { sdk: 'nonsense' }, [mark]: 1 };
    const { own, rest } = readOwnOptions('P', given, schema);
    expect(own).to.deep.equal({ cacheMillis: 5, strict: false });
    expect(rest).to.deep.equal({ urls: { sdk: 'nonsense' }, [mark]: 1 });
    expect(() => readOwnOptions('P', { cacheMillis: 0 }, schema))
      .to.throw('P: "cacheMillis" takes a number, at least 1; found 0')
      .with.property('code', 'GENERAL');
  });

  for (const given of [undefined, null, 'text', []]) {
    it(`have their defaults where the configuration is no object, which the client refuses: ${String(given)}`, () => {
      expect(readOwnOptions('P', given, schema)).to.deep.equal({
        own: { cacheMillis: 10, strict: false },
        rest: given,
      });
    });
  }

  it('do not stand beside options of a client where there is one', () => {
    refuseClientOptions('P', {});
    refuseClientOptions('P', undefined);
    expect(() => refuseClientOptions('P', { urls: {}, debug: true }))
      .to.throw('P: "urls" is an option of the client that was given')
      .with.property('code', 'GENERAL');
    expect(() => refuseClientOptions('P', null)).to.throw('P: the configuration is an object of options');
  });
});

describe('the configuration that a user may write', () => {
  it('has the options of the schemas, with the types of their values', () => {
    // The compiler compares them, in both directions.
    const common: Required<CommonConfig> = {} as Required<ConfigOf<typeof commonOptions>>;
    const commonBack: Required<ConfigOf<typeof commonOptions>> = common;
    const network: Required<NetworkConfig> = {} as Required<ConfigOf<typeof networkOptions>>;
    const networkBack: Required<ConfigOf<typeof networkOptions>> = network;
    expect([commonBack, networkBack]).to.deep.equal([{}, {}]);
  });
});
