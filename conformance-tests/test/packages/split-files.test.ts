import { silentLogger, type Logger } from '@polyflag/core-engine';
import { SplitFactory } from '@polyflag/split-provider';
import { expect } from 'chai';
import { folderOfSuite } from './support/folder.js';
import { cell, codeIn, plain, readPage, rowsOf } from './support/page.js';

const page = readPage('providers/split/README.md');
const samples = page.blocks.filter(({ name }) => /^(?:splits\.json|beta\.json|list\.yaml|flags\.split)$/.test(name));
const formats = rowsOf(page, 'splitFile ends with', 'format', 'segments');

/** The same flag in the three formats: each reads only its own. */
const texts: Readonly<Record<string, string>> = {
  json: '{"splits": [{"name": "asked", "conditions": []}]}',
  yaml: '- asked:\n    treatment: yaml',
  columns: 'asked columns',
};

const endings: Readonly<Record<string, readonly string[]>> = {
  json: ['a.json', 'A.JSON'],
  yaml: ['a.yaml', 'a.yml', 'A.YML'],
  columns: ['a.split', 'a', 'a.txt'],
};

describe('the files in the README of split-provider', () => {
  const folder = folderOfSuite();

  async function ready(splitFile: string, logger: Logger = silentLogger): Promise<SplitFactory> {
    const factory = new SplitFactory('localhost', { splitFile, segmentDirectory: folder().path, logger });
    await factory.blockUntilReady();
    return factory;
  }

  it('are four, and give no cause for a warning', async () => {
    const said: unknown[] = [];
    const hear = (...words: unknown[]): unknown => said.push(...words);
    for (const { name, text } of samples) folder().write(name, text);
    for (const { name } of samples.filter((sample) => sample.name !== 'beta.json')) {
      await ready(folder().at(name), { error: hear, warn: hear, info: hear, debug: hear });
    }
    expect(samples).to.have.lengthOf(4);
    expect(said).to.deep.equal([]);
  });

  it('give what the table says, and hold nothing else', async () => {
    const rows = rowsOf(page, 'splitFile', 'flag', 'key', 'treatment', 'config');
    for (const { name, text } of samples) folder().write(name, text);
    const held: string[] = [];
    for (const { name } of samples.filter((sample) => sample.name !== 'beta.json')) {
      const factory = await ready(folder().at(name));
      held.push(
        ...factory
          .manager()
          .splitNames()
          .map((flag) => `${name} ${flag}`),
      );
    }
    const named = new Set(rows.map((row) => `${plain(row, 'splitFile')} ${plain(row, 'flag')}`));
    expect([...named]).to.have.members(held);
    for (const row of rows) {
      const factory = await ready(folder().at(plain(row, 'splitFile')));
      const { treatment, config } = factory.client().getTreatmentWithConfig(plain(row, 'key'), plain(row, 'flag'));
      expect({ treatment, config: config ?? '' }, [...row.values()].join(' ')).to.deep.equal({
        treatment: plain(row, 'treatment'),
        config: plain(row, 'config'),
      });
    }
  });

  it('are read as the end of their name says', async () => {
    expect(formats.map((row) => codeIn(row, 'splitFile ends with'))).to.deep.equal([['.json'], ['.yaml', '.yml'], []]);
    expect(cell(formats.at(-1)!, 'splitFile ends with')).to.equal('anything else');
    for (const [format, names] of Object.entries(endings)) {
      for (const name of names) {
        const factory = await ready(folder().write(name, texts[format]));
        const treatment = factory.client().getTreatment('ana', 'asked');
        expect(treatment, name).to.equal(format === 'json' ? 'off' : format);
      }
    }
  });

  it('may be of either JSON form, with segments and rule-based segments', async () => {
    folder().write('x.json', { name: 'x', added: ['ana'] });
    const inX = { matcherType: 'IN_SEGMENT', userDefinedSegmentMatcherData: { segmentName: 'x' } };
    const inRule = { matcherType: 'IN_RULE_BASED_SEGMENT', userDefinedSegmentMatcherData: { segmentName: 'rule' } };
    const on = (matcher: object): object => ({
      conditionType: 'ROLLOUT',
      matcherGroup: { combiner: 'AND', matchers: [matcher] },
      partitions: [{ treatment: 'on', size: 100 }],
    });
    const flag = { name: 'asked', conditions: [on(inRule)] };
    const rule = { name: 'rule', conditions: [{ matcherGroup: { combiner: 'AND', matchers: [inX] } }] };
    const newer = await ready(folder().write('newer.json', { ff: { d: [flag] }, rbs: { d: [rule] } }));
    expect(['ana', 'bob'].map((key) => newer.client().getTreatment(key, 'asked'))).to.deep.equal(['on', 'off']);
    const older = await ready(folder().write('older.json', { splits: [{ name: 'asked', conditions: [on(inX)] }] }));
    expect(['ana', 'bob'].map((key) => older.client().getTreatment(key, 'asked'))).to.deep.equal(['on', 'off']);
  });

  it('cost one flag where one is bad, and a message names it', async () => {
    const said: string[] = [];
    const logger: Logger = { ...silentLogger, warn: (text) => said.push(String(text)) };
    const bad = { name: 'bad', conditions: [{ matcherGroup: { matchers: [{ matcherType: 'OF_TOMORROW' }] } }] };
    const factory = await ready(folder().write('bad.json', { splits: [bad, { name: 'good' }] }), logger);
    expect(factory.client().getTreatments('ana', ['bad', 'good'])).to.deep.equal({ bad: 'control', good: 'off' });
    expect(said.join('\n')).to.include('"bad"');
  });

  it('are refused by name when they are bad at the start', async () => {
    const failure: unknown = await ready(folder().write('broken.json', '{')).catch((error: unknown) => error);
    expect((failure as Error).message)
      .to.include('broken.json')
      .and.include('line 1');
  });
});
