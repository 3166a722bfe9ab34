import { deepEqual, equal } from '../judging/assert.js';
import {
  OpenFeature,
  type EvaluationDetails,
  type FlagValue,
  type Hook,
  type HookContext,
} from '@openfeature/server-sdk';
import { defineCase, type ConformanceCase } from '../case.js';
import { silent } from '../running/direct.js';
import { expectServed } from '../judging/values.js';

/** Hooks beside a provider, and hooks of its own. */
export const hookCases: readonly ConformanceCase[] = [
  defineCase(
    'HOOK-01',
    '4.4.2',
    'M',
    'has its hooks called last before, and first after',
    { needs: ['provider-hooks'] },
    async (scene) => {
      const bound = await scene.open();
      const calls: string[] = [];
      const noting = (who: string): Hook => ({
        before: () => void calls.push(`before ${who}`),
        after: () => void calls.push(`after ${who}`),
        finally: () => void calls.push(`finally ${who}`),
      });
      const own = [...(bound.provider.hooks ?? [])];
      // Beside the provider's own hooks, at their place.
      Object.defineProperty(bound.provider, 'hooks', { value: [...own, noting('provider')], configurable: true });
      OpenFeature.addHooks(noting('API'));
      bound.client.addHooks(noting('client'));
      await bound.client.getBooleanDetails(scene.key('boolean-flag'), false, scene.context, {
        hooks: [noting('call')],
      });
      const up = ['API', 'client', 'call', 'provider'];
      const down = [...up].reverse();
      deepEqual(
        calls,
        [
          ...up.map((who) => `before ${who}`),
          ...down.map((who) => `after ${who}`),
          ...down.map((who) => `finally ${who}`),
        ],
        'the order of hooks',
      );
    },
  ),

  defineCase('HOOK-02', '4.4.5', 'M', 'is not asked when a hook before it throws', {}, async (scene) => {
    const bound = await scene.open();
    let asked = 0;
    const resolve = bound.provider.resolveBooleanEvaluation.bind(bound.provider);
    bound.provider.resolveBooleanEvaluation = (...all) => {
      asked += 1;
      return resolve(...all);
    };
    const failing: Hook = {
      before: () => {
        throw new Error('a hook that throws');
      },
    };
    bound.client.addHooks(failing);
    const details = await bound.details('boolean', scene.key('boolean-flag'), false);
    equal(asked, 0, 'calls of the provider');
    equal(details.value, false, 'the value');
    equal(details.errorCode, 'GENERAL', 'errorCode');
    bound.client.clearHooks();
    await expectServed(scene, bound, 'boolean-flag');
  }),

  defineCase('HOOK-03', '4.3.8', 'M', 'has its failures told to error and finally hooks', {}, async (scene) => {
    const bound = await scene.open();
    const calls: unknown[] = [];
    bound.client.addHooks({
      after: () => void calls.push('after'),
      error: () => void calls.push('error'),
      finally: (_: HookContext, details: EvaluationDetails<FlagValue>) => void calls.push('finally', details.errorCode),
    });
    await bound.details('boolean', scene.key('missing-flag'), false);
    deepEqual(calls, ['error', 'finally', 'FLAG_NOT_FOUND'], 'the calls of hooks');
  }),

  defineCase(
    'HOOK-04',
    '4.3.5',
    'M',
    'sees an attribute from a hook in that evaluation only',
    { needs: ['context-attributes'] },
    async (scene) => {
      const bound = await scene.open();
      const hooks = [{ before: () => ({ plan: 'pro' }) }];
      const key = scene.key('string-rule-flag');
      equal(await bound.client.getStringValue(key, 'd', scene.context, { hooks }), 'hit', 'the value with the hook');
      equal(await bound.client.getStringValue(key, 'd', scene.context), 'miss', 'the value without it');
    },
  ),

  defineCase(
    'HOOK-05',
    '4.4.3, 4.4.4',
    'Q',
    'has hooks that bear odd input',
    { needs: ['provider-hooks'] },
    async (scene) => {
      const { provider } = await scene.open();
      const details = { flagKey: '', value: null, flagMetadata: null, reason: undefined } as never;
      const hookContext = {
        flagKey: '',
        defaultValue: null,
        flagValueType: 'boolean',
        context: {},
        clientMetadata: { providerMetadata: provider.metadata },
        providerMetadata: provider.metadata,
        logger: silent,
        hookData: new Map(),
      } as never;
      for (const hook of provider.hooks ?? []) {
        await hook.before?.(hookContext, {});
        await hook.after?.(hookContext, details, {});
        await hook.error?.(hookContext, new Error('odd'), {});
        await hook.finally?.(hookContext, details, {});
      }
    },
  ),

  defineCase(
    'HOOK-06',
    '4.1.5',
    'Q',
    'has hooks that keep evaluations apart',
    { needs: ['provider-hooks'] },
    async (scene) => {
      const bound = await scene.open();
      const ask = (index: number) =>
        index % 2 === 0
          ? bound.details('boolean', scene.key('boolean-flag'), false)
          : bound.details('string', scene.key('missing-flag'), `default ${index}`);
      const all = await Promise.all(Array.from({ length: 100 }, (_, index) => ask(index)));
      deepEqual(
        all.map(({ value }) => value),
        all.map((_, index) => (index % 2 === 0 ? true : `default ${index}`)),
        'the values of evaluations at once',
      );
    },
  ),
];
