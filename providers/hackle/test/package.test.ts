import { createRequire } from 'node:module';
import { expect } from 'chai';
import * as imported from '@polyflag/hackle-provider';

describe('@polyflag/hackle-provider as a package', () => {
  it('gives require() the very module that import gives', () => {
    const required: unknown = createRequire(import.meta.url)('@polyflag/hackle-provider');
    expect(required).to.equal(imported);
  });
});
