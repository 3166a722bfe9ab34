import { expect } from 'chai';
import type { ImpressionData } from '#src/config/impression-listener.js';
import type { SplitConfig } from '#src/config/split-config.js';
import { allKeys, flag, flagOf, matcher, rollout } from '../definitions/build.js';
import { useFactories } from './use-factories.js';

const flags = [
  flag('good', { configurations: { on: 'mine' } }),
  flagOf('unsupported', matcher('FROM_THE_FUTURE')),
  flag('failing', { prerequisites: [{ n: 'failing', ts: ['on'] }] }),
  flag('control', {
    conditions: [rollout([allKeys], { control: 100 }, 'by rule')],
    configurations: { control: 'mine' },
  }),
  flag('by default', { trafficAllocation: 0, defaultTreatment: 'control' }),
];

const fallbackTreatments: NonNullable<SplitConfig['fallbackTreatments']> = {
  global: { treatment: 'everywhere', config: '{"g":1}' },
  byFlag: { failing: 'here', nowhere: { treatment: 'there', config: 'text' } },
};

describe('fallback treatments (§2.2)', () => {
  const factories = useFactories();
  const ready = async () => (await factories.ready({ flags }, { fallbackTreatments })).client;
  const everywhere = { treatment: 'everywhere', config: '{"g":1}' };

  const rows: readonly (readonly [what: string, name: unknown, key: unknown, attributes: unknown, answer: object])[] = [
    ['leave a treatment alone', 'good', 'ana', {}, { treatment: 'on', config: 'mine' }],
    ['replace control of an unsupported flag', 'unsupported', 'ana', {}, everywhere],
    [
      'replace control of a flag that fails, the one for the flag first',
      'failing',
      'ana',
      {},
      { treatment: 'here', config: null },
    ],
    ['replace control of an unknown flag', 'absent', 'ana', {}, everywhere],
    ['replace control of an unknown flag by its own', 'nowhere', 'ana', {}, { treatment: 'there', config: 'text' }],
    ['replace control that a rule serves', 'control', 'ana', {}, everywhere],
    ['replace control that is the default treatment', 'by default', 'ana', {}, everywhere],
    ['replace control for an invalid key', 'good', '', {}, everywhere],
    ['replace control for invalid attributes', 'good', 'ana', [], everywhere],
    ['replace control for an invalid name', 5, 'ana', {}, everywhere],
    ['go by the name without its blanks', ' nowhere ', 'ana', {}, { treatment: 'there', config: 'text' }],
  ];
  for (const [what, name, key, attributes, answer] of rows) {
    it(what, async () => {
      const client = await ready();
      const args = [key, name, attributes] as [string, string, Record<string, unknown>];
      expect(client.getTreatmentWithConfig(...args)).to.deep.equal(answer);
      expect(client.getTreatment(...args)).to.equal((answer as { treatment: string }).treatment);
    });
  }

  it('stand in the maps of several flags', async () => {
    const client = await ready();
    expect(client.getTreatments('ana', ['good', 'absent', 'nowhere'])).to.deep.equal({
      good: 'on',
      absent: 'everywhere',
      nowhere: 'there',
    });
    expect(client.getTreatments('', ['good', 'nowhere'])).to.deep.equal({ good: 'everywhere', nowhere: 'there' });
  });

  it('are served before the client is ready, and after it is destroyed', async () => {
    const { factory } = factories.make({ flags }, { fallbackTreatments });
    const client = factory.client();
    expect(client.getTreatmentWithConfig('ana', 'good')).to.deep.equal(everywhere);
    await factory.destroy();
    expect(client.getTreatmentWithConfig('ana', 'good')).to.deep.equal(everywhere);
    expect(client.getTreatments('ana', ['good', 'nowhere'])).to.deep.equal({ good: 'everywhere', nowhere: 'there' });
  });

  it('do not reach into prerequisites: those see control', async () => {
    const gated = flag('gated', { prerequisites: [{ n: 'absent', ts: ['control'] }] });
    const { client } = await factories.ready({ flags: [gated] }, { fallbackTreatments });
    expect(client.getTreatment('ana', 'gated')).to.equal('on');
  });

  const labels: readonly (readonly [name: string, label: string])[] = [
    ['good', 'rolled out'],
    ['unsupported', 'fallback - targeting rule type unsupported by sdk'],
    ['failing', 'fallback - exception'],
    ['control', 'fallback - by rule'],
    ['by default', 'fallback - not in split'],
  ];
  it('show in the label of the impression, which has the treatment that was served', async () => {
    const heard: ImpressionData['impression'][] = [];
    const impressionListener = { logImpression: ({ impression }: ImpressionData) => heard.push(impression) };
    const { client, factory } = await factories.ready({ flags }, { fallbackTreatments, impressionListener });
    const answers = client.getTreatments('ana', [...labels.map(([name]) => name), 'absent', 'nowhere']);
    await factory.destroy();
    expect(heard.map(({ feature, label }) => [feature, label])).to.deep.equal(labels);
    for (const { feature, treatment } of heard) expect(treatment).to.equal(answers[feature]);
  });

  it('show in the label of an impression before the client is ready', async () => {
    const heard: ImpressionData['impression'][] = [];
    const impressionListener = { logImpression: ({ impression }: ImpressionData) => heard.push(impression) };
    const { factory } = factories.make({ flags }, { fallbackTreatments, impressionListener });
    factory.client().getTreatment('ana', 'good');
    await factory.destroy();
    expect(heard).to.have.lengthOf(1);
    expect(heard[0]).to.deep.include({ treatment: 'everywhere', label: 'fallback - not ready' });
  });

  it('only by flag leave the others at control', async () => {
    const { client } = await factories.ready({ flags }, { fallbackTreatments: { byFlag: { nowhere: 'there' } } });
    expect(client.getTreatments('ana', ['nowhere', 'absent'])).to.deep.equal({ nowhere: 'there', absent: 'control' });
  });

  it('that cannot be used are left out with a word in the log', async () => {
    const { client, log } = await factories.ready(
      { flags },
      { fallbackTreatments: { global: 'not a treatment', byFlag: { nowhere: 'there' } } },
    );
    expect(client.getTreatments('ana', ['nowhere', 'absent'])).to.deep.equal({ nowhere: 'there', absent: 'control' });
    expect(log.at('warn', 'error')[0]).to.include('global');
  });
});
