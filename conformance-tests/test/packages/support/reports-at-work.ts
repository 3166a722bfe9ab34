import { ManualClock, type HttpRequest, type Transport } from '@polyflag/core-engine';
import { SplitFactory, type SplitClient, type SplitConfig } from '@polyflag/split-provider';
import { decodeArrival, runtimeParts, type SplitDefinitions } from '@polyflag/split-provider/internal';
import { expect } from 'chai';
import { always } from './flags.js';

/** What a backend is sent, by what is done: with a backend that takes everything. */
class Backend {
  readonly clock = new ManualClock(1_700_000_000_000);
  readonly requests: HttpRequest[] = [];
  readonly factory: SplitFactory;

  constructor(options: SplitConfig) {
    const transport: Pick<Transport, 'request' | 'close'> = {
      close: () => undefined,
      request: (request) => {
        this.requests.push(request);
        return Promise.resolve({ kind: 'response', status: 200, headers: {}, body: '' });
      },
    };
    const source = (definitions: SplitDefinitions) => ({
      start: async (sink: { changed(names: readonly string[]): void }) => {
        const flags = [{ ...always('asked', 'on'), trafficTypeName: 'user' }];
        sink.changed(definitions.replace(await decodeArrival({ flags, ruleBasedSegments: [] }), []));
      },
      stop: () => Promise.resolve(),
    });
    const parts = { [runtimeParts]: { clock: this.clock, transport, source } };
    this.factory = new SplitFactory('sdk-key', { ...options, ...parts });
  }

  /** The last parts of the URLs that were posted to, without the telemetry of the start. */
  get paths(): string[] {
    return this.requests.map(({ url }) => url.slice(url.lastIndexOf('/') + 1)).filter((path) => path !== 'config');
  }

  bodies(path: string): string[] {
    return this.requests.filter(({ url }) => url.endsWith(`/${path}`)).map(({ body = '' }) => body);
  }
}

/** Does something with a client that reports, lets time go by, and looks at what was posted; then all ends. */
async function reported<T>(
  options: SplitConfig,
  act: (client: SplitClient) => void,
  ms: number,
  look: (backend: Backend) => T,
): Promise<T> {
  const backend = new Backend(options);
  const client = backend.factory.client();
  await backend.factory.blockUntilReady();
  await backend.clock.advance(0);
  act(client);
  await backend.clock.advance(ms);
  const seen = look(backend);
  const destroyed = backend.factory.destroy();
  await backend.clock.advance(0);
  await destroyed;
  return seen;
}

const ask =
  (...keys: string[]) =>
  (client: SplitClient): void => {
    for (const key of keys) client.getTreatment(key, 'asked');
  };
const track =
  (times: number) =>
  (client: SplitClient): void => {
    for (let i = 0; i < times; i++) client.track('ana', 'user', 'bought');
  };
const paths = ({ paths }: Backend): string[] => paths;
const LONG = 300_000;

/** Shows, for each option of what is told to a backend, that it does what the README says. */
export const reportsAtWork: Readonly<Record<string, () => Promise<void>>> = {
  labelsEnabled: async () => {
    const labelled = (backend: Backend): boolean => backend.bodies('bulk')[0]?.includes('"r":') === true;
    expect(await reported({}, ask('ana'), LONG, labelled)).to.equal(true);
    expect(await reported({ labelsEnabled: false }, ask('ana'), LONG, labelled)).to.equal(false);
  },
  impressionsMode: async () => {
    const sent = ({ requests }: Backend): number => (requests.at(-1)?.body?.match(/"k":/g) ?? []).length;
    expect(await reported({}, ask('ana', 'ana'), LONG, sent)).to.equal(1);
    expect(await reported({ impressionsMode: 'debug' }, ask('ana', 'ana'), 60_000, sent)).to.equal(2);
    expect(await reported({ impressionsMode: 'NONE' }, ask('ana', 'ana'), LONG, paths)).to.deep.equal([]);
  },
  impressionsRefreshRate: async () => {
    expect(await reported({ impressionsRefreshRate: 7 }, ask('ana'), 7_000, paths)).to.deep.equal(['bulk']);
    expect(await reported({}, ask('ana'), LONG - 1, paths)).to.deep.equal([]);
    expect(await reported({}, ask('ana'), LONG, paths)).to.deep.equal(['bulk']);
    expect(await reported({ impressionsMode: 'DEBUG' }, ask('ana'), 60_000, paths)).to.deep.equal(['bulk']);
  },
  impressionsQueueSize: async () => {
    const keys = (backend: Backend): (string | undefined)[] =>
      (backend.bodies('bulk')[0]?.match(/"k":"\w+"/g) ?? []).map((key) => key.slice(5, -1));
    expect(await reported({ impressionsQueueSize: 2 }, ask('ana', 'bob', 'cy'), LONG, keys)).to.deep.equal([
      'ana',
      'bob',
    ]);
  },
  impressionsBulkSize: async () => {
    expect(await reported({ impressionsBulkSize: 2 }, ask('ana', 'bob', 'cy'), LONG, paths)).to.deep.equal([
      'bulk',
      'bulk',
    ]);
  },
  eventsPushRate: async () => {
    expect(await reported({ eventsPushRate: 3 }, track(1), 3_000, paths)).to.deep.equal(['bulk']);
    expect(await reported({}, track(1), 9_999, paths)).to.deep.equal([]);
  },
  eventsQueueSize: async () => {
    const answers: boolean[] = [];
    const act = (client: SplitClient): void => {
      for (let i = 0; i < 2; i++) answers.push(client.track('ana', 'user', 'bought'));
    };
    await reported({ eventsQueueSize: 1 }, act, 0, paths);
    expect(answers).to.deep.equal([true, false]);
  },
  eventsBulkSize: async () => {
    expect(await reported({ eventsBulkSize: 2 }, track(3), 10_000, paths)).to.deep.equal(['bulk', 'bulk']);
  },
  metricsRefreshRate: async () => {
    expect(await reported({ metricsRefreshRate: 60 }, () => undefined, 60_000, paths)).to.deep.equal(['usage']);
    expect(await reported({}, () => undefined, 60_000, paths)).to.deep.equal([]);
  },
  'urls.events': async () => {
    const urls = { events: 'https://events.example/api' };
    const first = ({ requests }: Backend): string | undefined => requests.at(-1)?.url;
    expect(await reported({ urls }, track(1), 10_000, first)).to.equal('https://events.example/api/events/bulk');
  },
  'urls.telemetry': async () => {
    const urls = { telemetry: 'https://telemetry.example/api' };
    const first = ({ requests }: Backend): string | undefined => requests[0]?.url;
    const expected = 'https://telemetry.example/api/v1/metrics/config';
    expect(await reported({ urls }, () => undefined, 0, first)).to.equal(expected);
  },
};
