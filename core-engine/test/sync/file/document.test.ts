import { expect } from 'chai';
import { decodeText } from '#src/sync/file/decode-text.js';
import { parseJson } from '#src/sync/file/document.js';
import { parseYaml, parseYamlAsText } from '#src/sync/file/yaml.js';
import { SourceError } from '#src/sync/source.js';

async function problemOf(read: () => unknown): Promise<SourceError> {
  try {
    await read();
  } catch (error) {
    expect(error).to.be.instanceOf(SourceError);
    expect(error).to.have.property('code', 'invalid');
    return error as SourceError;
  }
  throw new Error('it was read');
}

describe('sync: documents', () => {
  describe('JSON', () => {
    it('reads it', () => {
      expect(parseJson('{"a":[1,null]}', '/f.json')).to.deep.equal({ a: [1, null] });
    });

    it('names file, line and column', async () => {
      const { message } = await problemOf(() => parseJson('{\n  "a": 1,\r\n  "b": x\n}', '/f.json'));
      expect(message).to.equal('/f.json is not JSON: line 3, column 8: a value is missing');
    });

    it('counts a fault at the line break to the line that it ends', async () => {
      const { message } = await problemOf(() => parseJson('{\n"a": "b\n"}', '/f.json'));
      expect(message).to.contain('line 2, column 8: a string holds a line break');
    });

    it('quotes nothing of the content', async () => {
      const error = await problemOf(() => parseJson('{"secret-key": hush-hush}', '/f.json'));
      expect(error.message + String(error.cause)).not.to.match(/secret|hush/);
    });

    it('takes __proto__ for a name', () => {
      const document = parseJson('{"__proto__":{"polluted":true}}', '/f.json');
      expect(Object.keys(document as object)).to.deep.equal(['__proto__']);
      expect({}).not.to.have.property('polluted');
    });
  });

  describe('YAML', () => {
    it('reads it as version 1.2', async () => {
      expect(await parseYaml('a: on\nb: [1.0, true, ~]\n', '/f.yaml')).to.deep.equal({ a: 'on', b: [1, true, null] });
    });

    it('reads scalars as they were written', async () => {
      const document = await parseYamlAsText('a: on\nb: [1.0, true, ~, "q"]\n', '/f.yaml');
      expect(document).to.deep.equal({ a: 'on', b: ['1.0', 'true', '~', 'q'] });
    });

    it('names file, line and column', async () => {
      const { message } = await problemOf(() => parseYaml('- a: 1\n- b: [1, 2\n- c: 3\n', '/f.yaml'));
      expect(message).to.match(/^\/f\.yaml is not YAML: line 3, column 1: [^\n]+$/);
    });

    it('refuses the same name twice, and a second document', async () => {
      const twice = await problemOf(() => parseYaml('a: 1\na: 2\n', '/f.yaml'));
      expect(twice.message).to.equal('/f.yaml is not YAML: line 2, column 1: Map keys must be unique');
      const second = await problemOf(() => parseYaml('a: 1\n---\nb: 2\n', '/f.yaml'));
      expect(second.message).to.equal('/f.yaml is not YAML: line 2, column 1: a second document begins');
    });

    it('reads an empty file as null', async () => {
      expect(await parseYaml('', '/f.yaml')).to.be.null;
      expect(await parseYaml('# nothing\n', '/f.yaml')).to.be.null;
    });

    it('reads JSON', async () => {
      expect(await parseYaml('{"a": [1, {"b": null}]}', '/f.yaml')).to.deep.equal({ a: [1, { b: null }] });
    });

    it('refuses aliases that multiply', async () => {
      const levels = ['a: &a [x,x,x,x,x,x,x,x,x]'];
      for (let level = 98; level < 106; level++) {
        const [name, last] = [String.fromCharCode(level), String.fromCharCode(level - 1)];
        levels.push(`${name}: &${name} [${Array(9).fill(`*${last}`).join(',')}]`);
      }
      const { message } = await problemOf(() => parseYaml(levels.join('\n'), '/f.yaml'));
      expect(message).to.contain('/f.yaml is not YAML');
    });

    for (const [open, close] of [
      ['[', ']'],
      ['{a: ', '}'],
      ['- ', ''],
      ['? ', ''],
      ['[? ', ']'],
    ] as const) {
      it(`refuses what is nested too deeply: ${open}`, async () => {
        const nested = (depth: number): string => `${open.repeat(depth)}x${close.repeat(depth)}`;
        await parseYaml(nested(50), '/f.yaml');
        for (const depth of [102, 5_000]) {
          const { message } = await problemOf(() => parseYaml(nested(depth), '/f.yaml'));
          expect(message).to.match(
            /^\/f\.yaml is not YAML: line 1, column \d+: it is nested more than 100 levels deep$/,
          );
        }
      });
    }

    it('keeps a message on one short line', async () => {
      const { message } = await problemOf(() => parseYaml(`a: *${'x'.repeat(10_000)}\n`, '/f.yaml'));
      expect(message.length).to.be.below(400);
    });

    it('takes __proto__ for a name', async () => {
      const document = await parseYaml('__proto__: { polluted: true }\n', '/f.yaml');
      expect(Object.keys(document as object)).to.deep.equal(['__proto__']);
      expect({}).not.to.have.property('polluted');
    });
  });

  describe('text', () => {
    it('drops a byte order mark', () => {
      expect(decodeText(Buffer.from('\ufeff{}'), '/f')).to.equal('{}');
    });

    it('refuses what is not UTF-8', async () => {
      const latin = await problemOf(() => decodeText(Buffer.from([0x22, 0xe9, 0x22]), '/f'));
      expect(latin.message).to.equal('/f is not UTF-8 text');
      const wide = await problemOf(() => decodeText(Buffer.from('\ufeff{}', 'utf16le'), '/f'));
      expect(wide.message).to.equal('/f is UTF-16 text; save it as UTF-8');
    });
  });
});
