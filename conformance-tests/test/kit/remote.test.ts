import { describeProviderConformance, type ProviderAdapter } from '@polyflag/conformance-tests';
import { ReferenceBackend, referenceFlag } from '#src/reference/backend.js';
import { BODY_LIMIT, BROKEN, OfrepReferenceServer, TOKEN } from '#src/reference/ofrep-server.js';
import { ReferenceProvider } from '#src/reference/provider.js';

const backend = new ReferenceBackend();
const server = new OfrepReferenceServer(backend);

/** The server of the reference. What asks it is a client of the backend itself: the kit needs no client of the protocol. */
const adapter: ProviderAdapter = {
  name: 'the server of the reference',
  capabilities: ['ofrep-server', 'stream', 'object', 'variants', 'configuration-change'],
  createProvider: () => new ReferenceProvider(backend, 'good'),
  setUp: () => server.start(),
  tearDown: () => server.stop(),
  control: {
    reset: () => {
      backend.reset();
    },
    changeFlag: () => {
      backend.change('changing-flag', referenceFlag('changing-flag', 'bar'));
    },
  },
  ofrep: {
    get url() {
      return server.url;
    },
    headers: { authorization: TOKEN },
    overload: () => {
      server.tooMany = 1;
    },
    brokenFlag: BROKEN,
    bodyLimit: BODY_LIMIT,
    createClientProvider: () => new ReferenceProvider(backend, 'good'),
  },
};

describe('a server of the remote evaluation protocol @slow', () => {
  describeProviderConformance(adapter, { strict: true, accept: ({ id }) => id.startsWith('OFR-') });
});

/** One that belongs to the first domain that it is bound to. */
class Scoped extends ReferenceProvider {
  readonly domainScoped = true;
}

describe('a provider of one domain', () => {
  describeProviderConformance(
    {
      ...adapter,
      name: 'a scoped one',
      capabilities: ['domain-scoped'],
      createProvider: () => new Scoped(backend, 'good'),
    },
    { strict: true, accept: ({ id }) => id === 'INIT-09' },
  );
});
