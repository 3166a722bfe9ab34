import type { Client, FlagMetadata } from '@openfeature/server-sdk';
import { expect } from 'chai';
import { always } from './support/flags.js';
import { ask, openedInTest, type Asked } from './support/opened.js';
import { byText, plain, readPage, rowsOf } from './support/page.js';

const page = readPage('providers/split/README.md');
const ana = { targetingKey: 'ana' };

/** Every way in which a value of a type may be found or missed. */
const ways = [
  'boolean TYPE_MISMATCH',
  'boolean value',
  'number TYPE_MISMATCH',
  'number value',
  'object PARSE_ERROR',
  'object TYPE_MISMATCH',
  'object value',
  'string value',
];

/** Who leaves a field of the metadata away, by the words of the table. */
const absences: Readonly<Record<string, (client: Client) => Promise<FlagMetadata>>> = {
  'the provider was not asked': async (client) => (await ask(client, 'string', ' ', ana)).flagMetadata,
  'there is none': async (client) => (await ask(client, 'string', 'bare', ana)).flagMetadata,
  'no such flag': async (client) => (await ask(client, 'string', 'absent', ana)).flagMetadata,
  'it is in none': async (client) => (await ask(client, 'string', 'bare', ana)).flagMetadata,
};

describe('the types and the metadata in the README of split-provider', () => {
  const opened = openedInTest();

  it('are read as every row of the table says', async () => {
    const cases = rowsOf(page, 'asked for', 'treatment', 'configuration', 'gives');
    const flags = cases.map((row, at) => {
      const config = plain(row, 'configuration');
      return always(`flag ${at}`, plain(row, 'treatment'), config === '' ? undefined : config);
    });
    const client = await opened().client(flags);
    const found = await Promise.all(
      cases.map((row, at) => given(client, plain(row, 'asked for') as Asked, `flag ${at}`)),
    );
    expect(found).to.deep.equal(cases.map((row) => plain(row, 'gives')));
    const seen = cases.map(
      (row, at) => `${plain(row, 'asked for')} ${/^[A-Z]/.test(found[at]!) ? found[at]! : 'value'}`,
    );
    expect([...new Set(seen)].sort()).to.deep.equal(ways);
  });

  it('have every word for a boolean in the table', () => {
    const cases = rowsOf(page, 'asked for', 'treatment', 'configuration', 'gives');
    const words = cases
      .filter((row) => /^(?:true|false)$/.test(plain(row, 'gives')))
      .map((row) => plain(row, 'treatment'));
    expect([...new Set(words.map((word) => word.toLowerCase()))].sort()).to.deep.equal(['false', 'off', 'on', 'true']);
    expect(words.some((word) => word !== word.toLowerCase())).to.be.true;
  });

  it('freeze objects all the way down', async () => {
    const client = await opened().client([always('deep', 'on', '{"a": {"b": [1]}}')]);
    const { value } = await client.getObjectDetails<{ a?: { b: number[] } }>('deep', {}, ana);
    expect([value, value.a, value.a?.b].every(Object.isFrozen)).to.be.true;
  });

  it('have the fields of the table, of their types', async () => {
    const fields = byText(rowsOf(page, 'field', 'type', 'holds', 'absent'), 'field', (row) => plain(row, 'type'));
    const full = { ...always('full', 'on', '{}'), changeNumber: 7, trafficTypeName: 'account', sets: ['one', 'two'] };
    const { flagMetadata } = await ask(await opened().client([full]), 'string', 'full', ana);
    const types = Object.entries(flagMetadata).map(([field, value]) => [field, typeof value] as const);
    expect(Object.fromEntries(types)).to.deep.equal(Object.fromEntries(fields));
    expect(flagMetadata).to.deep.equal({
      label: 'for everybody',
      config: '{}',
      changeNumber: 7,
      version: '7',
      trafficType: 'account',
      killed: false,
      sets: 'one,two',
    });
  });

  it('leave a field of the metadata away where the table says so', async () => {
    const client = await opened().client([always('bare', 'on'), { ...always('full', 'on', '{}'), sets: ['one'] }]);
    const rows = rowsOf(page, 'field', 'type', 'holds', 'absent');
    for (const row of rows) {
      const field = plain(row, 'field');
      const without = await absences[plain(row, 'absent')]!(client);
      expect(without, field).not.to.have.property(field);
      expect((await ask(client, 'string', 'full', ana)).flagMetadata, field).to.have.property(field);
    }
    expect(new Set(rows.map((row) => plain(row, 'absent')))).to.deep.equal(new Set(Object.keys(absences)));
  });

  it('stand beside a provider of the name that is written', () => {
    const { name } = opened().provider({}).metadata;
    expect(page.text).to.include(`\`provider.metadata.name\` is \`${name}\``);
  });
});

async function given(client: Client, asked: Asked, flag: string): Promise<string> {
  const { value, errorCode } = await ask(client, asked, flag, ana);
  if (errorCode !== undefined) return errorCode;
  return JSON.stringify(value).replace(/([:,])/g, '$1 ');
}
