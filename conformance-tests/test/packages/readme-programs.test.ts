import { expect } from 'chai';
import { Folder, runNode } from './support/folder.js';
import { blockNamed, readPage, type Page } from './support/page.js';

const pages: Readonly<Record<string, Page>> = {
  'core-engine': readPage('core-engine/README.md'),
  'providers/amplitude': readPage('providers/amplitude/README.md'),
  'providers/split': readPage('providers/split/README.md'),
};

/** Evaluates, and is told to end in the same turn: the listener is still to be called. */
const server = (line: string): string => `
import { OpenFeature } from '@openfeature/server-sdk';
import { SplitProvider } from '@polyflag/split-provider';

const impressionListener = { logImpression: ({ impression }) => console.log('heard', impression.treatment) };
await OpenFeature.setProviderAndWait(new SplitProvider('localhost', { splitFile: 'splits.yaml', impressionListener }));
setInterval(() => undefined, 1_000);
${line}
const client = OpenFeature.getClient();
console.log(await client.getStringValue('new_checkout', 'none', { targetingKey: 'ana' }));
process.kill(process.pid, 'SIGTERM');
`;

describe('the programs of the READMEs @slow', function () {
  this.timeout(30_000);
  let folder: Folder;

  beforeEach(() => {
    folder = new Folder();
    folder.linkModules();
    folder.write('splits.yaml', blockNamed(pages['providers/split']!, 'yaml', 'splits.yaml'));
  });

  afterEach(() => {
    folder.remove();
  });

  const programs = Object.entries(pages).flatMap(([name, { blocks }]) =>
    blocks
      .filter((block) => block.language === 'js' && block.name.endsWith('.mjs'))
      .map((block) => [name, block] as const),
  );

  it('are there', () => {
    const found = programs.map(([name, block]) => `${name} ${block.name}`);
    expect(found).to.deep.equal([
      'core-engine program.mjs',
      'providers/amplitude program.mjs',
      'providers/split program.mjs',
      'providers/split vendor.mjs',
    ]);
  });

  for (const [name, block] of programs) {
    it(`print what ${name}/README.md says: ${block.name}`, async () => {
      folder.write(block.name, block.text);
      const { code, out, err } = await runNode(folder, block.name);
      expect({ code, out, err }).to.deep.equal({ code: 0, out: blockNamed(pages[name]!, 'text', block.name), err: '' });
    });
  }

  for (const [name, page] of Object.entries(pages)) {
    it(`close at SIGTERM with the line of ${name}/README.md`, async () => {
      folder.write('server.mjs', server(blockNamed(page, 'js', 'shutdown')));
      const { code, signal, out } = await runNode(folder, 'server.mjs');
      expect({ code, signal, out }).to.deep.equal({ code: 0, signal: null, out: 'on\nheard on\n' });
    });
  }

  it('would end without hearing of the impression if that line were missing', async () => {
    folder.write('server.mjs', server(''));
    const { signal, out } = await runNode(folder, 'server.mjs');
    expect({ signal, out }).to.deep.equal({ signal: 'SIGTERM', out: 'on\n' });
  });
});
