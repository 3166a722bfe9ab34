import { createRequire } from 'node:module';
import { expect } from 'chai';
import * as imported from '@polyflag/split-provider';

describe('@polyflag/split-provider as a package', () => {
  it('gives require() the very module that import gives', () => {
    const required: unknown = createRequire(import.meta.url)('@polyflag/split-provider');
    expect(required).to.equal(imported);
  });
});
