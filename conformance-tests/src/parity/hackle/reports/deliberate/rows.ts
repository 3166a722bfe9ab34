import type { Row, Sent } from '../sent.js';

/** Every event, put otherwise. */
export function eachEvent({ exposures, tracks, remoteConfigs }: Sent, put: (event: Row) => Row): Sent {
  return { exposures: exposures.map(put), tracks: tracks.map(put), remoteConfigs: remoteConfigs.map(put) };
}

/** An event of which properties of both kinds are put otherwise. */
export function withProperties(event: Row, put: (name: string, value: unknown) => unknown): Row {
  const table = (given: unknown): Row =>
    Object.fromEntries(Object.entries(given as Row).map(([name, value]) => [name, put(name, value)]));
  return { ...event, userProperties: table(event.userProperties), properties: table(event.properties) };
}
