import { expect } from 'chai';
import { SplitProvider } from '#src/provider.js';
import { Log } from '../client/log.js';
import { useFactories } from '../client/use-factories.js';
import { allKeys, attributeIs, flag, keyIn, rollout, whitelisted } from '../definitions/build.js';
import { Heard } from '../reports/listening.js';
import { ana, useOpenFeature } from './use-open-feature.js';

const flags = [
  flag('x', {
    prerequisites: [{ n: 'gate', ts: ['on'] }],
    trafficAllocation: 99,
    // Bucket 25 of "a" with seed 100 (§11.2).
    trafficAllocationSeed: 100,
    seed: 100,
    conditions: [
      whitelisted([keyIn('bob')]),
      rollout([attributeIs('plan', 'gold')]),
      rollout([allKeys], { low: 50, high: 50 }, 'the rest'),
    ],
  }),
  flag('gate'),
  flag('killed', { killed: true }),
];

describe('explain (DECISIONS 1)', () => {
  const factories = useFactories();
  const { bind } = useOpenFeature();

  async function bound(heard?: Heard): Promise<SplitProvider> {
    const listening = heard === undefined ? {} : { impressionListener: heard };
    const provider = new SplitProvider('localhost', { ...factories.files({ flags }), logger: new Log(), ...listening });
    await bind(provider);
    return provider;
  }

  it('shows every step that was tried, in order, and the one that decided', async () => {
    const { flag: name, decision, steps } = (await bound()).explain('x', { targetingKey: 'a' });
    expect(name).to.equal('x');
    expect(decision).to.deep.include({ label: 'the rest', reason: 'SPLIT' });
    expect(steps.map(({ label, held, decided }) => [label, held, decided])).to.deep.equal([
      ['prerequisites not met', false, false],
      ['listed', false, false],
      ['not in split', false, false],
      ['rolled out', false, false],
      ['the rest', true, true],
    ]);
    expect(steps.at(-1)).to.have.property('bucket', 25);
  });

  it('stops at the step that decided', async () => {
    const provider = await bound();
    expect(provider.explain('x', { targetingKey: 'bob' }).steps.map(({ label }) => label)).to.deep.equal([
      'prerequisites not met',
      'listed',
    ]);
    expect(provider.explain('killed', ana).steps.map(({ label }) => label)).to.deep.equal(['killed']);
  });

  it('decides as an evaluation does, whatever the context', async () => {
    const provider = await bound();
    const contexts = [
      ana,
      { targetingKey: 'bob' },
      { targetingKey: 'user-2' },
      { targetingKey: 'ana', bucketingKey: 'user-2' },
      { targetingKey: 'ana', plan: 'gold' },
      {},
      { targetingKey: '' },
      { targetingKey: 'k'.repeat(251) },
    ];
    for (const context of contexts) {
      for (const name of ['x', 'killed', 'nowhere', ' x ', '\u00a0killed']) {
        const { value, errorCode } = await provider.resolveStringEvaluation(name, 'd', context);
        const { decision } = provider.explain(name, context);
        expect(decision.outcome?.variant ?? 'd', `"${name}" ${JSON.stringify(context)}`).to.equal(value);
        expect(decision.error?.code).to.equal(errorCode);
      }
    }
  });

  it('has no steps where nothing is evaluated', async () => {
    const provider = await bound();
    expect(provider.explain('nowhere', ana)).to.deep.include({ steps: [] });
    expect(provider.explain('x', {})).to.deep.include({ steps: [] });
  });

  it('makes no impression', async () => {
    const heard = new Heard();
    const provider = await bound(heard);
    provider.explain('x', ana);
    await provider.onClose();
    expect(heard.data).to.deep.equal([]);
  });

  it('can be written as JSON', async () => {
    const trace = (await bound()).explain('x', { targetingKey: 'ana', plan: 'gold' });
    expect(() => JSON.stringify(trace)).to.not.throw();
    expect(JSON.stringify(trace)).to.include('rolled out');
  });

  it('throws PROVIDER_NOT_READY before the start and after the end', async () => {
    const provider = new SplitProvider('localhost', factories.files({ flags }));
    expect(() => provider.explain('x', ana))
      .to.throw()
      .with.property('code', 'PROVIDER_NOT_READY');
    await provider.initialize();
    provider.explain('x', ana);
    await provider.onClose();
    expect(() => provider.explain('x', ana))
      .to.throw()
      .with.property('code', 'PROVIDER_NOT_READY');
  });

  it('throws nothing but coded errors, however hostile the context is', async () => {
    const provider = await bound();
    const fail = (): never => {
      throw new Error('hunter2');
    };
    const contexts = [
      {
        targetingKey: 'ana',
        get plan() {
          return fail();
        },
      },
      {
        get targetingKey() {
          return fail();
        },
      },
      new Proxy({ targetingKey: 'ana' }, { getPrototypeOf: fail }),
      new Proxy({ targetingKey: 'ana' }, { get: fail }),
    ];
    for (const [index, context] of contexts.entries()) {
      let thrown: unknown;
      try {
        provider.explain('x', context);
      } catch (error) {
        thrown = error;
      }
      if (thrown === undefined) continue;
      expect(thrown, `context ${index}`).to.have.property('code').that.is.a('string');
      expect((thrown as Error).message).to.not.include('hunter2');
    }
  });
});
