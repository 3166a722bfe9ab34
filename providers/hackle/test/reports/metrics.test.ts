import { expect } from 'chai';
import { Metric } from '#src/reports/metrics/metric.js';
import { Metrics } from '#src/reports/metrics/metrics.js';

const name = { name: 'experiment.decision', tags: { key: '1', variation: 'B', reason: 'OVERRIDDEN' } } as const;

describe('reports: metrics', () => {
  it('tell how often, how long together, how long at most and on average, and begin anew', () => {
    let time = 0;
    const metrics = new Metrics(() => time);
    const metric = new Metric(name);
    for (const ms of [1, 4, 1]) {
      const began = metrics.begin();
      time += ms;
      metrics.count(metric, metrics.since(began));
    }
    const measurements = { count: 3, total: 6, max: 4, mean: 2 };
    expect(metrics.take()).to.deep.equal([{ ...name, type: 'TIMER', measurements }]);
    expect(metrics.take()).to.deep.equal([]);
    metrics.count(metric, 5);
    expect(metrics.take()[0]?.measurements).to.deep.equal({ count: 1, total: 5, max: 5, mean: 5 });
  });

  it('count every decision, and measure one in a hundred after the first hundred', () => {
    let looks = 0;
    const metrics = new Metrics(() => (looks += 1));
    const metric = new Metric(name);
    for (let i = 0; i < 1_000; i++) metrics.count(metric, metrics.since(metrics.begin()));
    // A hundred, and then the two hundredth and on.
    expect(looks).to.equal(2 * (100 + 9));
    expect(metrics.take()[0]?.measurements).to.deep.equal({ count: 1_000, total: 1_000, max: 1, mean: 1 });
  });

  it('are bounded, and what is not counted is', () => {
    const metrics = new Metrics();
    for (let i = 0; i < 10_005; i++)
      metrics.add({ name: 'remote.config.decision', tags: { key: String(i), reason: '' } });
    expect(metrics.leftOut).to.equal(5);
    expect(metrics.take()).to.have.length(10_000);
  });
});
