import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { WebSocketServer } from 'ws';
import { Opened } from './jig/servers.js';

const run = promisify(execFile);
/** The compiled tests, where `#src` means what it means here. */
const tests = resolve(import.meta.dirname, '..');

/** What a program prints that ends by itself; it is stopped, and fails, after 8 seconds. */
async function outputOf(script: string): Promise<string> {
  const program = `import { openTransport } from '#src/transport/open.js';\n${script}`;
  const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '-e', program], {
    cwd: tests,
    timeout: 8_000,
  });
  return stdout + stderr;
}

describe('a process with a transport that nobody closes', () => {
  const opened = new Opened();
  afterEach(() => opened.closeAll());

  it('ends while connections are idle', async () => {
    const { origin } = await opened.http((_request, response) => response.end('a'));
    const script = `
      const transport = openTransport({ proxy: false });
      console.log((await transport.request({ method: 'GET', url: '${origin}' })).body);`;
    expect(await outputOf(script)).to.equal('a\n');
  });

  it('goes on until an answer that is awaited has come, or is late', async () => {
    const { origin } = await opened.http(() => undefined);
    const script = `
      const transport = openTransport({ proxy: false, deadlines: { headers: 100 } });
      console.log((await transport.request({ method: 'GET', url: '${origin}' })).problem);`;
    expect(await outputOf(script)).to.equal('timeout\n');
  });

  it('ends while a request in the background has no answer', async () => {
    const { origin } = await opened.http(() => undefined);
    const script = `
      const transport = openTransport({ proxy: false });
      transport.request({ method: 'GET', url: '${origin}', background: true }).then(() => console.log('answer'));`;
    expect(await outputOf(script)).to.equal('');
  });

  it('ends while streams are open, and after one has ended that asked to be connected again', async () => {
    const { origin, server } = await opened.http((request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('retry: 60000\n\n');
      if (request.url === '/ends') response.end();
    });
    new WebSocketServer({ server: server as never });
    const script = `
      const transport = openTransport({ proxy: false });
      const hear = (name, then) => ({
        opened() { console.log(name); }, alive() {}, event() {}, message() {}, ended(end) { then(end.kind); },
      });
      // Something that holds the process until all three are what they are to be.
      const hold = setInterval(() => {}, 1_000);
      let open = 0;
      const one = (name) => { if (++open === 3) clearInterval(hold); };
      transport.openEventStream({ url: '${origin}/lasts' }, { ...hear('stream', one), opened: one });
      transport.openEventStream({ url: '${origin}/ends' }, { ...hear('stream', one), opened() {} });
      transport.openSocket({ url: '${origin.replace('http', 'ws')}' }, { ...hear('socket', one), opened: one });
      process.on('exit', () => console.log(open));`;
    expect(await outputOf(script)).to.equal('3\n');
  });
});

describe('what the engine loads', () => {
  it('is none of the libraries for the network, before they are used', async () => {
    const bundle = await readFile(resolve(tests, '../lib/index.js'), 'utf8');
    const onDemand = ['got', 'eventsource', 'ws', 'http-proxy-agent', 'https-proxy-agent', 'proxy-from-env'];
    for (const name of onDemand) {
      expect(bundle).to.include(`import('${name}')`);
      expect(bundle).to.not.match(new RegExp(`from '${name}'`));
    }
    expect(bundle).to.not.match(/from 'node:(http|https|net|tls|dns|zlib)'/);
  });
});
