import { Agent } from 'node:https';
import type { LookupFunction } from 'node:net';
import { expect } from 'chai';
import { openTransport } from '#src/transport/open.js';
import { regimeOf } from '#src/transport/regime.js';
import type { HttpOutcome, TransportOptions } from '#src/transport/transport.js';
import { testAuthority } from './jig/certificates.js';
import { HeardSocket, HeardStream } from './jig/listeners.js';
import { Opened } from './jig/servers.js';

describe('the transport, over TLS', () => {
  const opened = new Opened();
  afterEach(() => opened.closeAll());

  const get = (url: string, options: TransportOptions = {}): Promise<HttpOutcome> =>
    opened.add(openTransport({ proxy: false, ...options })).request({ method: 'GET', url });

  const authorities = {
    text: testAuthority,
    bytes: new TextEncoder().encode(testAuthority),
    'a list': [new TextEncoder().encode(testAuthority)],
  };
  for (const [form, ca] of Object.entries(authorities)) {
    it(`trusts the authorities that it is given as ${form}`, async () => {
      const { origin } = await opened.https((_request, response) => response.end('safe'));
      expect(await get(origin, { ca })).to.include({ kind: 'response', body: 'safe' });
    });
  }

  it('trusts nobody else, and somebody has to mend that', async () => {
    const { origin, port } = await opened.https((_request, response) => response.end('safe'));
    const outcome = await get(origin);
    expect(outcome).to.deep.equal({
      kind: 'failed',
      problem: 'tls',
      message: `127.0.0.1:${port}: no trusted TLS connection (UNABLE_TO_VERIFY_LEAF_SIGNATURE)`,
    });
    expect(regimeOf(outcome)).to.equal('extended');
  });

  it('trusts nobody else for streams and WebSockets either', async () => {
    const { origin } = await opened.https((_request, response) => response.end('safe'));
    const transport = opened.add(openTransport({ proxy: false }));
    const stream = new HeardStream();
    transport.openEventStream({ url: origin }, stream);
    expect(await stream.over).to.include({ kind: 'failed', problem: 'tls' });
    const socket = new HeardSocket();
    transport.openSocket({ url: origin.replace('https', 'wss') }, socket);
    expect(await socket.over).to.include({ kind: 'failed', problem: 'tls' });
  });

  it('does not take the certificate of another host', async () => {
    const { port } = await opened.https((_request, response) => response.end('safe'));
    const agent = new Agent({ ca: testAuthority, lookup: toLoopback });
    const outcome = await get(`https://backend.test:${port}`, { agent });
    expect(outcome).to.deep.equal({
      kind: 'failed',
      problem: 'tls',
      message: `backend.test:${port}: no trusted TLS connection (ERR_TLS_CERT_ALTNAME_INVALID)`,
    });
  });

  it('calls a port that speaks no TLS a matter of TLS', async () => {
    const { origin } = await opened.http((_request, response) => response.end());
    expect(await get(origin.replace('http', 'https'))).to.include({ kind: 'failed', problem: 'tls' });
  });

  it('calls a connection that ends during the handshake broken, for that may pass', async () => {
    const { port } = await opened.raw((socket) => socket.once('data', () => socket.destroy()));
    const outcome = await get(`https://127.0.0.1:${port}`);
    expect(outcome).to.include({ kind: 'failed', problem: 'broken' });
    expect(regimeOf(outcome)).to.equal('normal');
  });
});

const toLoopback: LookupFunction = (_host, _options, callback) => {
  callback(null, [{ address: '127.0.0.1', family: 4 }]);
};
