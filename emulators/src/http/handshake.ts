import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Reply } from './reply.js';
import { ServerSocket } from './server-socket.js';

/** That a client gets the WebSocket that it asks for. */
export interface SocketReply {
  readonly status: 101;
  /** Called once it is open. */
  readonly accepted: (socket: ServerSocket) => void;
}

/** A request for a WebSocket, as Node gives it. */
export interface Handshake {
  readonly message: IncomingMessage;
  readonly socket: Duplex;
  /** What came after the request. */
  readonly head: Buffer;
}

const server = new WebSocketServer({
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  autoPong: false,
});

/** Answers a request for a WebSocket, with one or with an ordinary answer. */
export function shakeHands({ message, socket, head }: Handshake, answer: SocketReply | Reply): void {
  if ('accepted' in answer) {
    server.handleUpgrade(message, socket, head, (accepted) => answer.accepted(new ServerSocket(accepted)));
    return;
  }
  const { status, headers = {}, body } = answer;
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const fields = {
    connection: 'close',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(text)),
    ...headers,
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'As arranged'}\r\n${lines.join('')}\r\n${text}`);
}
