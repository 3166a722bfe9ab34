import type { Deadlines } from './transport.js';

/** What holds where nobody says otherwise: long enough for a slow network, short enough for a caller that waits. */
const defaults: Deadlines = {
  lookup: 5_000,
  connect: 10_000,
  tls: 10_000,
  headers: 30_000,
  bodyIdle: 30_000,
  request: 60_000,
};

/** The deadlines of a transport, or of one request of it. */
export function deadlinesFrom(own: Partial<Deadlines> | undefined, base: Deadlines = defaults): Deadlines {
  const given = Object.entries(own ?? {}).filter(([, ms]) => (ms as number | undefined) !== undefined);
  return { ...base, ...Object.fromEntries(given) };
}

/** A stream lasts: silence and age are its caller's to judge. */
export function deadlinesOfStream(base: Deadlines): Deadlines {
  return { ...base, bodyIdle: Infinity, request: Infinity };
}
