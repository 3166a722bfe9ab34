import type { EvaluationContext } from '@openfeature/server-sdk';
import { FeatureFlagCoProvider, FFCClient } from '@polyflag/featureflag-co-provider';
import { expect } from 'chai';
import { clause, flag, message, needs, on, rule, SECRET, slice } from '../support/environment.js';
import { Stage } from '../support/stage.js';

const word = { localId: 3, variationValue: 'word' };
const all = message([
  flag('plain', {}, { defaultRulePercentageRollouts: [slice(0, 1, word)] }),
  flag('vip', { fftuwmtr: [rule([clause('vip', 'IsTrue', '')])] }),
  flag('named', { fftuwmtr: [rule([clause('Name', 'Equal', 'Ann'), clause('Email', 'EndsWith', '.org')])] }),
  flag('needy', { ffp: [needs('vip')] }, { defaultRulePercentageRollouts: [slice(0, 1, on)] }),
  flag('since', { fftuwmtr: [rule([clause('since', 'StartsWith', '1970')])] }),
]);

/** As `all`, with a clause that asks for what is the key of the context. */
const asking = message([flag('asks', { fftuwmtr: [rule([clause('targetingKey', 'Equal', 'ann')])] })]);

describe('provider', () => {
  let stage: Stage;
  let provider: FeatureFlagCoProvider;

  beforeEach(async () => {
    stage = new Stage();
    provider = await stage.provider(all);
  });

  afterEach(() => provider.onClose());

  const contexts: readonly [key: string, context: EvaluationContext, value: string][] = [
    ['vip', { targetingKey: 'ann', vip: true }, 'on'],
    ['vip', { targetingKey: 'ann', vip: 'TRUE' }, 'on'],
    ['vip', { targetingKey: 'ann', vip: 1 }, 'off'],
    ['vip', { key: 'ann', vip: true }, 'on'],
    ['named', { targetingKey: 'ann', name: 'Ann', email: 'a@b.org' }, 'on'],
    ['named', { targetingKey: 'ann', userName: 'Ann', email: 'a@b.org' }, 'on'],
    ['named', { targetingKey: 'ann', Name: 'Ann', email: 'a@b.org' }, 'off'],
    ['named', { targetingKey: 'ann', name: ' ', email: 'a@b.org' }, 'off'],
    ['since', { targetingKey: 'ann', since: new Date(0) }, 'on'],
    ['since', { targetingKey: 'ann', since: new Date(NaN) }, 'off'],
    ['since', { targetingKey: 'ann', since: ['1970'] }, 'off'],
  ];
  for (const [key, context, value] of contexts) {
    it(`evaluates ${key} for ${JSON.stringify(context)} as ${value}`, async () => {
      expect((await provider.resolveStringEvaluation(key, 'mine', context)).value).to.equal(value);
      expect(provider.explain(key, context).decision.outcome?.value).to.equal(value);
    });
  }

  const refused: readonly [context: EvaluationContext, code: string][] = [
    [{}, 'TARGETING_KEY_MISSING'],
    [{ targetingKey: ' ' }, 'TARGETING_KEY_MISSING'],
    [{ targetingKey: 5 as unknown as string }, 'INVALID_CONTEXT'],
    [{ key: 5 }, 'INVALID_CONTEXT'],
    [{ targetingKey: 'ann', email: 5 }, 'INVALID_CONTEXT'],
  ];
  for (const [context, code] of refused) {
    it(`refuses ${JSON.stringify(context)}: ${code}`, async () => {
      const { value, errorCode, reason } = await provider.resolveStringEvaluation('plain', 'mine', context);
      expect([value, errorCode, reason]).to.deep.equal(['mine', code, 'ERROR']);
      expect(provider.explain('plain', context).decision.error?.code).to.equal(code);
      expect(stage.sink.reports).to.deep.equal([]);
    });
  }

  it('asks for the flag before it looks at the user', async () => {
    const { errorCode } = await provider.resolveStringEvaluation('nope', 'mine', {});
    expect(errorCode).to.equal('FLAG_NOT_FOUND');
  });

  it('does not take the targeting key for a property', async () => {
    stage.stream.say(asking, true);
    const { value } = await provider.resolveStringEvaluation('asks', 'mine', { targetingKey: 'ann' });
    expect(value).to.equal('off');
  });

  it('gives the vendor’s form of the answer with it', async () => {
    const { variant, flagMetadata } = await provider.resolveStringEvaluation('plain', 'mine', { targetingKey: 'ann' });
    expect(variant).to.equal('3');
    expect(flagMetadata).to.include({
      ffcReason: 'fall through all rules',
      variationId: 3,
      keyName: 'plain',
      name: 'Flag plain',
      sendToExperiment: true,
      version: '1',
    });
    expect(JSON.parse(String(flagMetadata?.variationDetail))).to.deep.equal(
      JSON.parse(JSON.stringify(provider.client.variationDetail('plain', { key: 'ann' }))),
    );
  });

  it('reports what was served, with the answers of prerequisites, and nothing that could not be used', async () => {
    const context = { targetingKey: 'ann', vip: true, plan: 'gold' };
    await provider.resolveStringEvaluation('needy', 'mine', context);
    await provider.resolveBooleanEvaluation('plain', false, context);
    await provider.resolveNumberEvaluation('plain', 5, context);
    await provider.resolveStringEvaluation('plain', 'mine', context);
    expect(stage.sink.answers).to.deep.equal([
      ['vip on (rule match)*', 'needy on (fall through all rules)*'],
      ['plain word (fall through all rules)*'],
    ]);
    const customizedProperties = [
      { name: 'vip', value: 'true' },
      { name: 'plan', value: 'gold' },
    ];
    const user = { keyId: 'ann', userName: '', email: '', country: '', customizedProperties };
    for (const report of stage.sink.reports) expect(report.user).to.deep.equal(user);
  });

  it('tracks a value, one where none is given, and refuses what the vendor refuses', () => {
    const context = { targetingKey: 'ann', plan: 'gold' };
    provider.track('paid', context, { value: 12.5, currency: 'EUR' });
    provider.track('paid', context);
    provider.track('paid', context, { value: 0 });
    provider.track('', context);
    provider.track('paid', {});
    const metrics = stage.sink.reports.map((report) => (report.kind === 'metric' ? report.metrics : []));
    expect(metrics).to.deep.equal([
      [{ eventName: 'paid', numericValue: 12.5 }],
      [{ eventName: 'paid', numericValue: 1 }],
    ]);
    expect(stage.log.lines).to.have.length(2);
  });

  it('explains step by step, and reports nothing', () => {
    const { flag: explained, decision, steps } = provider.explain('needy', { targetingKey: 'ann', vip: false });
    expect(explained).to.equal('FF__1__2__3__needy');
    expect(decision.label).to.equal('prerequisite failed');
    expect(steps[0]).to.include({ label: 'prerequisite failed', held: true, decided: true });
    expect(provider.explain('nope', { targetingKey: 'ann' }).decision.error?.code).to.equal('FLAG_NOT_FOUND');
    expect(stage.sink.reports).to.deep.equal([]);
  });

  it('makes no object for an answer that was given before', async () => {
    const context = { targetingKey: 'ann' };
    const first = await provider.resolveStringEvaluation('plain', 'mine', context);
    expect(await provider.resolveStringEvaluation('plain', 'other', { targetingKey: 'bob' })).to.equal(first);
  });

  it('evaluates in a getter of the context, in the middle of an evaluation', async () => {
    const inner: unknown[] = [];
    const context = {
      targetingKey: 'ann',
      get vip() {
        inner.push(provider.client.variation('named', { key: 'bob', name: 'Ann', email: 'b@b.org' }));
        return true;
      },
    };
    const { value } = await provider.resolveStringEvaluation('vip', 'mine', context);
    expect(value).to.equal('on');
    expect(new Set(inner)).to.deep.equal(new Set(['on']));
  });

  it('is made of a secret and options, or of a client', async () => {
    expect(() => new FeatureFlagCoProvider(SECRET, { startwait: 1 } as object)).to.throw(/startWait/);
    expect(() => new FeatureFlagCoProvider(5 as unknown as FFCClient)).to.throw(
      /env secret and options, or an FFCClient/,
    );
    const client = new FFCClient(SECRET, { offline: true });
    const make = FeatureFlagCoProvider as unknown as new (client: FFCClient, config: object) => unknown;
    expect(() => new make(client, {})).to.throw(/options are given to the client/);
    const shared = new FeatureFlagCoProvider(client);
    await shared.initialize();
    expect(shared.client).to.equal(client);
    await shared.onClose();
    expect(client.initialized).to.equal(true);
    await client.stop();
    const { errorCode } = await shared.resolveStringEvaluation('plain', 'mine', { targetingKey: 'ann' });
    expect(errorCode).to.equal('PROVIDER_NOT_READY');
  });

  it('does not wait where it is told not to, and is ready when data comes', async () => {
    const late = new Stage();
    const hasty = new FeatureFlagCoProvider(SECRET, late.options({ startWait: 0 }));
    const starting = hasty.initialize().catch((error: unknown) => error);
    await late.clock.advance(0);
    expect(await starting).to.include({ code: 'PROVIDER_NOT_READY' });
    late.stream.say(all);
    const { value } = await hasty.resolveStringEvaluation('plain', 'mine', { targetingKey: 'ann' });
    expect(value).to.equal('word');
    await hasty.onClose();
  });
});
