import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { Socket } from 'node:net';
import type { ServerResponse } from 'node:http';
import { expect } from 'chai';
import { openTransport } from '#src/transport/open.js';
import type { Deadlines, HttpOutcome, HttpRequest, TransportOptions } from '#src/transport/transport.js';
import { SteppingClock } from '../sync/jig/stepping-clock.js';
import { Opened, until } from './jig/servers.js';

/** Every phase has a length of its own, so that a timer can be told by it. */
const deadlines: Deadlines = { lookup: 11, connect: 13, tls: 17, headers: 19, bodyIdle: 23, request: 1_000 };

describe('the deadlines of the transport', () => {
  const opened = new Opened();
  afterEach(() => opened.closeAll());

  function setUp(options: TransportOptions = {}) {
    const clock = new SteppingClock();
    const transport = opened.add(openTransport({ proxy: false, clock, deadlines, ...options }));
    const start = (url: string, more: Partial<HttpRequest> = {}): Promise<HttpOutcome> =>
      transport.request({ method: 'GET', url, ...more });
    return { clock, transport, start };
  }

  const timeoutOf = (host: string, detail: string) => ({
    kind: 'failed',
    problem: 'timeout',
    message: `${host}: timed out (${detail})`,
  });

  it('end a lookup that gets no answer', async () => {
    const agent = new Agent({ lookup: () => undefined });
    const { clock, start } = setUp({ agent });
    const outcome = start('http://name.test/');
    await clock.step(11);
    expect(await outcome).to.deep.equal(timeoutOf('name.test', '11 ms, looking up the host'));
    expect(clock.pending).to.equal(0);
  });

  it('begin the connection when the lookup has ended', async () => {
    const agent = new Agent();
    const socket = new HangingSocket();
    agent.createConnection = () => socket;
    const { clock, start } = setUp({ agent });
    const outcome = start('http://name.test/');
    await clock.scheduled(11);
    socket.emit('lookup', null, '192.0.2.1', 4, 'name.test');
    await clock.step(13);
    expect(await outcome).to.deep.equal(timeoutOf('name.test', '13 ms, connecting'));
  });

  it('end a connection that gets no answer, where there is nothing to look up', async () => {
    const agent = new Agent();
    agent.createConnection = () => new HangingSocket();
    const { clock, start } = setUp({ agent });
    for (const host of ['192.0.2.1', '[2001:db8::1]']) {
      const outcome = start(`http://${host}/`);
      await clock.step(13);
      expect(await outcome).to.deep.equal(timeoutOf(host, '13 ms, connecting'));
    }
  });

  it("bound the wait for a connection in the queue of a caller's agent", async () => {
    const agent = new Agent({ maxSockets: 1 });
    agent.createConnection = () => new HangingSocket();
    const { clock, start } = setUp({ agent, deadlines: { ...deadlines, lookup: Infinity, connect: 40 } });
    const first = start('http://192.0.2.1/', { deadlines: { connect: Infinity } });
    await clock.scheduled(1_000);
    const second = start('http://192.0.2.1/', { deadlines: { lookup: 2 } });
    await clock.step(42);
    expect(await second).to.deep.equal(timeoutOf('192.0.2.1', '42 ms, connecting'));
    await clock.step(1_000);
    await first;
  });

  it('end a TLS handshake that gets no answer', async () => {
    const { port } = await opened.raw(() => undefined);
    const { clock, start } = setUp();
    const outcome = start(`https://127.0.0.1:${port}/`);
    await clock.step(17);
    expect(await outcome).to.deep.equal(timeoutOf(`127.0.0.1:${port}`, '17 ms, the TLS handshake'));
  });

  it('end the wait for the headers', async () => {
    const server = await opened.http(() => undefined);
    const { clock, start } = setUp();
    const outcome = start(server.origin);
    await clock.step(19);
    expect(await outcome).to.deep.equal(timeoutOf(`127.0.0.1:${server.port}`, '19 ms, waiting for the headers'));
    expect(clock.pending).to.equal(0);
    await until(() => server.sockets.size === 0);
  });

  it('end the wait for the rest of the body, and begin it anew with each part', async () => {
    let response: ServerResponse | undefined;
    const { origin, port } = await opened.http((_request, itsResponse) => {
      response = itsResponse;
      response.write('a');
    });
    const { clock, start } = setUp();
    const outcome = start(origin);
    for (let part = 0; part < 3; part++) {
      await clock.scheduled(23);
      await clock.advance(22);
      const before = [...clock.waiting];
      response!.write('b');
      // The part has come when the wait is another one.
      await until(() => [...clock.waiting].some((wait) => !before.includes(wait)));
    }
    await clock.advance(23);
    expect(await outcome).to.deep.equal(timeoutOf(`127.0.0.1:${port}`, '23 ms, waiting for the rest of the body'));
  });

  it('end a request that never stalls and never ends', async () => {
    const { origin, port } = await opened.http((_request, response) => {
      const more = (): void => {
        if (response.destroyed) return;
        response.write('x');
        setImmediate(more);
      };
      more();
    });
    const { clock, start } = setUp({ deadlines: { ...deadlines, headers: Infinity, bodyIdle: Infinity } });
    const outcome = start(origin);
    await clock.step(1_000);
    expect(await outcome).to.deep.equal(timeoutOf(`127.0.0.1:${port}`, '1000 ms, the whole request'));
  });

  it('skip the phases of a connection that is used again', async () => {
    const { origin } = await opened.https((_request, response) => response.end('a'));
    const agent = new SecureAgent({ keepAlive: true, rejectUnauthorized: false });
    opened.add({ close: () => agent.destroy() });
    const { clock, start } = setUp({ agent });
    await start(origin);
    const seen: number[] = [];
    const schedule = clock.schedule.bind(clock);
    clock.schedule = (delayMs, ...rest) => (seen.push(delayMs), schedule(delayMs, ...rest));
    await start(origin);
    expect(seen).to.include.members([19, 23]).and.not.include.members([11]).and.not.include.members([17]);
    expect(seen).to.not.include(13);
  });

  it('of a request go before those of the transport', async () => {
    const { origin } = await opened.http(() => undefined);
    const { clock, start } = setUp();
    const outcome = start(origin, { deadlines: { headers: 5 } });
    await clock.step(5);
    expect(await outcome).to.include({ problem: 'timeout' });
  });

  it('leave no timer behind after an answer, and none for what is Infinity', async () => {
    const { origin } = await opened.http((_request, response) => response.end());
    const { clock, start } = setUp({ deadlines: { ...deadlines, request: Infinity } });
    const outcome = start(origin);
    await clock.scheduled(19);
    expect([...clock.waiting].map(({ delayMs }) => delayMs)).to.not.include(Infinity);
    await outcome;
    expect(clock.pending).to.equal(0);
  });

  it('keep the process alive, except in the background', async () => {
    const { origin } = await opened.http(() => undefined);
    const { clock, start } = setUp();
    const awaited = start(origin);
    expect(await clock.scheduled(19)).to.include({ hold: true });
    await clock.step(19);
    await awaited;
    const background = start(origin, { background: true });
    expect(await clock.scheduled(19)).to.include({ hold: false });
    await clock.step(19);
    await background;
  });

  it('hold for real time too', async () => {
    const { origin } = await opened.http(() => undefined);
    const transport = opened.add(openTransport({ proxy: false, deadlines: { headers: 50 } }));
    expect(await transport.request({ method: 'GET', url: origin })).to.include({ problem: 'timeout' });
  });
});

/** A connection that is being made for ever. */
class HangingSocket extends Socket {
  override readonly connecting = true;
}
