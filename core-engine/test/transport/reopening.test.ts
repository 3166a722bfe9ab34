import { expect } from 'chai';
import { ReopeningSocketTransport, ReopeningTransport } from '#src/transport/reopening.js';
import type { HttpOutcome, SocketTransport, Transport } from '#src/transport/transport.js';
import { wayOf } from '#src/transport/way.js';

/** Says which of several it is. */
function numbered(closed: number[]): () => Transport {
  let count = 0;
  return () => {
    const number = ++count;
    return {
      request: (): Promise<HttpOutcome> => Promise.resolve({ kind: 'response', status: number, headers: {}, body: '' }),
      openEventStream: () => ({ close: () => undefined }),
      close: () => void closed.push(number),
    };
  };
}

describe('a transport that can be used again', () => {
  const request = { method: 'GET', url: 'http://localhost:1' } as const;

  it('opens one at its first use, and another at the first use after a close', async () => {
    const closed: number[] = [];
    const transport = new ReopeningTransport(numbered(closed));
    transport.close();
    expect(closed).to.deep.equal([]);
    expect(await transport.request(request)).to.have.property('status', 1);
    expect(await transport.request(request)).to.have.property('status', 1);
    transport.close();
    transport.close();
    expect(closed).to.deep.equal([1]);
    expect(await transport.request(request)).to.have.property('status', 2);
  });
});

describe('a transport with WebSockets that can be used again', () => {
  it('opens one at its first WebSocket, and another after a close', () => {
    const opened: string[] = [];
    const open = numbered([]);
    const transport = new ReopeningSocketTransport((): SocketTransport => {
      const number = opened.length;
      return {
        ...open(),
        openSocket: ({ url }) => {
          opened.push(`${url} ${number}`);
          return { close: () => undefined, send: () => true };
        },
      };
    });
    const listener = { opened: ignore, alive: ignore, message: ignore, ended: ignore };
    transport.openSocket({ url: 'ws://a' }, listener);
    transport.close();
    transport.openSocket({ url: 'ws://b' }, listener);
    expect(opened).to.deep.equal(['ws://a 0', 'ws://b 1']);
  });
});

function ignore(): void {
  // Nothing comes.
}

describe('the way that a user describes', () => {
  it('names nothing that was not given', () => {
    expect(wayOf({ agent: undefined, ca: undefined, proxy: undefined })).to.deep.equal({});
    expect(wayOf({ agent: undefined, ca: 'pem', proxy: false })).to.deep.equal({ ca: 'pem', proxy: false });
  });
});
