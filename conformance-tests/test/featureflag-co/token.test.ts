import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectionToken } from '@polyflag/featureflag-co-provider/internal';
import { expect } from 'chai';

interface Row {
  readonly envSecret: string;
  readonly random: number;
  readonly timestamp: number;
  readonly token: string;
}

describe("featureflag.co's tokens", () => {
  it('are those that were recorded', () => {
    const file = join(import.meta.dirname, '..', '..', 'vectors', 'featureflag-co-token.json');
    const { tokens } = JSON.parse(readFileSync(file, 'utf8')) as { readonly tokens: readonly Row[] };
    const ours = tokens.map(({ envSecret, timestamp, random }) => connectionToken(envSecret, timestamp, random));
    expect(ours).to.deep.equal(tokens.map(({ token }) => token));
    expect(ours).to.have.length.above(40);
  });
});
