import { expect } from 'chai';
import { flag } from '../definitions/build.js';
import { show } from '../definitions/show.js';
import { useFactories } from './use-factories.js';

type Arguments = readonly [
  key: unknown,
  trafficType: unknown,
  eventType: unknown,
  value?: unknown,
  properties?: unknown,
];

const accepted: readonly Arguments[] = [
  ['ana', 'user', 'bought'],
  ['ana', 'user', 'bought', 5],
  ['ana', 'user', 'bought', -0.5, { plan: 'gold', n: 1, yes: true, no: null }],
  ['ana', 'user', 'bought', null, null],
  ['ana', 'user', 'bought', undefined, {}],
  ['ana', 'nobody-has-this', 'a'],
  ['ana', 'USER', `a${'-_.:a'.repeat(15)}aaaa`],
  [5, 'user', '0'],
  [{ matchingKey: 'ana', bucketingKey: 'b' }, 'user', 'bought'],
  ['ana', 'user', 'bought', 1, { date: new Date(), list: [], big: 5n, fn: () => 1 }],
  ['ana', 'user', 'bought', 1, Object.fromEntries(Array.from({ length: 301 }, (_, i) => [`p${i}`, i]))],
  ['ana', 'user', 'bought', 1, { a: 'x'.repeat(15_871) }],
];

const refused: readonly Arguments[] = [
  ['', 'user', 'bought'],
  [null, 'user', 'bought'],
  [{ matchingKey: 'ana' }, 'user', 'bought'],
  ['ana', '', 'bought'],
  ['ana', null, 'bought'],
  ['ana', 5, 'bought'],
  ['ana', 'user', ''],
  ['ana', 'user', null],
  ['ana', 'user', '-bought'],
  ['ana', 'user', 'bought something'],
  ['ana', 'user', 'é'],
  ['ana', 'user', 'bought\n'],
  ['ana', 'user', 'a'.repeat(81)],
  ['ana', 'user', 'bought', NaN],
  ['ana', 'user', 'bought', Infinity],
  ['ana', 'user', 'bought', '5'],
  ['ana', 'user', 'bought', true],
  ['ana', 'user', 'bought', 5n],
  ['ana', 'user', 'bought', 5, []],
  ['ana', 'user', 'bought', 5, 'plan'],
  ['ana', 'user', 'bought', 5, new Map()],
  ['ana', 'user', 'bought', 5, { a: 'x'.repeat(15_872) }],
];

describe('track (§3.2)', () => {
  const factories = useFactories();
  const ready = () => factories.ready({ flags: [flag('x')] });

  for (const args of accepted) {
    it(`is true for ${args.map(show).join(', ').slice(0, 100)}`, async () => {
      const { client, log } = await ready();
      expect(client.track(...(args as Parameters<typeof client.track>))).to.equal(true);
      expect(log.at('error')).to.deep.equal([]);
    });
  }

  for (const args of refused) {
    it(`is false, with one error, for ${args.map(show).join(', ').slice(0, 100)}`, async () => {
      const { client, log } = await ready();
      expect(client.track(...(args as Parameters<typeof client.track>))).to.equal(false);
      expect(client.track(...(args as Parameters<typeof client.track>))).to.equal(false);
      expect(log.at('error')).to.have.lengthOf(1);
    });
  }

  const warned: readonly Arguments[] = [
    ['ana', 'USER', 'bought'],
    [5, 'user', 'bought'],
    ['ana', 'user', 'bought', 1, { list: [] }],
  ];
  for (const args of warned) {
    it(`warns once of ${args.map(show).join(', ')}`, async () => {
      const { client, log } = await ready();
      for (let i = 0; i < 3; i++) client.track(...(args as Parameters<typeof client.track>));
      expect(log.at('warn')).to.have.lengthOf(1);
    });
  }

  it('says nothing of an unknown traffic type: there is no backend that could know it', async () => {
    const { client, log } = await ready();
    client.track('ana', 'nobody-has-this', 'bought');
    expect(log.at('warn', 'error')).to.deep.equal([]);
  });

  it('is true before the client is ready', () => {
    const { factory } = factories.make({ flags: [flag('x')] });
    expect(factory.client().track('ana', 'user', 'bought')).to.equal(true);
  });

  it('is false once the factory is destroyed', async () => {
    const { client, factory, log } = await ready();
    await factory.destroy();
    expect(client.track('ana', 'user', 'bought')).to.equal(false);
    expect(log.at('error')).to.deep.equal(['track: the client is destroyed']);
  });

  it('names neither a key nor a value of a property in the log', async () => {
    const { client, log } = await ready();
    client.track('hunter2'.repeat(50), 'user', 'bought');
    client.track(' hunter2 ', 'user', 'bought', 'hunter2' as never);
    client.track('ana', 'user', 'bought', 1, { list: ['hunter2'] });
    expect(log.lines).to.have.length.above(2);
    expect(log.toString()).to.not.include('hunter2');
  });
});
