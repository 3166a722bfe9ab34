import { once } from 'node:events';
import { FeatureFlagCoEmulator, type DataSyncMessage, type FeatureFlagCoEmulatorOptions } from '@polyflag/emulators';
import { connectionToken } from '@polyflag/featureflag-co-provider/internal';
import { WebSocket } from 'ws';

/** A client that knows nothing: what it hears is kept, and read one by one. */
export class PlainClient {
  readonly socket: WebSocket;
  /** What came and has not been read. */
  readonly heard: unknown[] = [];
  /** With the close code and the reason. */
  readonly closed: Promise<readonly [number, string]>;
  pings = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(url: string) {
    this.socket = new WebSocket(url);
    this.closed = new Promise((resolve) => {
      this.socket.once('close', (code, reason) => resolve([code, reason.toString()]));
    });
    this.socket.on('error', () => undefined);
    this.socket.on('ping', () => this.pings++);
    this.socket.on('message', (data: Buffer, isBinary) => {
      this.heard.push(isBinary ? data : read(data.toString()));
      for (const wake of this.waiting.splice(0)) wake();
    });
  }

  say(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The next message. */
  async next(): Promise<unknown> {
    while (this.heard.length === 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
    return this.heard.shift();
  }

  /** Asks for what is new since a time, and gives the answer. */
  async ask(timestamp: number): Promise<DataSyncMessage['data']> {
    this.say({ messageType: 'data-sync', data: { timestamp } });
    return ((await this.next()) as DataSyncMessage).data;
  }
}

/** Where a client finds the stream. */
export function streamUrl(emulator: FeatureFlagCoEmulator, now = Date.now(), secret = emulator.envSecret): string {
  return `${emulator.urls.streaming}/streaming?token=${connectionToken(secret, now, 0.5)}&type=server`;
}

export interface FeatureFlagCoInTest {
  readonly emulated: (options?: FeatureFlagCoEmulatorOptions) => Promise<FeatureFlagCoEmulator>;
  /** Not open yet. */
  readonly client: (url: string) => PlainClient;
  /** Open. */
  readonly connected: (emulator: FeatureFlagCoEmulator, now?: number) => Promise<PlainClient>;
}

/** Emulators and clients for the tests of the suite that calls this; all are over with their test. */
export function featureFlagCoInTest(): FeatureFlagCoInTest {
  const emulators: FeatureFlagCoEmulator[] = [];
  const clients: PlainClient[] = [];
  afterEach(async () => {
    for (const client of clients.splice(0)) client.socket.terminate();
    await Promise.all(emulators.splice(0).map((emulator) => emulator.stop()));
  });
  const client = (url: string): PlainClient => {
    const made = new PlainClient(url);
    clients.push(made);
    return made;
  };
  return {
    emulated: async (options) => {
      const emulator = new FeatureFlagCoEmulator(options);
      emulators.push(emulator);
      await emulator.start();
      return emulator;
    },
    client,
    connected: async (emulator, now) => {
      const made = client(streamUrl(emulator, now));
      await once(made.socket, 'open');
      return made;
    },
  };
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
