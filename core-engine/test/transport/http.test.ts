import { brotliCompressSync, createGzip, deflateSync, gzipSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import { expect } from 'chai';
import { openTransport } from '#src/transport/open.js';
import type { HttpOutcome, SocketTransport, TransportOptions } from '#src/transport/transport.js';
import { Opened, until } from './jig/servers.js';

describe('the transport, one request', () => {
  const opened = new Opened();
  afterEach(() => opened.closeAll());

  const transportWith = (options: TransportOptions = {}): SocketTransport =>
    opened.add(openTransport({ proxy: false, ...options }));

  /** What a transport makes of a server that answers so. */
  async function outcomeOf(
    answer: (response: ServerResponse) => void,
    options: TransportOptions = {},
  ): Promise<HttpOutcome> {
    const { origin } = await opened.http((_request, response) => answer(response));
    return transportWith(options).request({ method: 'GET', url: `${origin}/path?token=secret` });
  }

  it('answers with status, headers and text', async () => {
    const outcome = await outcomeOf((response) => {
      response.writeHead(200, { ETag: '"7"', 'X-Many': ['a', 'b'], 'Set-Cookie': ['c=1', 'd=2'] });
      response.end('größer');
    });
    expect(outcome).to.deep.include({ kind: 'response', status: 200, body: 'größer' });
    if (outcome.kind === 'response') {
      expect(outcome.headers).to.include({ etag: '"7"', 'x-many': 'a, b', 'set-cookie': 'c=1, d=2' });
    }
  });

  it('sends the method, the headers, the query and the body as they are given', async () => {
    let seen = '';
    const { origin } = await opened.http((request, response) => {
      request.setEncoding('utf8').on('data', (part: string) => (seen += part));
      request.on('end', () => {
        seen = `${request.method!} ${request.url!} ${String(request.headers['x-key'])} ${seen}`;
        response.end();
      });
    });
    await transportWith().request({
      method: 'POST',
      url: `${origin}/a%2Fb?c=d&c=e`,
      headers: { 'X-Key': 'k' },
      body: '{"ö":1}',
    });
    expect(seen).to.equal('POST /a%2Fb?c=d&c=e k {"ö":1}');
  });

  it('sends a POST without a body', async () => {
    const { origin } = await opened.http((request, response) => response.end(request.headers['content-length']));
    const outcome = await transportWith().request({ method: 'POST', url: origin });
    expect(outcome).to.include({ kind: 'response', body: '0' });
  });

  for (const status of [204, 304, 400, 401, 403, 404, 407, 413, 418, 429, 500, 503, 599]) {
    it(`takes ${status} for a response like any other`, async () => {
      let asked = 0;
      const outcome = await outcomeOf((response) => {
        asked++;
        response.writeHead(status).end();
      });
      expect(outcome).to.include({ kind: 'response', status });
      expect(asked).to.equal(1);
    });
  }

  for (const status of [204, 304]) {
    it(`takes ${status} for a response, though it names the encoding of a body that it does not have`, async () => {
      const outcome = await outcomeOf((response) => response.writeHead(status, { 'content-encoding': 'gzip' }).end());
      expect(outcome).to.include({ kind: 'response', status, body: '' });
    });
  }

  it('does not follow a redirect', async () => {
    let asked = 0;
    const outcome = await outcomeOf((response) => {
      asked++;
      response.writeHead(302, { location: '/elsewhere' }).end('moved');
    });
    expect(outcome).to.include({ kind: 'response', status: 302, body: 'moved' });
    expect(asked).to.equal(1);
  });

  it('takes a page for a response: what it means is for the caller', async () => {
    const outcome = await outcomeOf((response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Log in</html>'),
    );
    expect(outcome).to.include({ kind: 'response', status: 200, body: '<html>Log in</html>' });
  });

  it('reads bytes that are no UTF-8 as replacement characters, and leaves a byte order mark to whoever reads', async () => {
    const outcome = await outcomeOf((response) => response.end(Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0xff])));
    expect(outcome).to.include({ kind: 'response', body: '\ufeffa\ufffd' });
  });

  const encodings = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync };
  for (const [encoding, compress] of Object.entries(encodings)) {
    it(`undoes ${encoding}`, async () => {
      const outcome = await outcomeOf((response) =>
        response.writeHead(200, { 'content-encoding': encoding }).end(compress(Buffer.from('packed'))),
      );
      expect(outcome).to.include({ kind: 'response', body: 'packed' });
    });
  }

  it('calls an encoding that was not asked for broken, instead of reading it as text', async () => {
    const outcome = await outcomeOf((response) => response.writeHead(200, { 'content-encoding': 'zip9' }).end('abc'));
    expect(outcome).to.include({ kind: 'failed', problem: 'broken' });
  });

  it('calls compressed bytes that end early broken', async () => {
    const whole = gzipSync(Buffer.from('packed'.repeat(100)));
    const outcome = await outcomeOf((response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(whole.subarray(0, -10)),
    );
    expect(outcome).to.include({ kind: 'failed', problem: 'broken' });
  });

  it('takes a body of exactly the limit, and refuses one byte more', async () => {
    const body = (length: number) => (response: ServerResponse) => {
      response.write('x');
      response.end('x'.repeat(length - 1));
    };
    expect(await outcomeOf(body(1_000), { maxBytes: 1_000 })).to.include({ kind: 'response' });
    expect(await outcomeOf(body(1_001), { maxBytes: 1_000 })).to.include({ kind: 'failed', problem: 'too-large' });
  });

  it('does not read a body that is announced above the limit', async () => {
    const outcome = await outcomeOf((response) => response.writeHead(200, { 'content-length': 1_001 }).write('x'), {
      maxBytes: 1_000,
    });
    expect(outcome).to.include({ kind: 'failed', problem: 'too-large' });
  });

  it('takes a 304 that tells the length of a body above the limit', async () => {
    const outcome = await outcomeOf((response) => response.writeHead(304, { 'content-length': 1_001 }).end(), {
      maxBytes: 1_000,
    });
    expect(outcome).to.include({ kind: 'response', status: 304 });
  });

  it('unpacks no more than the limit of 300 MB of zeros, and hangs up @slow', async () => {
    const zeros = Buffer.alloc(1024 * 1024);
    let isGone = false;
    let packed = 0;
    const before = process.memoryUsage().rss;
    const outcome = await outcomeOf((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      const gzip = createGzip({ level: 1 });
      gzip.pipe(response);
      response.on('close', () => (isGone = true));
      const more = (): void => {
        while (!isGone && packed < 300) {
          packed++;
          if (!gzip.write(zeros)) {
            gzip.once('drain', more);
            return;
          }
        }
        gzip.end();
      };
      more();
    });
    expect(outcome).to.include({ kind: 'failed', problem: 'too-large' });
    expect(process.memoryUsage().rss - before).to.be.below(200 * 1024 * 1024);
    await until(() => isGone);
  });

  it('calls a body that ends before its length broken', async () => {
    const outcome = await outcomeOf((response) => {
      response.writeHead(200, { 'content-length': 100 }).write('half');
      setImmediate(() => response.destroy());
    });
    expect(outcome).to.include({ kind: 'failed', problem: 'broken' });
  });

  it('calls a chunked body without its last chunk broken', async () => {
    const outcome = await outcomeOf((response) => {
      response.write('half');
      setImmediate(() => response.socket!.end());
    });
    expect(outcome).to.include({ kind: 'failed', problem: 'broken' });
  });

  it('calls a reset before the answer broken', async () => {
    const outcome = await outcomeOf((response) => void response.socket!.resetAndDestroy());
    expect(outcome).to.include({ kind: 'failed', problem: 'broken' });
  });

  it('calls an answer that is no HTTP broken', async () => {
    const { origin, port } = await opened.raw((socket) =>
      socket.once('data', () => socket.end('220 ready for mail\r\n')),
    );
    const outcome = await transportWith().request({ method: 'GET', url: origin });
    expect(outcome).to.deep.equal({
      kind: 'failed',
      problem: 'broken',
      message: `127.0.0.1:${port}: the connection or the answer broke off (HPE_INVALID_CONSTANT)`,
    });
  });

  it('calls a port that nobody listens on unreachable', async () => {
    const { server, origin, port } = await opened.raw(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    const outcome = await transportWith().request({ method: 'GET', url: origin });
    expect(outcome).to.deep.equal({
      kind: 'failed',
      problem: 'unreachable',
      message: `127.0.0.1:${port}: cannot be reached (ECONNREFUSED)`,
    });
  });

  it('calls a host that has no address unreachable', async () => {
    const outcome = await transportWith().request({ method: 'GET', url: 'http://nowhere.invalid/' });
    expect(outcome).to.include({ kind: 'failed', problem: 'unreachable' });
  });

  for (const url of ['no url', 'ftp://127.0.0.1/', 'http://', '']) {
    it(`answers for ${JSON.stringify(url)} instead of throwing`, async () => {
      const outcome = await transportWith().request({ method: 'GET', url });
      expect(outcome).to.include({ kind: 'failed', problem: 'unreachable' });
    });
  }

  for (const headers of [{ key: 'a\nb' }, { key: '\u0100' }, { 'no name': 'a' }]) {
    it(`answers for the headers ${JSON.stringify(headers)} instead of throwing`, async () => {
      const { origin } = await opened.http((_request, response) => response.end());
      const outcome = await transportWith().request({ method: 'GET', url: origin, headers });
      expect(outcome).to.include({ kind: 'failed', problem: 'unreachable' });
    });
  }

  it('uses a connection again', async () => {
    const server = await opened.http((_request, response) => response.end('a'));
    const transport = transportWith();
    for (let time = 0; time < 3; time++) await transport.request({ method: 'GET', url: server.origin });
    expect(server.connections).to.equal(1);
  });

  it('is given up by a signal, before and while it is under way', async () => {
    let asked = 0;
    const server = await opened.http(() => {
      asked++;
    });
    const transport = transportWith();
    const early = { method: 'GET', url: server.origin, signal: AbortSignal.abort() } as const;
    expect(await transport.request(early)).to.include({ kind: 'failed', problem: 'aborted' });
    expect(asked).to.equal(0);
    const controller = new AbortController();
    const outcome = transport.request({ method: 'GET', url: server.origin, signal: controller.signal });
    await until(() => asked === 1);
    controller.abort();
    expect(await outcome).to.include({ kind: 'failed', problem: 'aborted' });
    await until(() => server.sockets.size === 0);
  });

  it('leaves nothing behind on a signal that is used again and again', async () => {
    const { origin } = await opened.http((_request, response) => response.end());
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners++;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners--;
      remove(...args);
    };
    await transportWith().request({ method: 'GET', url: origin, signal });
    expect(listeners).to.equal(0);
  });

  it('is given up by close, and so is every request after it', async () => {
    let asked = 0;
    const server = await opened.http((_request, response) => {
      asked++;
      response.write('some');
    });
    const transport = transportWith();
    const outcome = transport.request({ method: 'GET', url: server.origin });
    await until(() => asked === 1);
    transport.close();
    transport.close();
    expect(await outcome).to.include({ kind: 'failed', problem: 'aborted' });
    await until(() => server.sockets.size === 0);
    const late = await transport.request({ method: 'GET', url: server.origin });
    expect(late).to.include({ kind: 'failed', problem: 'aborted' });
    expect(asked).to.equal(1);
  });

  it('lets idle connections go at close', async () => {
    const server = await opened.http((_request, response) => response.end());
    const transport = transportWith();
    await transport.request({ method: 'GET', url: server.origin });
    expect(server.sockets.size).to.equal(1);
    transport.close();
    await until(() => server.sockets.size === 0);
  });
});
