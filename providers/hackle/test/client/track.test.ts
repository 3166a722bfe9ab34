import { expect } from 'chai';
import type { HackleClient } from '@polyflag/hackle-provider';
import { Stage } from '../support/clients.js';
import { workspace } from '../support/workspace.js';

describe('client: track', () => {
  let stage: Stage;
  let client: HackleClient;

  beforeEach(async () => {
    stage = new Stage(workspace({ events: [{ id: 9, key: 'purchase' }] }));
    client = await stage.started();
  });

  afterEach(() => client.close());

  const ann = { userId: 'ann', identifiers: { $id: 'ann' }, userProperties: {}, hackleProperties: {} };
  const accepted: [what: string, event: unknown, body: object][] = [
    ['a key', 'purchase', { eventTypeId: 9, eventTypeKey: 'purchase', properties: {} }],
    ['an unknown key', 'other', { eventTypeId: 0, eventTypeKey: 'other', properties: {} }],
    [
      'a value',
      { key: 'purchase', value: -2.5 },
      { eventTypeId: 9, eventTypeKey: 'purchase', value: -2.5, properties: {} },
    ],
    [
      'the value 0',
      { key: 'purchase', value: 0 },
      { eventTypeId: 9, eventTypeKey: 'purchase', value: 0, properties: {} },
    ],
    ['the value null', { key: 'purchase', value: null }, { eventTypeId: 9, eventTypeKey: 'purchase', properties: {} }],
    [
      'properties',
      { key: 'purchase', properties: { a: 'x', b: [1, true], c: null, $d: { e: 1 } } },
      { eventTypeId: 9, eventTypeKey: 'purchase', properties: { a: 'x', b: [1], $d: { e: 1 } } },
    ],
  ];
  for (const [what, event, body] of accepted) {
    it(`takes ${what}`, () => {
      client.track(event as never, 'ann');
      expect(stage.sink.events).to.deep.equal([{ kind: 'track', ...ann, ...body }]);
    });
  }

  const refused: [what: string, event: unknown, user: unknown][] = [
    ['no event', undefined, 'ann'],
    ['null', null, 'ann'],
    ['an empty key', '', 'ann'],
    ['no key', { value: 1 }, 'ann'],
    ['a key that is no text', { key: 5 }, 'ann'],
    ['a value that is text', { key: 'purchase', value: '5' }, 'ann'],
    ['NaN', { key: 'purchase', value: NaN }, 'ann'],
    ['Infinity', { key: 'purchase', value: Infinity }, 'ann'],
    ['a boolean', { key: 'purchase', value: true }, 'ann'],
    ['nobody', 'purchase', {}],
    ['a user who cannot be read', 'purchase', Object.defineProperty({}, 'id', { get: () => Number(Symbol('s')) })],
  ];
  for (const [what, event, user] of refused) {
    it(`refuses ${what}, and says so once`, () => {
      for (let round = 0; round < 3; round += 1) client.track(event as never, user as never);
      expect(stage.sink.reports).to.be.empty;
      expect(stage.log.lines).to.have.length(1);
      expect(stage.log.lines[0]).to.match(/^warn: track: /u);
    });
  }

  it('drops events before the client is started and after it is closed', async () => {
    const other = new Stage(workspace());
    const late = other.client();
    late.track('purchase', 'ann');
    await late.initialize();
    await late.close();
    late.track('purchase', 'ann');
    expect(other.sink.reports).to.be.empty;
  });

  it('takes events before a workspace is there', async () => {
    const source = () => ({ start: () => new Promise<void>(() => undefined), stop: () => Promise.resolve() });
    const waiting = stage.client({ source });
    const start = waiting.initialize().catch((error: unknown) => error);
    waiting.track('purchase', 'ann');
    expect(stage.sink.events).to.have.length(1);
    expect(stage.sink.events[0]).to.include({ eventTypeId: 0 });
    await waiting.close();
    expect(await start).to.include({ code: 'PROVIDER_NOT_READY' });
  });
});
