import { inspect } from 'node:util';
import { expect } from 'chai';
import { openTransport } from '#src/transport/open.js';
import { shownUrl } from '#src/transport/redact.js';
import type { TransportOptions } from '#src/transport/transport.js';
import { HeardSocket, HeardStream } from './jig/listeners.js';
import { Opened } from './jig/servers.js';

/** In the query, the path, the user information, a header, the body and the proxy's password. */
const SECRET = 'hunter2';

describe('the secrets of a request', () => {
  const opened = new Opened();
  afterEach(() => opened.closeAll());

  /** Every text that the transport gives about a failure at this port. */
  async function textsAt(origin: string, options: TransportOptions): Promise<string> {
    const transport = opened.add(openTransport({ proxy: false, ...options }));
    const url = origin.replace('://', `://user:${SECRET}@`) + `/${SECRET}?token=${SECRET}#${SECRET}`;
    const headers = { authorization: SECRET };
    const outcome = await transport.request({ method: 'POST', url, headers, body: SECRET });
    const stream = new HeardStream();
    transport.openEventStream({ url, headers }, stream);
    const socket = new HeardSocket();
    transport.openSocket({ url: url.replace('http', 'ws'), headers }, socket);
    const texts = [outcome, await stream.over, await socket.over, transport];
    return inspect(texts, { depth: Infinity, showHidden: true }) + JSON.stringify(texts);
  }

  it('are in no text about a failure, and in no inspected transport', async () => {
    const proxy = await opened.proxy();
    const gone = await opened.raw(() => undefined);
    await new Promise((resolve) => gone.server.close(resolve));
    const reset = await opened.raw((socket) => socket.destroy());
    const mail = await opened.raw((socket) => socket.once('data', () => socket.end(`220 ${SECRET}\r\n`)));
    const silent = await opened.raw((socket) => socket.resume());
    const untrusted = await opened.https((_request, response) => response.end(SECRET));
    const refusing = await opened.http((_request, response) => {
      response.writeHead(302, { location: `/${SECRET}`, 'content-encoding': SECRET }).end(SECRET);
    });
    const huge = await opened.http((_request, response) => response.end(SECRET.repeat(100)));
    const withProxy = { proxy: `http://user:${SECRET}@127.0.0.1:${proxy.port}` };
    const cases: [string, TransportOptions][] = [
      [gone.origin, {}],
      [reset.origin, {}],
      [mail.origin, {}],
      [silent.origin, { deadlines: { headers: 30 } }],
      [untrusted.origin, {}],
      [refusing.origin, {}],
      [huge.origin, { maxBytes: 10 }],
      ['http://nowhere.invalid', {}],
      [`https://backend.test`, withProxy],
      [`http://backend.test`, { proxy: `http://user:${SECRET}@127.0.0.1:${gone.port}` }],
      ['http://not a host', {}],
    ];
    for (const [origin, options] of cases) {
      const texts = await textsAt(origin, options);
      expect(texts, origin).to.include("kind: '").and.not.include(SECRET);
    }
  });

  it('are in no text about a header that cannot be sent', async () => {
    const transport = opened.add(openTransport({ proxy: false }));
    const headers = { [`${SECRET} name`]: 'a' };
    const outcome = await transport.request({ method: 'GET', url: 'http://127.0.0.1:1/', headers });
    expect(inspect(outcome)).to.include('failed').and.not.include(SECRET);
  });

  it('are not in a URL that is shown', () => {
    expect(shownUrl(`https://user:${SECRET}@host.test:8443/a/b?token=${SECRET}#${SECRET}`)).to.equal(
      'https://host.test:8443/a/b',
    );
    expect(shownUrl(`no URL with ${SECRET}`)).to.equal('a text that is no URL');
  });
});
