import type { Socket } from 'node:net';
import { expect } from 'chai';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import { openTransport } from '#src/transport/open.js';
import type { SocketRequest, SocketTransport, TransportOptions } from '#src/transport/transport.js';
import { SteppingClock } from '../sync/jig/stepping-clock.js';
import { testAuthority } from './jig/certificates.js';
import { HeardSocket } from './jig/listeners.js';
import { Opened, until, type TestServer } from './jig/servers.js';

describe('the transport, a WebSocket', () => {
  const opened = new Opened();
  afterEach(() => opened.closeAll());

  const transportWith = (options: TransportOptions = {}): SocketTransport =>
    opened.add(openTransport({ proxy: false, ca: testAuthority, ...options }));

  const accept = (server: TestServer, options: ServerOptions = {}): WebSocket[] => {
    const accepted: WebSocket[] = [];
    new WebSocketServer({ server: server.server as never, ...options }).on('connection', (socket) => {
      socket.on('error', () => undefined);
      accepted.push(socket);
    });
    return accepted;
  };

  /** An open WebSocket and its other end. */
  async function setUp(options: TransportOptions = {}, request: Partial<SocketRequest> = {}, server?: TestServer) {
    const served = server ?? (await opened.http((_request, response) => response.writeHead(404).end()));
    const accepted = accept(served);
    const transport = transportWith(options);
    const heard = new HeardSocket();
    const connection = transport.openSocket({ url: served.origin.replace('http', 'ws'), ...request }, heard);
    await until(() => heard.calls.includes('opened') && accepted.length === 1);
    return { served, transport, heard, connection, other: accepted[0]! };
  }

  it('sends and hears text, in any language', async () => {
    const { heard, connection, other } = await setUp();
    other.on('message', (data: Buffer) => other.send(`echo ${data.toString()}`));
    expect(connection.send('größer 𝄞')).to.equal(true);
    await until(() => heard.messages.length === 1);
    expect(heard.messages).to.deep.equal(['echo größer 𝄞']);
    expect(heard.calls).to.deep.equal(['opened', 'alive', 'message']);
  });

  it('works over TLS', async () => {
    const server = await opened.https((_request, response) => response.end());
    const { heard, other } = await setUp({}, {}, server);
    other.send('a');
    await until(() => heard.messages.length === 1);
  });

  it('works through a proxy, in a tunnel of its own', async () => {
    const proxy = await opened.proxy();
    const options = { proxy: `http://user:pass%25word@127.0.0.1:${proxy.port}` };
    const { served, heard, other } = await setUp(options);
    other.send('a');
    await until(() => heard.messages.length === 1);
    expect(proxy.lines).to.deep.equal([`CONNECT 127.0.0.1:${served.port}`]);
  });

  it('sends the headers and offers the subprotocols that it is given', async () => {
    const server = await opened.http((_request, response) => response.end());
    let seen: unknown[] = [];
    accept(server, {
      handleProtocols: (offered, request) => {
        seen = [[...offered], request.headers['x-key'], request.headers['sec-websocket-extensions']];
        return 'two';
      },
    });
    const heard = new HeardSocket();
    const url = server.origin.replace('http', 'ws');
    transportWith().openSocket({ url, headers: { 'X-Key': 'k' }, protocols: ['one', 'two'] }, heard);
    await until(() => heard.calls.includes('opened'));
    expect(seen).to.deep.equal([['one', 'two'], 'k', undefined]);
  });

  it('takes a ping for a sign of life and answers it, and takes binary messages for no more', async () => {
    const { heard, other } = await setUp();
    let pongs = 0;
    other.on('pong', () => pongs++);
    other.ping();
    await until(() => pongs === 1);
    await until(() => heard.calls.length === 2);
    other.send(Buffer.from('binary'));
    await until(() => heard.calls.length === 3);
    other.pong();
    await until(() => heard.calls.length === 4);
    expect(heard.calls).to.deep.equal(['opened', 'alive', 'alive', 'alive']);
  });

  it('takes a part of a message for a sign of life', async () => {
    const { heard, served } = await setUp();
    const [socket] = served.sockets as Set<Socket>;
    socket!.write(Buffer.from([0x81, 4, 0x61, 0x62]));
    await until(() => heard.calls.length === 2);
    socket!.write(Buffer.from('cd'));
    await until(() => heard.messages.length === 1);
    expect([heard.calls, heard.messages]).to.deep.equal([['opened', 'alive', 'alive', 'message'], ['abcd']]);
  });

  it('ends with the close code of the other side', async () => {
    const { heard, other } = await setUp();
    other.close(4003, 'secret');
    expect(await heard.over).to.deep.equal({ kind: 'closed', code: 4003 });
  });

  it('ends with 1005 when the other side gives no code', async () => {
    const { heard, other } = await setUp();
    other.close();
    expect(await heard.over).to.deep.equal({ kind: 'closed', code: 1005 });
  });

  it('ends broken when the connection does', async () => {
    const { heard, other } = await setUp();
    other.terminate();
    expect(await heard.over).to.include({ kind: 'failed', problem: 'broken' });
  });

  it('ends broken when what comes is no WebSocket', async () => {
    const { heard, served } = await setUp();
    const [socket] = served.sockets as Set<Socket>;
    socket!.write('no frame at all');
    expect(await heard.over).to.include({ kind: 'failed', problem: 'broken' });
    expect(heard.ends).to.have.length(1);
  });

  it('ends with a message above the limit', async () => {
    const { heard, other, served } = await setUp({ maxBytes: 1_000 });
    other.send('x'.repeat(1_000));
    await until(() => heard.messages.length === 1);
    other.send('x'.repeat(1_001));
    expect(await heard.over).to.deep.equal({
      kind: 'failed',
      problem: 'too-large',
      message: `127.0.0.1:${served.port}: the answer is too large (WS_ERR_UNSUPPORTED_MESSAGE_LENGTH)`,
    });
  });

  it('is refused with an HTTP status, and does not follow a redirect', async () => {
    for (const status of [200, 302, 401, 503]) {
      const server = await opened.http((_request, response) => response.end());
      server.server.on('upgrade', (_request, socket: Socket) => {
        socket.end(`HTTP/1.1 ${status} Some\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n`);
      });
      const heard = new HeardSocket();
      transportWith().openSocket({ url: `${server.origin.replace('http', 'ws')}/?token=secret` }, heard);
      const message = `127.0.0.1:${server.port} answered ${status}`;
      expect(await heard.over).to.deep.equal({ kind: 'refused', status, message });
      expect(server.connections).to.equal(1);
    }
  });

  it('ends broken when the handshake is no handshake', async () => {
    const server = await opened.http((_request, response) => response.end());
    server.server.on('upgrade', (_request, socket: Socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    });
    const heard = new HeardSocket();
    transportWith().openSocket({ url: server.origin.replace('http', 'ws') }, heard);
    expect(await heard.over).to.include({ kind: 'failed', problem: 'broken' });
  });

  it('fails where nobody listens, and for a text that is no URL', async () => {
    const { server, origin } = await opened.raw(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    for (const url of [origin.replace('http', 'ws'), 'no url', origin]) {
      const heard = new HeardSocket();
      transportWith().openSocket({ url }, heard);
      expect(heard.calls).to.deep.equal([]);
      expect(await heard.over).to.include({ kind: 'failed', problem: 'unreachable' });
    }
  });

  it('fails for a subprotocol that cannot be offered', async () => {
    const heard = new HeardSocket();
    transportWith().openSocket({ url: 'ws://127.0.0.1:1', protocols: ['a', 'a'] }, heard);
    expect(await heard.over).to.include({ kind: 'failed', problem: 'unreachable' });
  });

  it('has deadlines for its handshake and none after it', async () => {
    const clock = new SteppingClock();
    const deadlines = { headers: 19, bodyIdle: 23, request: 29 };
    await setUp({ clock, deadlines });
    expect(clock.pending).to.equal(0);
    const silent = await opened.raw((socket) => socket.resume());
    const heard = new HeardSocket();
    transportWith({ clock, deadlines }).openSocket({ url: silent.origin.replace('http', 'ws') }, heard);
    expect(await clock.scheduled(19)).to.include({ hold: false });
    await clock.step(19);
    expect(await heard.over).to.include({
      problem: 'timeout',
      message: `127.0.0.1:${silent.port}: timed out (19 ms, waiting for the headers)`,
    });
    await until(() => silent.sockets.size === 0);
  });

  it('takes nothing to send before it is open, after its end, and while too much waits', async () => {
    const { connection, other, served } = await setUp({ maxBytes: 1_000_000 });
    const early = transportWith().openSocket({ url: served.origin.replace('http', 'ws') }, new HeardSocket());
    expect(early.send('a')).to.equal(false);
    early.close();
    expect(connection.send('x'.repeat(1_000_001))).to.equal(false);
    other.pause();
    for (const socket of served.sockets) socket.pause();
    let taken = 0;
    while (taken < 100 && connection.send('x'.repeat(900_000))) taken++;
    expect(taken).to.be.within(1, 99);
    connection.close();
    expect(connection.send('a')).to.equal(false);
  });

  it('says farewell at close, and tells nothing after it', async () => {
    const { heard, connection, other, served } = await setUp();
    const calls = [...heard.calls];
    const code = new Promise((resolve) => other.once('close', resolve));
    connection.close();
    connection.close();
    expect(await code).to.equal(1000);
    await until(() => served.sockets.size === 0);
    expect(heard.calls).to.deep.equal(calls);
  });

  it('says farewell with the close code that it is given', async () => {
    const { connection, other } = await setUp();
    const code = new Promise((resolve) => other.once('close', resolve));
    connection.close(1001);
    expect(await code).to.equal(1001);
  });

  it('ends with the transport, and does not begin after it', async () => {
    const { heard, transport, served } = await setUp();
    transport.close();
    expect(await heard.over).to.include({ kind: 'failed', problem: 'aborted' });
    const late = new HeardSocket();
    transport.openSocket({ url: served.origin.replace('http', 'ws') }, late);
    expect(late.calls).to.deep.equal([]);
    expect(await late.over).to.include({ kind: 'failed', problem: 'aborted' });
  });

  for (const call of ['opened', 'alive', 'message'] as const) {
    it(`ends broken when the listener throws in ${call}`, async () => {
      const server = await opened.http((_request, response) => response.end());
      const accepted = accept(server);
      const heard = new HeardSocket();
      heard[call] = () => {
        throw new RangeError('secret');
      };
      transportWith().openSocket({ url: server.origin.replace('http', 'ws') }, heard);
      await until(() => accepted.length === 1);
      accepted[0]!.send('a');
      expect(await heard.over).to.deep.include({
        problem: 'broken',
        message: `127.0.0.1:${server.port}: the connection or the answer broke off (the listener threw RangeError)`,
      });
    });
  }
});
