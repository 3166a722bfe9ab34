import {
  openTransport,
  ReopeningSocketTransport,
  wayOf,
  type Clock,
  type SocketTransport,
} from '@polyflag/core-engine';
import type { FFCSettings } from '../config/settings.js';

/** The ways to the backend; each opens again when it is used after a close. */
export interface Network {
  /** For the stream. */
  readonly stream: SocketTransport;
  /** For events. */
  readonly requests: SocketTransport;
  close(): void;
}

const MS = 1_000;

/** Connecting takes as long as spec §2.2 says, for the stream and for events apart. */
export function networkOf(settings: FFCSettings, clock: Clock): Network {
  const way = wayOf(settings);
  const { connectTimeout, readTimeout, timeout } = settings;
  const handshake = timeout * MS;
  const connect = connectTimeout * MS;
  const read = readTimeout * MS;
  const stream = new ReopeningSocketTransport(() =>
    openTransport({
      clock,
      deadlines: { lookup: handshake, connect: handshake, tls: handshake, headers: handshake },
      ...way,
    }),
  );
  const requests = new ReopeningSocketTransport(() =>
    openTransport({
      clock,
      deadlines: {
        lookup: connect,
        connect,
        tls: connect,
        headers: read,
        bodyIdle: read,
        request: 3 * connect + 2 * read,
      },
      ...way,
    }),
  );
  return {
    stream,
    requests,
    close: () => {
      stream.close();
      requests.close();
    },
  };
}
