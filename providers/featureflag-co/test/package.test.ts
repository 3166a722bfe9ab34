import { createRequire } from 'node:module';
import { expect } from 'chai';
import * as imported from '@polyflag/featureflag-co-provider';

describe('@polyflag/featureflag-co-provider as a package', () => {
  it('gives require() the very module that import gives', () => {
    const required: unknown = createRequire(import.meta.url)('@polyflag/featureflag-co-provider');
    expect(required).to.equal(imported);
  });
});
