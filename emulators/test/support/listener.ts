import { ask, type Known } from './ask.js';

const channels = [
  'NzM2_MTEx_splits',
  'NzM2_MTEx_flags',
  'NzM2_MTEx_segments',
  '[?occupancy=metrics.publishers]control_pri',
  '[?occupancy=metrics.publishers]control_sec',
];

/** What one event says. */
export interface Heard {
  readonly event: string | undefined;
  readonly id: string | undefined;
  /** The message around the notification, or what an error says. */
  readonly outer: Readonly<Record<string, unknown>>;
  /** The notification; `undefined` where the message holds none. */
  readonly inner: Readonly<Record<string, unknown>> | undefined;
}

/** A client that reads a stream block by block. */
export class Listener {
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  private readonly decoder = new TextDecoder();
  private text = '';

  private constructor(reader: ReadableStreamDefaultReader<Uint8Array>) {
    this.reader = reader;
  }

  /** Opens a stream with a token of its own, and hears out what it is told at the beginning: who publishes. */
  static async open(known: Known, path = '/sse', heard = channels): Promise<Listener> {
    const response = await connect(known, path, heard);
    const listener = new Listener(response.body!.getReader());
    for (const _ of heard.filter((channel) => channel.startsWith('['))) await listener.block();
    return listener;
  }

  /** The next block as it stands, without the empty line; `undefined` at the end. */
  async block(): Promise<string | undefined> {
    while (!this.text.includes('\n\n')) {
      const { done, value } = await this.reader.read();
      if (done) return undefined;
      this.text += this.decoder.decode(value, { stream: true });
    }
    const [block, ...rest] = this.text.split('\n\n');
    this.text = rest.join('\n\n');
    return block;
  }

  /** The next event. */
  async next(): Promise<Heard> {
    const lines = ((await this.block()) ?? '').split('\n');
    const field = (name: string): string | undefined =>
      lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    const outer = JSON.parse(field('data') ?? '{}') as Record<string, unknown>;
    const inner = typeof outer.data === 'string' ? (JSON.parse(outer.data) as Record<string, unknown>) : undefined;
    return { event: field('event'), id: field('id'), outer, inner };
  }
}

/** Asks for a stream, with a new token unless one is given. */
export async function connect(
  { urls }: Known,
  path = '/sse',
  heard: readonly string[] = channels,
  token?: string,
): Promise<Response> {
  const accessToken = token ?? (await tokenOf({ urls }));
  const list = heard.map(encodeURIComponent).join(',');
  return fetch(`${urls.streaming}${path}?channels=${list}&accessToken=${accessToken}&v=1.1`);
}

/** A new token. */
export async function tokenOf({ urls }: Known): Promise<string> {
  return ((await ask(`${urls.auth}/v2/auth?s=1.3`)).body as { token: string }).token;
}
