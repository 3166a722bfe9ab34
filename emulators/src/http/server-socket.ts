import { WebSocket } from 'ws';

/** No close code was given; the connection broke (RFC 6455, 7.4.1). Neither can be sent. */
const NO_CODE = 1005;
const BROKEN = 1006;

/** The server's end of a WebSocket. */
export class ServerSocket {
  private readonly socket: WebSocket;
  private silent = false;

  constructor(socket: WebSocket) {
    this.socket = socket;
    // Writing to a connection that the client has left is no event for anybody.
    socket.on('error', () => undefined);
    socket.on('ping', (data) => {
      if (!this.silent) socket.pong(data);
    });
  }

  /** Hears the client's messages, as text. */
  onMessage(task: (text: string) => void): void {
    this.socket.on('message', (data: Buffer) => task(data.toString()));
  }

  /** Runs `task` when it is over, whoever ended it. */
  onClose(task: () => void): void {
    this.socket.once('close', task);
  }

  /** Sends text; bytes as a binary message. */
  send(message: string | Uint8Array): void {
    if (!this.silent && this.socket.readyState === WebSocket.OPEN) this.socket.send(message);
  }

  /** A ping of the protocol's own, which a client answers without knowing. */
  ping(): void {
    if (!this.silent && this.socket.readyState === WebSocket.OPEN) this.socket.ping();
  }

  /** From now on nothing is sent, not even an answer to a ping, and yet the connection stays. */
  silence(): void {
    this.silent = true;
  }

  /**
   * Ends it with a close code; 1005 is an end without one, 1006 a connection that breaks.
   *
   * @throws Error for a code that cannot be sent
   */
  close(code: number, reason = ''): void {
    if (code === BROKEN) this.socket.terminate();
    else if (code === NO_CODE) this.socket.close();
    else this.socket.close(code, reason);
  }
}
