import { expect } from 'chai';
import { HackleProvider } from '#src/provider.js';
import type { MetricWire } from '#src/reports/metrics/metric.js';
import { answer } from '../support/fake-backend.js';
import { useNetwork, type Rig } from '../support/use-network.js';
import { experiment, parameter, workspace } from '../support/workspace.js';
import type { HackleConfig } from '#src/config/hackle-config.js';

const document = workspace({
  experiments: [experiment(1)],
  featureFlags: [experiment(2)],
  remoteConfigParameters: [parameter('banner', 'STRING', 'hi')],
});

/** A request with metrics, read. */
function bodies(rig: Rig): MetricWire[][] {
  return rig.backend
    .of('monitoring')
    .map(({ request }) => (JSON.parse(request.body ?? '') as { metrics: MetricWire[] }).metrics);
}

/** What was counted, by a line each. */
function lines(metrics: readonly MetricWire[]): string[] {
  return metrics
    .map(({ name, tags, measurements }) => `${name} ${Object.values(tags).join(' ')}: ${String(measurements.count)}`)
    .sort();
}

describe('network: metrics', () => {
  const rig = useNetwork();

  async function started(config?: HackleConfig): Promise<Rig> {
    const made = rig(config);
    made.backend.workspaces = [answer(document, 'a'), { status: 304 }];
    return made.start();
  }

  it('leave once a minute, with how often what was decided and logged', async () => {
    const it = await started();
    const { client } = it;
    client.variation(1, 'ann');
    client.variation(1, 'ben');
    client.isFeatureOn(2, 'ann');
    client.remoteConfig('ann').get('banner', 'none');
    client.remoteConfig('ann').get('banner', 5);
    client.variation(9, 'ann', 'C');
    client.isFeatureOn(9, '');
    client.remoteConfig('ann').get('nothing', 'none');
    await it.pass(59);
    expect(it.backend.of('monitoring')).to.deep.equal([]);
    await it.pass(2);
    const [{ request }] = it.backend.of('monitoring') as [(typeof it.backend.received)[number]];
    expect([request.method, request.url]).to.deep.equal(['POST', 'http://monitoring.test/metrics']);
    expect(request.headers).to.include({ 'X-HACKLE-SDK-KEY': 'the key', 'Content-Type': 'application/json' });
    const [metrics = []] = bodies(it);
    expect(lines(metrics.filter(({ name }) => name !== 'api.call'))).to.deep.equal([
      'experiment.decision 1 B TRAFFIC_ALLOCATED: 2',
      'experiment.decision 9 C EXPERIMENT_NOT_FOUND: 1',
      'feature.flag.decision 2 true DEFAULT_RULE: 1',
      'feature.flag.decision 9 false INVALID_INPUT: 1',
      'log WARN: 3',
      'remote.config.decision banner DEFAULT_RULE: 1',
      'remote.config.decision banner TYPE_MISMATCH: 1',
      'remote.config.decision nothing REMOTE_CONFIG_PARAMETER_NOT_FOUND: 1',
    ]);
    const [test] = metrics.filter(({ name }) => name === 'experiment.decision');
    expect(test).to.include({ type: 'TIMER' });
    expect(test?.tags).to.deep.equal({ key: '1', variation: 'B', reason: 'TRAFFIC_ALLOCATED' });
    const { total, max, mean } = test!.measurements as Record<'total' | 'max' | 'mean', number>;
    expect(mean).to.be.within(0, max);
    expect(total).to.be.closeTo(2 * mean, 1e-9);
    expect(metrics.find(({ name }) => name === 'log')).to.deep.equal({
      name: 'log',
      type: 'COUNTER',
      tags: { level: 'WARN' },
      measurements: { count: 3 },
    });
  });

  it('say of each request whether it was a success, 304 being one', async () => {
    const it = await started();
    it.backend.events = [{ status: 500 }, { status: 202 }];
    it.client.track('purchase', 'ann');
    await it.pass(61);
    const polls = it.backend.of('sdk').length;
    expect(lines(bodies(it)[0]!.filter(({ name }) => name === 'api.call'))).to.deep.equal([
      `api.call get.workspace true: ${polls}`,
      'api.call post.events false: 1',
      'api.call post.events true: 1',
    ]);
  });

  it('are those of the provider too', async () => {
    const it = rig();
    it.backend.workspaces = [answer(document, 'a'), { status: 304 }];
    const provider = new HackleProvider('another key', it.options());
    const starting = provider.initialize();
    await it.pass(1);
    await starting;
    const context = { targetingKey: 'ann' };
    await provider.resolveStringEvaluation('experiment:1', 'none', context);
    await provider.resolveStringEvaluation('experiment:7', 'none', context);
    await provider.resolveBooleanEvaluation('feature:2', false, context);
    await provider.resolveNumberEvaluation('config:banner', 5, context);
    await provider.resolveStringEvaluation('config:banner', 'none', context);
    const closing = provider.onClose();
    await it.pass(1);
    await closing;
    const metrics = bodies(it).flat();
    expect(lines(metrics.filter(({ name }) => name.endsWith('decision')))).to.deep.equal([
      'experiment.decision 1 B TRAFFIC_ALLOCATED: 1',
      'experiment.decision 7 none EXPERIMENT_NOT_FOUND: 1',
      'feature.flag.decision 2 true DEFAULT_RULE: 1',
      'remote.config.decision banner DEFAULT_RULE: 1',
      'remote.config.decision banner TYPE_MISMATCH: 1',
    ]);
  });

  it('leave in requests of a hundred', async () => {
    const it = await started();
    for (let key = 100; key < 350; key++) it.client.variation(key, 'ann');
    await it.pass(62);
    const sizes = bodies(it).map(({ length }) => length);
    // And those of the polls and of the log.
    expect(sizes).to.deep.equal([100, 100, 52]);
  });

  it('wait for a backend that does not take them, and are told once', async () => {
    const it = await started();
    it.backend.metrics = [{ status: 500 }, { status: 202 }];
    it.client.variation(1, 'ann');
    await it.pass(125);
    const taken = it.backend
      .of('monitoring')
      .filter(({ reply }) => typeof reply === 'object' && 'status' in reply && reply.status === 202)
      .flatMap(({ request }) => (JSON.parse(request.body ?? '') as { metrics: MetricWire[] }).metrics);
    expect(taken.filter(({ name }) => name === 'experiment.decision')).to.have.length(1);
  });

  it('leave at the end, the request with the last events among them', async () => {
    const it = await started();
    it.client.variation(1, 'ann');
    const closing = it.client.close();
    await it.pass(1);
    await closing;
    expect(it.backend.taken).to.have.length(1);
    expect(lines(bodies(it).flat())).to.deep.equal([
      'api.call get.workspace true: 1',
      'api.call post.events true: 1',
      'experiment.decision 1 B TRAFFIC_ALLOCATED: 1',
    ]);
  });

  it('hold a close for two seconds at most', async () => {
    const it = await started();
    it.backend.metrics = ['hang'];
    let closed = false;
    const closing = it.client.close().then(() => (closed = true));
    await it.pass(3);
    expect(closed).to.equal(true);
    await closing;
  });

  it('are not made where nobody wants them', async () => {
    const it = await started({ enableMonitoring: false });
    it.client.variation(1, 'ann');
    await it.pass(65);
    const closing = it.client.close();
    await it.pass(1);
    await closing;
    expect(it.backend.of('monitoring')).to.deep.equal([]);
  });
});
