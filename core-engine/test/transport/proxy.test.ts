import { Agent } from 'node:http';
import { expect } from 'chai';
import { openTransport } from '#src/transport/open.js';
import type { HttpOutcome, TransportOptions } from '#src/transport/transport.js';
import { SteppingClock } from '../sync/jig/stepping-clock.js';
import { testAuthority } from './jig/certificates.js';
import { HeardStream } from './jig/listeners.js';
import { Opened, until, withEnvironment } from './jig/servers.js';

const nothing = {
  HTTP_PROXY: undefined,
  HTTPS_PROXY: undefined,
  ALL_PROXY: undefined,
  NO_PROXY: undefined,
  http_proxy: undefined,
  https_proxy: undefined,
  all_proxy: undefined,
  no_proxy: undefined,
};

describe('the transport, through a proxy', () => {
  const opened = new Opened();
  beforeEach(() => void opened.add(withEnvironment(nothing)));
  afterEach(() => opened.closeAll());

  const get = (url: string, options: TransportOptions = {}): Promise<HttpOutcome> =>
    opened.add(openTransport({ ca: testAuthority, ...options })).request({ method: 'GET', url });

  it('hands a request for http to the proxy, with the credentials of its URL', async () => {
    const proxy = await opened.proxy();
    const outcome = await get('http://backend.test/a?b=c', {
      proxy: `http://user:pass%25word@127.0.0.1:${proxy.port}`,
    });
    expect(outcome).to.include({ kind: 'response', body: 'forwarded to backend.test/a' });
    expect(proxy.lines).to.deep.equal(['GET http://backend.test/a?b=c']);
  });

  it('hands over a request with a body once, so that the next one on the connection is understood', async () => {
    let text = '';
    const proxy = await opened.raw((socket) =>
      socket.on('data', (bytes: Buffer) => {
        text += bytes.toString();
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
      }),
    );
    const transport = opened.add(openTransport({ proxy: proxy.origin }));
    const url = 'http://backend.test/';
    for (const body of ['the first body', 'the second body']) {
      const headers = { 'content-length': String(body.length) };
      const outcome = await transport.request({ method: 'POST', url, headers, body });
      expect(outcome).to.include({ kind: 'response', status: 200 });
    }
    expect(text.match(/POST |the \w+ body/g)).to.deep.equal(['POST ', 'the first body', 'POST ', 'the second body']);
  });

  it('reaches https through a tunnel, and uses the tunnel again', async () => {
    const proxy = await opened.proxy();
    const backend = await opened.https((request, response) =>
      response.end(`hello ${String(request.headers['proxy-authorization'])}`),
    );
    const transport = opened.add(
      openTransport({ ca: testAuthority, proxy: `http://user:pass%25word@127.0.0.1:${proxy.port}` }),
    );
    for (let time = 0; time < 2; time++) {
      const outcome = await transport.request({ method: 'GET', url: `${backend.origin}/a` });
      expect(outcome).to.include({ kind: 'response', body: 'hello undefined' });
    }
    expect(proxy.lines).to.deep.equal([`CONNECT 127.0.0.1:${backend.port}`]);
  });

  it('takes a percent sign in a password that stands for nothing as it is', async () => {
    const proxy = await opened.proxy('user:50%');
    const outcome = await get('http://backend.test/', { proxy: `http://user:50%@127.0.0.1:${proxy.port}` });
    expect(outcome).to.include({ kind: 'response', status: 200 });
  });

  it('calls a backend unreachable when the proxy makes no tunnel, and does not take that for an answer', async () => {
    const proxy = await opened.proxy();
    const outcome = await get('https://backend.test/', { proxy: `http://user:wrong@127.0.0.1:${proxy.port}` });
    expect(outcome).to.deep.equal({
      kind: 'failed',
      problem: 'unreachable',
      message: `backend.test through the proxy 127.0.0.1:${proxy.port}: cannot be reached (PROXY_ANSWERED_407)`,
    });
  });

  for (const url of ['http://backend.test/', 'https://backend.test/']) {
    it(`calls ${url} unreachable when the proxy is`, async () => {
      const gone = await opened.raw(() => undefined);
      await new Promise((resolve) => gone.server.close(resolve));
      const outcome = await get(url, { proxy: gone.origin });
      expect(outcome).to.include({
        problem: 'unreachable',
        message: `backend.test through the proxy 127.0.0.1:${gone.port}: cannot be reached (ECONNREFUSED)`,
      });
    });
  }

  it('calls a backend unreachable when the proxy hangs up', async () => {
    const proxy = await opened.raw((socket) => socket.end());
    expect(await get('https://backend.test/', { proxy: proxy.origin })).to.include({ problem: 'unreachable' });
  });

  it('does not wait for ever for a tunnel, and leaves no connection to the proxy behind', async () => {
    const proxy = await opened.raw((socket) => socket.resume());
    const clock = new SteppingClock();
    const deadlines = { lookup: 11, connect: 13 };
    const outcome = get('https://backend.test/', { proxy: proxy.origin, clock, deadlines });
    await until(() => proxy.sockets.size === 1);
    await clock.step(24);
    expect(await outcome).to.include({
      problem: 'timeout',
      message: `backend.test through the proxy 127.0.0.1:${proxy.port}: timed out (24 ms, connecting)`,
    });
    await until(() => proxy.sockets.size === 0);
  });

  it('leaves no connection to the proxy behind when it is closed meanwhile', async () => {
    const proxy = await opened.raw((socket) => socket.resume());
    const transport = openTransport({ proxy: proxy.origin });
    const outcome = transport.request({ method: 'GET', url: 'https://backend.test/' });
    await until(() => proxy.sockets.size === 1);
    transport.close();
    expect(await outcome).to.include({ problem: 'aborted' });
    await until(() => proxy.sockets.size === 0);
  });

  it('shares the tunnel set-up with streams', async () => {
    const proxy = await opened.proxy();
    const backend = await opened.https((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: a\n\n'),
    );
    const options = { ca: testAuthority, proxy: `http://user:pass%25word@127.0.0.1:${proxy.port}` };
    const heard = new HeardStream();
    opened.add(openTransport(options)).openEventStream({ url: backend.origin }, heard);
    await heard.over;
    expect(heard.events.map(({ data }) => data)).to.deep.equal(['a']);
    expect(proxy.lines).to.deep.equal([`CONNECT 127.0.0.1:${backend.port}`]);
  });

  for (const name of ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy']) {
    it(`is found in ${name}`, async () => {
      const proxy = await opened.proxy();
      opened.add(withEnvironment({ [name]: `http://user:pass%25word@127.0.0.1:${proxy.port}` }));
      expect(await get('http://backend.test/a')).to.include({ body: 'forwarded to backend.test/a' });
    });
  }

  for (const name of ['HTTPS_PROXY', 'https_proxy']) {
    it(`is found in ${name}`, async () => {
      const proxy = await opened.proxy();
      const backend = await opened.https((_request, response) => response.end('hello'));
      opened.add(withEnvironment({ [name]: `http://user:pass%25word@127.0.0.1:${proxy.port}` }));
      expect(await get(backend.origin)).to.include({ body: 'hello' });
      expect(proxy.lines).to.have.length(1);
    });
  }

  for (const name of ['NO_PROXY', 'no_proxy']) {
    it(`is left out for the hosts of ${name}`, async () => {
      const proxy = await opened.proxy();
      const backend = await opened.http((_request, response) => response.end('direct'));
      opened.add(withEnvironment({ HTTP_PROXY: proxy.origin, [name]: 'elsewhere.test,127.0.0.1' }));
      expect(await get(backend.origin)).to.include({ body: 'direct' });
      expect(proxy.connections).to.equal(0);
    });
  }

  it('is left out with `proxy: false`', async () => {
    const proxy = await opened.proxy();
    const backend = await opened.http((_request, response) => response.end('direct'));
    opened.add(withEnvironment({ HTTP_PROXY: proxy.origin }));
    expect(await get(backend.origin, { proxy: false })).to.include({ body: 'direct' });
  });

  it('is replaced by the agent of a caller, which is used and left open', async () => {
    const proxy = await opened.proxy();
    const backend = await opened.http((_request, response) => response.end('direct'));
    const agent = new Agent({ keepAlive: true });
    let destroyed = 0;
    const destroy = agent.destroy.bind(agent);
    agent.destroy = () => {
      destroyed++;
      destroy();
    };
    for (const option of [agent, { http: agent }]) {
      const transport = openTransport({ agent: option, proxy: proxy.origin });
      const outcome = await transport.request({ method: 'GET', url: backend.origin });
      expect(outcome).to.include({ body: 'direct' });
      transport.close();
    }
    expect(destroyed).to.equal(0);
    expect(Object.values(agent.freeSockets)).to.have.length(1);
    expect(backend.connections).to.equal(1);
    destroy();
  });

  it('is used for the protocol for which the caller gave no agent', async () => {
    const proxy = await opened.proxy();
    const agent = new Agent();
    const options = { agent: { https: agent }, proxy: `http://user:pass%25word@127.0.0.1:${proxy.port}` };
    expect(await get('http://backend.test/a', options)).to.include({ body: 'forwarded to backend.test/a' });
  });

  it('must be a URL of a proxy: an option is refused at once, the environment at the request', async () => {
    for (const proxy of ['127.0.0.1', 'socks5://user:hunter2@127.0.0.1', 'http://user:hunter2@ho st/']) {
      expect(() => openTransport({ proxy }))
        .to.throw(TypeError, 'proxy must name a proxy by a URL that begins with http:// or https://')
        .with.property('message')
        .that.does.not.include('hunter2');
    }
    opened.add(withEnvironment({ ALL_PROXY: 'socks5://user:hunter2@127.0.0.1' }));
    expect(await get('http://backend.test/')).to.deep.equal({
      kind: 'failed',
      problem: 'unreachable',
      message: 'backend.test: cannot be reached (INVALID_PROXY_URL)',
    });
  });
});
