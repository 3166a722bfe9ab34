import { createRequire } from 'node:module';
import { expect } from 'chai';
import * as imported from '@polyflag/core-engine';

describe('@polyflag/core-engine as a package', () => {
  it('gives require() the very module that import gives', () => {
    const required: unknown = createRequire(import.meta.url)('@polyflag/core-engine');
    expect(required).to.equal(imported);
  });
});
