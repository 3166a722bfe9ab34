import { createRequire } from 'node:module';
import { expect } from 'chai';
import * as imported from '@polyflag/amplitude-provider';

describe('@polyflag/amplitude-provider as a package', () => {
  it('gives require() the very module that import gives', () => {
    const required: unknown = createRequire(import.meta.url)('@polyflag/amplitude-provider');
    expect(required).to.equal(imported);
  });
});
