import type { ServerResponse } from 'node:http';

/** One server-sent event; `data` must be a single line. */
export interface ServerSentEvent {
  readonly id?: string;
  readonly event: string;
  readonly data: string;
}

/** The open end of a stream of server-sent events. */
export class EventStream {
  private readonly response: ServerResponse;
  private silent = false;

  constructor(response: ServerResponse) {
    this.response = response;
  }

  /** Runs `task` when the stream is over, whoever ended it. */
  onClose(task: () => void): void {
    this.response.once('close', task);
  }

  send({ id, event, data }: ServerSentEvent): void {
    this.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${data}\n\n`);
  }

  comment(text: string): void {
    this.write(`:${text}\n\n`);
  }

  /** Sends bytes as they stand. */
  write(bytes: string | Uint8Array): void {
    if (!this.silent) this.response.write(bytes);
  }

  /** From now on nothing is sent, and yet the connection stays. */
  silence(): void {
    this.silent = true;
  }

  /** Ends it in good order. */
  end(): void {
    this.response.end();
  }
}
