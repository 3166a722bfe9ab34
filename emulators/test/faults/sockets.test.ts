import { catalogue, FaultServer, type FaultName } from '@polyflag/emulators/faults';
import { expect } from 'chai';
import { WebSocket } from 'ws';

const BODY = JSON.stringify({ body: 'x'.repeat(1_000) });
const MOST = 32 * 1024 * 1024;

/** What a client meets: the last message, whether it is open then, its close code, and its error. */
interface Met {
  readonly last?: string;
  readonly isOpen?: true;
  readonly code?: number;
  readonly error?: string;
}

const met: Readonly<Partial<Record<FaultName, Met>>> = {
  'socket-body': { last: BODY, isOpen: true },
  'socket-fragments': { last: BODY, isOpen: true },
  'socket-drip': { last: BODY, isOpen: true },
  'socket-binary': { last: BODY, isOpen: true },
  'socket-closed': { code: 1011 },
  'socket-closed-normally': { code: 1000 },
  'socket-closed-4003': { code: 4003 },
  'socket-closed-without-code': { code: 1005 },
  'socket-reset': { code: 1006 },
  'socket-truncated': { code: 1006 },
  'socket-large-message': { code: 1006, error: 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' },
  'socket-endless-fragments': { code: 1006, error: 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' },
  'socket-bomb': { code: 1006, error: 'WS_ERR_UNEXPECTED_RSV_1' },
  'socket-bomb-announced': {
    code: 1006,
    error: 'Server sent a Sec-WebSocket-Extensions header but no extension was requested',
  },
  'socket-flood': { last: BODY, isOpen: true },
  // The client leaves: it does not keep so many answers.
  'socket-ping-flood': { code: 1006 },
  'socket-wrong-proof': { code: 1006, error: 'Invalid Sec-WebSocket-Accept header' },
  'socket-no-proof': { code: 1006, error: 'Invalid Sec-WebSocket-Accept header' },
  'socket-unknown-frame': { code: 1006, error: 'WS_ERR_INVALID_OPCODE' },
  'socket-masked-frame': { code: 1006, error: 'WS_ERR_UNEXPECTED_MASK' },
  'socket-lone-continuation': { code: 1006, error: 'WS_ERR_INVALID_OPCODE' },
  'socket-reserved-bits': { code: 1006, error: 'WS_ERR_UNEXPECTED_RSV_1' },
  'socket-no-text': { code: 1006, error: 'WS_ERR_INVALID_UTF8' },
  'socket-wrong-close': { code: 1006, error: 'WS_ERR_INVALID_CLOSE_CODE' },
  'socket-no-json': { last: '{"half":"of an ob', isOpen: true },
  'socket-no-object': { last: '[]', isOpen: true },
  'socket-empty-message': { last: '', isOpen: true },
};

/** These say nothing, and stay. */
const silent: readonly FaultName[] = ['socket-silent', 'socket-stall-within-message'];

describe('the fault server, WebSockets', () => {
  let server: FaultServer;

  beforeEach(async () => {
    server = new FaultServer();
    await server.start();
  });

  afterEach(async () => {
    await server.stop();
  });

  function open(fault: FaultName): WebSocket {
    const url = server.url(fault, { body: BODY }).replace('http', 'ws');
    return new WebSocket(`${url}/streaming`, { maxPayload: MOST, perMessageDeflate: false });
  }

  for (const [name, expected] of Object.entries(met) as [FaultName, Met][]) {
    const isHeavy = /large|endless|bomb/.test(name);
    it(`${catalogue[name].about}: ${name}${isHeavy ? ' @slow' : ''}`, async function () {
      this.timeout(30_000);
      const socket = open(name);
      const seen = await new Promise<Met>((resolve) => {
        let error: string | undefined;
        socket.on('error', (problem: NodeJS.ErrnoException) => (error = problem.code ?? problem.message));
        socket.on('message', (data: Buffer) => {
          if (data.toString() === expected.last) resolve({ last: expected.last, isOpen: true });
        });
        socket.on('close', (code) => resolve({ code, ...(error === undefined ? {} : { error }) }));
      });
      expect(seen).to.deep.equal(expected);
      socket.terminate();
      await server.allClosed();
    });
  }

  for (const name of silent) {
    it(`${catalogue[name].about}: ${name}`, async () => {
      const socket = open(name);
      const happened: string[] = [];
      for (const event of ['message', 'close', 'error']) socket.on(event, () => happened.push(event));
      await new Promise((resolve) => socket.once('open', resolve));
      // As long as another connection takes from beginning to end.
      const other = open('socket-closed');
      await new Promise((resolve) => other.once('close', resolve));
      expect(happened).to.deep.equal([]);
      socket.terminate();
    });
  }

  it('are all tested here', () => {
    const names = Object.keys(catalogue).filter((name) => name.startsWith('socket-'));
    expect([...Object.keys(met), ...silent].sort()).to.deep.equal(names.sort());
  });
});
