import { Agent, createServer as createHttpServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { silentLogger, type Logger } from '@polyflag/core-engine';
import { SplitEmulator, type SplitEmulatorOptions } from '@polyflag/emulators';
import { SplitFactory, type SplitConfig } from '@polyflag/split-provider';
import { expect } from 'chai';
import { always } from './flags.js';
import { repository } from './page.js';

/** Does something with a backend, and with a factory that was told where it is; then all ends. */
async function connected<T>(
  options: SplitConfig,
  act: (factory: SplitFactory, backend: SplitEmulator) => Promise<T>,
  settings: SplitEmulatorOptions = {},
): Promise<T> {
  const backend = new SplitEmulator(settings);
  await backend.start();
  backend.putFlag({ ...always('asked', 'on'), trafficTypeName: 'user' } as never);
  const factory = new SplitFactory('sdk-key', { urls: backend.urls, logger: silentLogger, ...options });
  try {
    return await act(factory, backend);
  } finally {
    await factory.destroy();
    await backend.stop();
  }
}

/** The first thing that a factory warns of which cannot have its definitions. */
async function complaint(options: SplitConfig): Promise<string> {
  return new Promise((resolve) => {
    const logger: Logger = {
      ...silentLogger,
      warn: (text) => {
        resolve(String(text));
        void factory.destroy();
      },
    };
    const factory = new SplitFactory('sdk-key', { logger, ...options });
    factory.client();
  });
}

/** Does something with a server that listens on loopback; then it ends. */
async function listening<T>(server: Server, act: (address: string) => Promise<T>): Promise<T> {
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await act(`127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}

const treatment = async (factory: SplitFactory): Promise<string> => {
  await factory.blockUntilReady(5);
  return factory.client().getTreatment('ana', 'asked');
};
const services = (backend: SplitEmulator): Set<string> => new Set(backend.requests.map(({ service }) => service));
const silent = (): Server => createServer(() => undefined);

/** Shows, for each option of the way to a backend and of what comes from it, that it does what the README says. */
export const syncAtWork: Readonly<Record<string, () => Promise<void>>> = {
  streamingEnabled: async () => {
    await connected({}, async (factory, backend) => {
      await treatment(factory);
      await backend.received('/sse');
    });
    await connected({ streamingEnabled: false, featuresRefreshRate: 0.02 }, async (factory, backend) => {
      await treatment(factory);
      await backend.received('/splitChanges', { count: 4 });
      expect([...services(backend)])
        .to.not.include('auth')
        .and.not.include('streaming');
    });
  },
  preforkedInitialization: async () => {
    await connected({ preforkedInitialization: true }, async (factory, backend) => {
      expect(factory.client().getTreatment('ana', 'asked')).to.equal('control');
      await backend.received('/splitChanges', { count: 2 });
      expect(factory.ready).to.equal(false);
      factory.resume();
      expect(await treatment(factory)).to.equal('on');
    });
  },
  urls: async () => {
    await connected({}, async (factory, backend) => {
      expect(await treatment(factory)).to.equal('on');
      await backend.received('/sse');
      expect([...services(backend)]).to.include.members(['sdk', 'auth', 'streaming']);
    });
  },
  'urls.sdk': () => syncAtWork.urls!(),
  'urls.auth': () => syncAtWork.urls!(),
  'urls.streaming': () => syncAtWork.urls!(),
  connectionTimeout: async () => {
    await listening(silent(), async (address) => {
      const said = await complaint({ urls: { sdk: `https://${address}` }, connectionTimeout: 50, readTimeout: 60_000 });
      expect(said).to.match(/TLS/).and.match(/50 ms/);
    });
  },
  readTimeout: async () => {
    await listening(silent(), async (address) => {
      const said = await complaint({ urls: { sdk: `http://${address}` }, readTimeout: 50 });
      expect(said).to.match(/50 ms/);
    });
  },
  agent: async () => {
    let asked = 0;
    class Counting extends Agent {
      override createConnection(...args: Parameters<Agent['createConnection']>): ReturnType<Agent['createConnection']> {
        asked += 1;
        return super.createConnection(...args);
      }
    }
    const agent = new Counting();
    await connected({ agent: { http: agent } }, async (factory) => {
      expect(await treatment(factory)).to.equal('on');
    });
    agent.destroy();
    expect(asked).to.be.greaterThan(0);
  },
  ca: async () => {
    const path = join(repository, 'core-engine', 'dist-test', 'transport', 'jig', 'certificates.js');
    const { testAuthority, testCertificate, testKey } = (await import(path)) as Record<string, string>;
    const server = createTlsServer({ cert: testCertificate, key: testKey }, (_, response) => {
      response.end(JSON.stringify({ ff: { s: 1, t: 1, d: [always('asked', 'on')] } }));
    });
    await listening(server, async (address) => {
      const options = { urls: { sdk: `https://${address}` }, streamingEnabled: false, logger: silentLogger };
      const factory = new SplitFactory('sdk-key', { ...options, ca: testAuthority! });
      expect(await treatment(factory)).to.equal('on');
      await factory.destroy();
      expect(await complaint({ urls: options.urls })).to.match(/certificate|trust/i);
    });
  },
  proxy: async () => {
    const asked: string[] = [];
    const proxy = createHttpServer((request, response) => {
      asked.push(request.url ?? '');
      response.end(JSON.stringify({ ff: { s: 1, t: 1, d: [always('asked', 'on')] } }));
    });
    proxy.on('connect', (request: { url?: string }, socket: { end(text: string): void }) => {
      asked.push(request.url ?? '');
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    await listening(proxy, async (address) => {
      const options = { urls: { sdk: 'http://sdk.invalid' }, proxy: `http://${address}`, streamingEnabled: false };
      const factory = new SplitFactory('sdk-key', { ...options, logger: silentLogger, closeTimeoutMillis: 100 });
      factory.client();
      while (asked.length === 0)
        await new Promise((resolve) => proxy.once('request', resolve).once('connect', resolve));
      await factory.destroy();
    });
    expect(asked[0]).to.include('sdk.invalid');
  },
  ignoreAlgo: async () => {
    const halves = {
      ...always('asked', 'on'),
      algo: 1,
      seed: 77,
      conditions: [
        {
          conditionType: 'ROLLOUT',
          matcherGroup: { combiner: 'AND', matchers: [{ matcherType: 'ALL_KEYS' }] },
          partitions: [
            { treatment: 'on', size: 50 },
            { treatment: 'off', size: 50 },
          ],
        },
      ],
    };
    const answers = (options: SplitConfig): Promise<string> =>
      connected({ ...options, streamingEnabled: false }, async (factory, backend) => {
        backend.putFlag(halves as never);
        await treatment(factory);
        return Array.from({ length: 50 }, (_, n) => factory.client().getTreatment(`key ${n}`, 'asked')).join();
      });
    expect(await answers({ ignoreAlgo: true })).to.not.equal(await answers({}));
  },
};
