import { expect } from 'chai';
import { message } from '../support/environment.js';
import { Stage } from '../support/stage.js';

const ann = { key: 'ann' };

describe('client: metrics', () => {
  const rows: readonly [what: string, values: unknown, metrics: unknown][] = [
    [
      'several',
      { a: 1, b: 2.5 },
      [
        ['a', 1],
        ['b', 2.5],
      ],
    ],
    ['those that can be used', { a: 0, b: 3, '': 4, c: -1 }, [['b', 3]]],
    ['none of those that cannot', { a: 0 }, undefined],
    ['none beside a value that is no number', { a: 1, b: '2' }, undefined],
    ['none beside NaN', { a: 1, b: NaN }, undefined],
    ['none in a list', [1], undefined],
    ['none in nothing', null, undefined],
    ['a name like any other', JSON.parse('{"__proto__": 2}'), [['__proto__', 2]]],
  ];
  for (const [what, values, expected] of rows) {
    it(`takes ${what}`, async () => {
      const stage = new Stage();
      const client = await stage.serving(message([]));
      client.trackMetrics(ann, values as Record<string, number>);
      const [report] = stage.sink.reports;
      const metrics = report?.kind === 'metric' ? report.metrics : undefined;
      expect(metrics?.map(({ eventName, numericValue }) => [eventName, numericValue])).to.deep.equal(expected);
      expect(stage.log.lines).to.have.length(expected === undefined ? 1 : 0);
    });
  }

  it('counts one, unless it is told otherwise', async () => {
    const stage = new Stage();
    const client = await stage.serving(message([]));
    client.trackMetric({ key: 'ann', plan: 'gold', name: 'Ann' }, 'paid');
    client.trackMetric(ann, 'paid', 12.5);
    client.trackMetric(ann, 'paid', 0);
    client.trackMetric(ann, '');
    client.trackMetric({}, 'paid');
    client.trackMetric(ann, undefined as unknown as string);
    const metric = { eventName: 'paid', route: 'index/metric', type: 'CustomEvent', appType: 'nodeserverside' };
    const nobody = { userName: '', email: '', country: '', customizedProperties: [] };
    expect(stage.sink.events).to.deep.equal([
      {
        user: { ...nobody, keyId: 'ann', userName: 'Ann', customizedProperties: [{ name: 'plan', value: 'gold' }] },
        metrics: [{ ...metric, numericValue: 1 }],
      },
      { user: { ...nobody, keyId: 'ann' }, metrics: [{ ...metric, numericValue: 12.5 }] },
    ]);
  });

  it('needs no data, and no evaluation', async () => {
    const stage = new Stage();
    const client = stage.client();
    client.trackMetric(ann, 'too early');
    const started = client.initialize();
    await stage.clock.advance(0);
    client.trackMetric(ann, 'paid');
    expect(stage.sink.reports).to.have.length(1);
    await client.stop();
    expect(await started).to.equal(false);
    client.trackMetric(ann, 'too late');
    expect(stage.sink.reports).to.have.length(1);
  });
});
