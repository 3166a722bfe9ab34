import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { openTransport } from '#src/transport/open.js';
import type { SocketTransport, TransportOptions } from '#src/transport/transport.js';
import { SteppingClock } from '../sync/jig/stepping-clock.js';
import { HeardStream } from './jig/listeners.js';
import { Opened, until } from './jig/servers.js';

describe('the transport, a stream of events', () => {
  const opened = new Opened();
  afterEach(() => opened.closeAll());

  const transportWith = (options: TransportOptions = {}): SocketTransport =>
    opened.add(openTransport({ proxy: false, ...options }));

  /** A backend whose streams the test writes by hand. */
  async function backend(options: TransportOptions = {}) {
    const streams: ServerResponse[] = [];
    const server = await opened.http((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' }).flushHeaders();
      streams.push(response);
    });
    const transport = transportWith(options);
    const open = async (heard = new HeardStream()) => {
      const asked = streams.length;
      const connection = transport.openEventStream({ url: server.origin }, heard);
      await until(() => heard.calls.includes('opened') && streams.length > asked);
      return { heard, connection, stream: streams[asked]! };
    };
    return { server, transport, open, streams };
  }

  /** What is heard of a stream that consists of these parts. */
  async function heardOf(parts: readonly (string | Uint8Array)[], options: TransportOptions = {}) {
    const { open } = await backend(options);
    return follow(open, parts);
  }

  async function follow(
    open: () => Promise<{ heard: HeardStream; stream: ServerResponse }>,
    parts: readonly (string | Uint8Array)[],
  ): Promise<HeardStream> {
    const { heard, stream } = await open();
    const lives = () => heard.calls.filter((call) => call === 'alive').length;
    for (const part of parts.filter(({ length }) => length > 0)) {
      const before = lives();
      stream.write(part);
      await until(() => lives() > before || heard.ends.length > 0);
    }
    stream.end();
    await heard.over;
    return heard;
  }

  const datas = ({ events }: HeardStream) => events.map(({ data }) => data);

  it('tells that it is open, alive, of events, and of its end, in this order', async () => {
    const heard = await heardOf(['event: a\nid: 7\ndata: b\n\n']);
    expect(heard.calls).to.deep.equal(['opened', 'alive', 'event', 'ended']);
    expect(heard.events).to.deep.equal([{ type: 'a', data: 'b', id: '7' }]);
    expect(heard.ends).to.deep.equal([{ kind: 'finished' }]);
  });

  it('is alive with every comment', async () => {
    const heard = await heardOf([':\n', ': keep alive\n\n']);
    expect(heard.calls).to.deep.equal(['opened', 'alive', 'alive', 'ended']);
  });

  it('reads the examples of the standard as the standard does (HTML, 9.2.6)', async () => {
    expect(datas(await heardOf(['data: YHOO\ndata: +2\ndata: 10\n\n']))).to.deep.equal(['YHOO\n+2\n10']);
    const { events } = await heardOf([
      ': test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n',
    ]);
    expect(events.map(({ data, id }) => [data, id])).to.deep.equal([
      ['first event', '1'],
      ['second event', ''],
      [' third event', ''],
    ]);
    expect(datas(await heardOf(['data\n\ndata\ndata\n\ndata:']))).to.deep.equal(['', '\n']);
    expect(datas(await heardOf(['data:test\n\ndata: test\n\n']))).to.deep.equal(['test', 'test']);
  });

  for (const [name, end] of Object.entries({ LF: '\n', CR: '\r', CRLF: '\r\n' })) {
    it(`is the same however it is cut, with ${name}`, async () => {
      const text = ['\ufeff: c', 'event: ö', 'data: {"a":', 'data: "𝄞"}', 'retry: 5', 'id: 3', '', 'data: z', '', ''];
      const bytes = Buffer.from(text.join(end));
      const { open } = await backend();
      for (let cut = 0; cut <= bytes.length; cut++) {
        const { events } = await follow(open, [bytes.subarray(0, cut), bytes.subarray(cut)]);
        expect(events, `cut at ${cut}`).to.deep.equal([
          { type: 'ö', data: '{"a":\n"𝄞"}', id: '3' },
          { type: 'message', data: 'z', id: '' },
        ]);
      }
    });
  }

  it('tells an event that ends in CR at once, not with what comes after it', async () => {
    const { open } = await backend();
    const { heard, stream } = await open();
    stream.write('data: a\r\r');
    await until(() => heard.events.length === 1);
  });

  it('passes on events named like those of the library', async () => {
    const { events, ends } = await heardOf(['event: error\ndata: a\n\nevent: open\ndata: b\n\n']);
    expect(events.map(({ type }) => type)).to.deep.equal(['error', 'open']);
    expect(ends).to.deep.equal([{ kind: 'finished' }]);
  });

  it('drops an event that is not complete at the end', async () => {
    expect(datas(await heardOf(['data: a\n\ndata: b\n']))).to.deep.equal(['a']);
  });

  it('never connects again by itself, whatever the stream asks', async () => {
    const { server, open, streams, transport } = await backend();
    const heard = await follow(open, ['retry: 0\n\n']);
    const { heard: broken, stream } = await open();
    stream.socket!.resetAndDestroy();
    expect(await broken.over).to.include({ kind: 'failed', problem: 'broken' });
    // Two turns of a timer of 0 ms: a reconnection would have reached the server by then.
    for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
    const last = new HeardStream();
    transport.openEventStream({ url: server.origin }, last);
    await until(() => last.calls.includes('opened'));
    expect(streams).to.have.length(3);
    expect(heard.ends).to.have.length(1);
  });

  for (const status of [204, 301, 401, 403, 404, 429, 500]) {
    it(`is refused with ${status}`, async () => {
      let asked = 0;
      const server = await opened.http((_request, response) => {
        asked++;
        response.writeHead(status, { location: '/elsewhere', 'content-type': 'text/event-stream' }).end();
      });
      const heard = new HeardStream();
      transportWith().openEventStream({ url: `${server.origin}/?token=secret` }, heard);
      const message = `127.0.0.1:${server.port} answered ${status}`;
      expect(await heard.over).to.deep.equal({ kind: 'refused', status, message });
      expect(heard.calls).to.deep.equal(['ended']);
      expect(asked).to.equal(1);
    });
  }

  it('is refused with 200 and a page, and hangs up', async () => {
    const server = await opened.http((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).write('<html>');
    });
    const heard = new HeardStream();
    transportWith().openEventStream({ url: server.origin }, heard);
    expect(await heard.over).to.include({
      kind: 'refused',
      status: 200,
      message: `127.0.0.1:${server.port} answered 200 with something that is no event stream`,
    });
    await until(() => server.sockets.size === 0);
  });

  it('takes the media type in any case', async () => {
    const server = await opened.http((_request, response) =>
      response.writeHead(200, { 'content-type': 'Text/Event-Stream ; charset=UTF-8' }).end('data: a\n\n'),
    );
    const heard = new HeardStream();
    transportWith().openEventStream({ url: server.origin }, heard);
    expect(await heard.over).to.deep.equal({ kind: 'finished' });
    expect(datas(heard)).to.deep.equal(['a']);
  });

  it('fails where nobody listens, and for a text that is no URL', async () => {
    const { server, origin } = await opened.raw(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    for (const url of [origin, 'no url']) {
      const heard = new HeardStream();
      transportWith().openEventStream({ url }, heard);
      expect(heard.calls).to.deep.equal([]);
      expect(await heard.over).to.include({ kind: 'failed', problem: 'unreachable' });
    }
  });

  it('tells what came before it broke, and then that it broke', async () => {
    const { open } = await backend();
    const { heard, stream } = await open();
    stream.write('data: a\n\n');
    await until(() => heard.calls.includes('alive'));
    stream.socket!.resetAndDestroy();
    expect(await heard.over).to.include({ kind: 'failed', problem: 'broken' });
    expect(datas(heard)).to.deep.equal(['a']);
  });

  it('sends the headers it is given, and asks for no compression', async () => {
    let headers: Record<string, unknown> = {};
    const server = await opened.http((request, response) => {
      headers = request.headers;
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end();
    });
    const heard = new HeardStream();
    transportWith().openEventStream({ url: server.origin, headers: { 'X-Key': 'k' } }, heard);
    await heard.over;
    expect(headers).to.include({ accept: 'text/event-stream', 'accept-encoding': 'identity', 'x-key': 'k' });
  });

  it('reads a compressed stream all the same', async () => {
    const server = await opened.http((_request, response) =>
      response
        .writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' })
        .end(gzipSync('data: a\n\n')),
    );
    const heard = new HeardStream();
    transportWith().openEventStream({ url: server.origin }, heard);
    await heard.over;
    expect(datas(heard)).to.deep.equal(['a']);
  });

  it('ends with a line that never ends, and with an event that never ends', async () => {
    const tooLarge = { kind: 'failed', problem: 'too-large' };
    for (const part of ['x'.repeat(60), ':'.repeat(60), `data: ${'x'.repeat(43)}\n`]) {
      const heard = await heardOf([part, part], { maxBytes: 100 });
      expect(heard.ends[0]).to.include(part.startsWith('data') ? { kind: 'finished' } : tooLarge);
    }
    const heard = await heardOf(Array<string>(3).fill(`data: ${'x'.repeat(43)}\n`), { maxBytes: 100 });
    expect(heard.ends[0]).to.include(tooLarge);
    expect(heard.ends[0]).to.have.property('message').that.includes('an event of more than 100 bytes');
  });

  it('does not end with many events or comments that are small', async () => {
    const parts = Array<string>(20)
      .fill(`data: ${'x'.repeat(20)}\n\n`)
      .concat(Array<string>(40).fill(': alive\n'));
    const heard = await heardOf(parts, { maxBytes: 50 });
    expect(heard.ends).to.deep.equal([{ kind: 'finished' }]);
    expect(heard.events).to.have.length(20);
  });

  it('tells nothing after close, not even of its end', async () => {
    const { server, open } = await backend();
    const { heard, connection, stream } = await open();
    stream.write('data: a\n\n');
    await until(() => heard.events.length === 1);
    const calls = [...heard.calls];
    connection.close();
    connection.close();
    await until(() => server.sockets.size === 0);
    expect(heard.calls).to.deep.equal(calls);
  });

  it('tells nothing when it is closed at once', async () => {
    const server = await opened.http((_request, response) => response.end());
    const transport = transportWith();
    const heard = new HeardStream();
    transport.openEventStream({ url: server.origin }, heard).close();
    await transport.request({ method: 'GET', url: server.origin });
    expect(heard.calls).to.deep.equal([]);
    expect(server.connections).to.equal(1);
  });

  it('tells nothing more of the same bytes when the listener closes it', async () => {
    const { open } = await backend();
    const heard = new HeardStream();
    const { stream, connection } = await open(heard);
    heard.event = (event) => {
      heard.events.push(event);
      connection.close();
    };
    stream.write('data: a\n\ndata: b\n\n');
    await until(() => stream.destroyed);
    expect(datas(heard)).to.deep.equal(['a']);
  });

  for (const call of ['opened', 'alive', 'event'] as const) {
    it(`ends broken when the listener throws in ${call}`, async () => {
      const { server, transport, streams } = await backend();
      const heard = new HeardStream();
      heard[call] = () => {
        throw new RangeError('secret');
      };
      transport.openEventStream({ url: server.origin }, heard);
      await until(() => streams.length === 1);
      streams[0]!.write('data: a\n\n');
      expect(await heard.over).to.deep.equal({
        kind: 'failed',
        problem: 'broken',
        message: `127.0.0.1:${server.port}: the connection or the answer broke off (the listener threw RangeError)`,
      });
      await until(() => server.sockets.size === 0);
    });
  }

  it('bears a listener that throws at the end', async () => {
    const { open } = await backend();
    const heard = new HeardStream();
    const { stream } = await open(heard);
    let ends = 0;
    heard.ended = () => {
      ends++;
      throw new Error('ignored');
    };
    stream.end();
    await until(() => ends === 1);
  });

  it('ends with the transport, and does not begin after it', async () => {
    const { server, transport, open } = await backend();
    const { heard } = await open();
    transport.close();
    expect(await heard.over).to.include({ kind: 'failed', problem: 'aborted' });
    const late = new HeardStream();
    transport.openEventStream({ url: server.origin }, late);
    expect(late.calls).to.deep.equal([]);
    expect(await late.over).to.include({ kind: 'failed', problem: 'aborted' });
  });

  it('has a deadline for its headers, none for its silence or its age, and holds no process', async () => {
    const clock = new SteppingClock();
    const deadlines = { headers: 19, bodyIdle: 23, request: 29 };
    const { open } = await backend({ clock, deadlines });
    const { heard } = await open();
    expect(clock.pending).to.equal(0);
    expect(heard.ends).to.deep.equal([]);
    const silent = await opened.http(() => undefined);
    const other = new HeardStream();
    transportWith({ clock, deadlines }).openEventStream({ url: silent.origin }, other);
    expect(await clock.scheduled(19)).to.include({ hold: false });
    await clock.step(19);
    expect(await other.over).to.include({ kind: 'failed', problem: 'timeout' });
  });
});
