import { catalogue, FaultServer, type FaultName } from '@polyflag/emulators/faults';
import { expect } from 'chai';
import { get, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { createGunzip } from 'node:zlib';
import { ask } from '../support/ask.js';
import { raw } from '../support/raw.js';

describe('the fault server', () => {
  let server: FaultServer;

  beforeEach(async () => {
    server = new FaultServer();
    await server.start();
  });

  afterEach(async () => {
    await server.stop();
  });

  const options = { body: '{"half":"or whole"}' };
  const head = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 19\r\nConnection: close\r\n\r\n`;

  it('gives the whole answer where no fault is wanted, at any path below its URL', async () => {
    const url = `${server.url('none', { ...options, contentType: 'text/plain' })}/splitChanges?since=-1`;
    const { status, bytes, headers } = await ask(url, { method: 'POST', body: 'sent' });
    expect([status, bytes.toString(), headers['content-type']]).to.deep.equal([200, options.body, 'text/plain']);
    const [request] = server.requests;
    expect(request).to.deep.include({ method: 'POST', service: 'none', query: { since: '-1' }, body: 'sent' });
    expect(request!.headers).to.include({ authorization: 'Bearer any' });
  });

  const stalls: readonly (readonly [FaultName, string])[] = [
    ['stall-within-headers', 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Le'],
    ['stall-within-body', `${head}{"half":"`],
    ['silent-stream', `HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n${options.body}`],
  ];
  for (const [fault, text] of stalls) {
    it(`stays open and silent: ${fault}`, async () => {
      // As long as another request takes from beginning to end.
      const come = await raw(server.url(fault, options), text, () => ask(server.url('none')));
      expect(come).to.include({ text, end: undefined });
    });
  }

  it('stays open and silent: stall-before-headers', async () => {
    const socket = connect(server.ports[0], '127.0.0.1');
    const happened: string[] = [];
    socket.on('data', () => happened.push('data')).on('end', () => happened.push('end'));
    socket.write(`GET ${new URL(server.url('stall-before-headers')).pathname} HTTP/1.1\r\n\r\n`);
    await server.received(({ service }) => service === 'stall-before-headers');
    await ask(server.url('none'));
    expect(happened).to.deep.equal([]);
    socket.destroy();
    await server.allClosed();
  });

  const ends: readonly (readonly [FaultName, string, string])[] = [
    ['close-before-headers', '', 'ended'],
    ['reset-before-headers', '', 'ECONNRESET'],
    ['truncated-body', `${head}{"half":"`, 'ended'],
    ['empty', head.replace('19', '0'), 'ended'],
    ['not-gzip', head.replace('Content-Length', 'Content-Encoding: gzip\r\nContent-Length') + options.body, 'ended'],
    ['wrong-content-type', head.replace('application/json', 'image/png') + options.body, 'ended'],
    ['two-lengths', head.replace('Content-Length', 'Content-Length: 3\r\nContent-Length') + options.body, 'ended'],
  ];
  for (const [fault, text, end] of ends) {
    it(`sends what it says and ends: ${fault}`, async () => {
      expect(await raw(server.url(fault, options))).to.include({ text, end });
    });
  }

  for (const fault of ['reset-within-body', 'cut-stream'] as const) {
    it(`resets in the middle: ${fault}`, async () => {
      expect((await raw(server.url(fault, options))).end).to.equal('ECONNRESET');
    });
  }

  for (const [fault, type] of [
    ['drip', 'application/json'],
    ['bytewise-stream', 'text/event-stream'],
  ] as const) {
    it(`sends every byte of the body by itself: ${fault}`, async () => {
      const body = 'id: é\ndata: 1\n\n';
      const parts: Buffer[] = [];
      const headers = await new Promise<IncomingHttpHeaders>((resolve, reject) => {
        const asked = get(server.url(fault, { body }), { agent: false }, (response) => {
          response.on('data', (part: Buffer) => {
            if (parts.push(part) < Buffer.byteLength(body)) return;
            asked.destroy();
            resolve(response.headers);
          });
        }).on('error', reject);
      });
      expect(headers['content-type']).to.equal(type);
      expect(parts.map(({ length }) => length)).to.deep.equal(parts.map(() => 1));
      expect(Buffer.concat(parts).toString()).to.equal(body);
    });
  }

  const malformed: readonly FaultName[] = [
    'not-http',
    'malformed-status',
    'malformed-header',
    'malformed-chunk',
    'two-lengths',
    'truncated-body',
    'truncated-chunks',
  ];
  for (const fault of malformed) {
    it(`cannot be read as HTTP: ${fault}`, async () => {
      const problem = await ask(server.url(fault, options)).catch((error: unknown) => error);
      expect(problem).to.be.an('error').with.property('code');
      expect((problem as NodeJS.ErrnoException).code).to.match(/^(HPE_|ECONNRESET$)/);
    });
  }

  it('shows a page of HTML with status 200', async () => {
    const { status, headers, bytes } = await ask(server.url('html'));
    expect([status, headers['content-type']]).to.deep.equal([200, 'text/html']);
    expect(bytes.toString()).to.include('<!doctype html>');
  });

  it('sends a lot that is little while it is compressed, without holding it @slow', async () => {
    const before = process.memoryUsage().arrayBuffers;
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get(server.url('gzip-bomb'), { agent: false }, resolve).on('error', reject);
    });
    let [sent, unpacked, most] = [0, 0, 0];
    response.on('data', (part: Buffer) => (sent += part.length));
    for await (const part of response.pipe(createGunzip({ chunkSize: 1024 * 1024 }))) {
      unpacked += (part as Buffer).length;
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }
    expect(unpacked).to.equal(300 * 1024 * 1024);
    expect(sent).to.be.below(2 * 1024 * 1024);
    expect(most).to.be.below(100 * 1024 * 1024);
  }).timeout(30_000);

  for (const fault of ['endless-body', 'endless-headers', 'endless-event'] as const) {
    it(`goes on until the client has enough: ${fault}`, async () => {
      const enough = fault === 'endless-headers' ? 'X-More' : fault === 'endless-body' ? '  ' : 'xxx';
      const { end, text } = await raw(server.url(fault), enough);
      expect(end).to.equal(undefined);
      expect(text.length).to.be.below(10 * 1024 * 1024);
      await server.allClosed();
      expect(server.openConnections).to.equal(0);
    });
  }

  it('redirects: with credentials, to another origin, and in a circle', async () => {
    const locationOf = async (fault: FaultName) => {
      const { status, headers } = await ask(server.url(fault));
      return [status, headers.location];
    };
    const [port, elsewhere] = server.ports;
    expect(await locationOf('redirect-with-credentials')).to.deep.equal([
      302,
      `http://name:password@127.0.0.1:${port}/none`,
    ]);
    expect(await locationOf('redirect-elsewhere')).to.deep.equal([302, `http://127.0.0.1:${elsewhere}/none`]);
    const [, location] = await locationOf('redirect-loop');
    expect(location).to.match(/^\/redirect-loop\/\d+$/);
    expect((await ask(`http://127.0.0.1:${elsewhere}/none`)).status).to.equal(200);
    expect(server.requests.at(-1)!.headers.host).to.equal(`127.0.0.1:${elsewhere}`);
  });

  it('has words about every fault, and every fault is named in these tests or below', () => {
    for (const { about, steps } of Object.values(catalogue)) {
      expect(about).to.match(/^\S.{5,}[^.]$/);
      expect(steps.at(-1)!.step).to.be.oneOf(['end', 'stall', 'reset']);
    }
  });
});
