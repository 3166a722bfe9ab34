import { expect } from 'chai';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import type { LocalhostDocument } from '#src/localhost/document.js';
import { parseDefinitions, parseSegment } from '#src/localhost/parse.js';
import { anyText } from '../validation/hostile.js';
import { sample } from './sample.js';

function parse(text: string, file: string): Promise<LocalhostDocument> {
  return parseDefinitions(text, file, (flag) => flag);
}

describe('parsing a localhost file', () => {
  const samples: readonly [file: string, names: string[]][] = [
    ['splits.json', ['feature_flag_1']],
    ['splits.yaml', ['my_feature_flag', 'some_other_feature_flag']],
    ['example.split', ['reporting_v2', 'double_writes_to_cassandra', 'new-navigation']],
  ];
  for (const [file, names] of samples) {
    it(`reads ${file} by its name`, async () => {
      const { flags, warnings } = await parse(readFileSync(sample(file), 'utf8'), sample(file));
      expect(flags.map(({ name }) => name)).to.deep.equal(names);
      expect(warnings).to.deep.equal([]);
    });
  }

  it('reads scalars of YAML as the text that was written', async () => {
    const { flags } = await parse('- a: { treatment: 1.0 }', '/x.yml');
    expect(flags[0]?.conditions?.[0]?.partitions).to.deep.equal([{ treatment: '1.0', size: 100 }]);
  });

  const bad: readonly [file: string, text: string, message: string][] = [
    ['/x.json', '{"ff": }', 'not JSON'],
    ['/x.json', '[]', 'expected an object with ff or splits, found a list'],
    ['/x.yaml', 'a: [', 'not YAML'],
    ['/x.yaml', 'a: on', 'expected a list of feature flags, found an object'],
  ];
  for (const [file, text, message] of bad) {
    it(`throws for ${text} in ${file}`, async () => {
      let thrown: unknown;
      try {
        await parse(text, file);
      } catch (error) {
        thrown = error;
      }
      expect(thrown).to.be.an.instanceof(Error);
      expect((thrown as Error).message).to.include(message);
    });
  }

  it('throws nothing but errors that say why, whatever the text', async () => {
    const file = fc.constantFrom('/x.json', '/x.yaml', '/x.split');
    const yaml = fc
      .array(fc.constantFrom('- ', 'a', ': ', '\n  ', '{', '}', 'treatment', 'keys', '&a', '*a', '~', "'"))
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(file, fc.oneof(anyText, fc.json(), yaml), async (path, text) => {
        try {
          await parse(text, path);
        } catch (error) {
          expect(error).to.have.property('message').that.is.a('string').and.not.equal('');
        }
      }),
    );
  });
});

describe('parsing a segment file', () => {
  it('reads the sample', () => {
    const file = sample('segments/segment_1.json');
    expect(parseSegment(readFileSync(file, 'utf8'), file)).to.deep.include({ name: 'segment_1', warnings: [] });
  });

  it('goes by the name of the file, since that was asked for', () => {
    expect(parseSegment('{"name":"other","added":["ana"]}', '/segments/staff.json')).to.deep.equal({
      name: 'staff',
      version: -1,
      keys: new Set(['ana']),
      warnings: ['segment "other": expected the name of its file, "staff", which is used'],
    });
  });

  it('throws for what is no segment', () => {
    expect(() => parseSegment('{}', '/s.json')).to.throw('expected name to be a text');
    expect(() => parseSegment('{', '/s.json')).to.throw('not JSON');
  });
});
