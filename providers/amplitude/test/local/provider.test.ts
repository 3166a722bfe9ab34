import type { EvaluationContext } from '@openfeature/core';
import { silentLogger } from '@polyflag/core-engine';
import { AmplitudeProvider, ExperimentClient, type AmplitudeConfig } from '@polyflag/amplitude-provider';
import { runtimeParts } from '@polyflag/amplitude-provider/internal';
import { expect } from 'chai';
import { inCohort, on, onIf, property } from '../support/flags.js';
import { FlagBackend, json } from '../support/flag-backend.js';

describe('the provider, with flags that are evaluated here', () => {
  const providers: AmplitudeProvider[] = [];
  afterEach(async () => {
    await Promise.all(providers.splice(0).map((provider) => provider.onClose()));
  });

  async function open(flags: readonly unknown[], config: AmplitudeConfig = {}) {
    const backend = new FlagBackend(() => Date.now());
    backend.flags = [json(flags)];
    const options = { localEvaluation: true, logger: silentLogger, ...config, [runtimeParts]: { transport: backend } };
    const provider = new AmplitudeProvider('the key', options);
    providers.push(provider);
    await provider.initialize();
    return { provider, backend };
  }

  const ann: EvaluationContext = { targetingKey: 'ann', plan: 'gold' };

  it('resolves from what was downloaded, and asks nobody about a user', async () => {
    const { provider, backend } = await open([onIf('gold', property('plan', 'is', 'gold'))]);
    const details = await provider.resolveBooleanEvaluation('gold', false, ann);
    expect(details).to.deep.include({ value: true, variant: 'on', reason: 'TARGETING_MATCH' });
    expect(await provider.resolveBooleanEvaluation('gold', true, { targetingKey: 'ben' })).to.deep.include({
      ...{ value: false, variant: 'off', reason: 'DEFAULT' },
    });
    expect(backend.received.map(({ request }) => new URL(request.url).pathname)).to.deep.equal(['/sdk/v2/flags']);
  });

  it('lets a cycle, a broken flag and an invalid expression cost only the flags concerned', async () => {
    const { provider } = await open([
      null,
      { key: 'broken' },
      on('a', { dependencies: ['b'] }),
      on('b', { dependencies: ['a'] }),
      onIf('invalid', property('plan', 'regex match', '[')),
      on('good'),
    ]);
    const codeOf = async (key: string): Promise<unknown> =>
      (await provider.resolveBooleanEvaluation(key, false, ann)).errorCode;
    expect([await codeOf('good'), await codeOf('a'), await codeOf('invalid'), await codeOf('broken')]).to.deep.equal([
      ...[undefined, 'GENERAL', 'GENERAL', 'FLAG_NOT_FOUND'],
    ]);
  });

  const cyclic: Record<string, unknown> = { targetingKey: 'ann' };
  cyclic.self = cyclic;
  const unusable: [what: string, context: unknown][] = [
    ['is cyclic', cyclic],
    ['has a cyclic table of properties', { targetingKey: 'ann', user_properties: cyclic }],
    ['holds a BigInt', { targetingKey: 'ann', big: 1n }],
    ['holds a BigInt within', { targetingKey: 'ann', deep: { list: [1n] } }],
    ['has a targeting key that is no text', { targetingKey: {} }],
    ['has groups that are no table', { targetingKey: 'ann', groups: 5 }],
  ];
  for (const [what, context] of unusable) {
    it(`says so of a context that ${what}, and answers the next one`, async () => {
      const { provider } = await open([onIf('gold', property('plan', 'is', 'gold'))]);
      const details = await provider.resolveBooleanEvaluation('gold', false, context as EvaluationContext);
      expect(details).to.include({ value: false, reason: 'ERROR', errorCode: 'INVALID_CONTEXT' });
      expect((await provider.resolveBooleanEvaluation('gold', false, ann)).value).to.equal(true);
    });
  }

  it('answers who is not identified', async () => {
    const { provider } = await open([onIf('gold', property('plan', 'is', 'gold')), on('all')]);
    const answer = async (key: string, context: EvaluationContext): Promise<unknown> =>
      (await provider.resolveBooleanEvaluation(key, false, context)).value;
    expect([await answer('all', {}), await answer('gold', {}), await answer('gold', { plan: 'gold' })]).to.deep.equal([
      ...[true, false, true],
    ]);
  });

  it('takes what the context says of cohorts, unless cohorts are downloaded', async () => {
    const flags = [onIf('f', inCohort('c'))];
    const stated = { targetingKey: 'ann', cohort_ids: ['c'] };
    const { provider } = await open(flags);
    expect((await provider.resolveBooleanEvaluation('f', false, stated)).value).to.equal(true);
    const synced = await open(flags, { cohortSyncConfig: { apiKey: 'a', secretKey: 's' } });
    expect((await synced.provider.resolveBooleanEvaluation('f', false, stated)).value).to.equal(false);
  });

  it('explains how a decision comes about', async () => {
    const { provider } = await open([onIf('gold', property('plan', 'is', 'gold'))]);
    const { steps, decision } = provider.explain('gold', ann);
    expect([steps.map(({ label }) => label), decision.outcome?.variant]).to.deep.equal([['targeted'], 'on']);
  });

  it('is not ready before flags are there, and fails for good with a key that is refused', async () => {
    const backend = new FlagBackend(() => Date.now());
    backend.flags = [{ status: 401 }];
    const config = { localEvaluation: true, logger: silentLogger, [runtimeParts]: { transport: backend } };
    const client = new ExperimentClient('the key', config);
    const provider = new AmplitudeProvider(client);
    providers.push(provider);
    const code = await provider.initialize().then(
      () => undefined,
      (error: unknown) => (error as { code: unknown }).code,
    );
    expect(code).to.equal('PROVIDER_FATAL');
    expect((await provider.resolveBooleanEvaluation('f', true, ann)).errorCode).to.be.oneOf([
      'PROVIDER_NOT_READY',
      'PROVIDER_FATAL',
    ]);
    await client.stop();
  });
});
