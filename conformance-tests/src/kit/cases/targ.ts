import { equal, ok } from '../judging/assert.js';
import type { EvaluationContext, EvaluationContextValue } from '@openfeature/core';
import { AsyncLocalStorageTransactionContextPropagator, OpenFeature } from '@openfeature/server-sdk';
import { defineCase, type ConformanceCase } from '../case.js';
import { flagOf, MATCHING_DATE, MATCHING_EMAIL, MATCHING_KEY, type HeldRole } from '../flags.js';
import type { Bound } from '../running/bound.js';
import type { Scene } from '../running/scene.js';
import { expectServed, judgeDefaulted, judgeNormal } from '../judging/values.js';

const targetedZeros: readonly HeldRole[] = [
  'boolean-targeted-zero-flag',
  'string-targeted-zero-flag',
  'integer-targeted-zero-flag',
  'float-targeted-zero-flag',
];

/** Attributes that each rule holds for, and some that it does not hold for. */
const attributes: readonly (readonly [role: HeldRole, matching: EvaluationContext, other: EvaluationContext])[] = [
  ['number-rule-flag', { age: 42 }, { age: 41.5 }],
  ['boolean-rule-flag', { vip: true }, { vip: false }],
  ['string-rule-flag', { plan: 'pro' }, { plan: 'Pro' }],
  ['date-rule-flag', { since: MATCHING_DATE }, { since: new Date('2024-12-31T23:59:59.000Z') }],
  ['nested-rule-flag', { company: { country: 'NL' } }, { company: { country: 'BE' } }],
  ['list-rule-flag', { teams: ['blue', 'red'] }, { teams: ['blue', 'redder'] }],
];

/** What no attribute ought to be, and what untyped code sends nevertheless. */
const oddValues: Readonly<Record<string, unknown>> = {
  null: null,
  undefined: undefined,
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  'a bigint': 10n,
  'a symbol': Symbol('odd'),
  'a function': () => 'pro',
  'a Map': new Map([['plan', 'pro']]),
  'an instance of a class': new (class Plan {
    readonly plan = 'pro';
  })(),
  'an object': { plan: 'pro' },
};

const [email, elsewhere] = [{ email: MATCHING_EMAIL }, { email: 'somebody@example.com' }];
const internal = { customer: false, email: MATCHING_EMAIL, age: 11 };

/** What may be said of a context that cannot be used. */
const contextErrors: ReadonlySet<string> = new Set(['INVALID_CONTEXT', 'TARGETING_KEY_MISSING']);

/** What a context does. */
export const targCases: readonly ConformanceCase[] = [
  defineCase(
    'TARG-01',
    '3.1.1',
    'M',
    'serves hit for the targeting key that a rule names',
    { needs: ['targeting'] },
    async (scene) => {
      await expectServed(scene, await scene.open(), 'targeting-key-flag', 'hit', keyed(scene, MATCHING_KEY));
    },
  ),

  defineCase(
    'TARG-02',
    '3.1.1',
    'M',
    'serves miss for another targeting key',
    { needs: ['targeting'] },
    async (scene) => {
      await expectServed(
        scene,
        await scene.open(),
        'targeting-key-flag',
        'miss',
        keyed(scene, 'f20bd32d-703b-48b6-bc8e-79d53c85134a'),
      );
    },
  ),

  defineCase(
    'TARG-03',
    '2.2.5',
    'S',
    'gives TARGETING_MATCH where a rule decided, DEFAULT where none did',
    { needs: ['targeting', 'standard-reasons'] },
    async (scene) => {
      const bound = await scene.open();
      const hit = await expectServed(scene, bound, 'targeting-key-flag', 'hit', keyed(scene, MATCHING_KEY));
      equal(hit.reason, 'TARGETING_MATCH', 'the reason of hit');
      const miss = await expectServed(scene, bound, 'targeting-key-flag', 'miss');
      equal(miss.reason, 'DEFAULT', 'the reason of miss');
    },
  ),

  defineCase(
    'TARG-04',
    '3.1.1, 2.2.7',
    'M',
    'answers miss or TARGETING_KEY_MISSING without a targeting key',
    { needs: ['targeting'] },
    async (scene) => {
      const bound = await scene.open();
      for (let time = 0; time < 3; time++) {
        const details = await bound.details('string', scene.key('targeting-key-flag'), 'd', {});
        if (details.errorCode === undefined) equal(details.value, 'miss', 'the value without a targeting key');
        else equal(details.errorCode, 'TARGETING_KEY_MISSING', 'errorCode');
      }
    },
  ),

  defineCase(
    'TARG-05',
    '2.2.3',
    'M',
    'serves falsy values by a rule',
    { needs: ['context-attributes'] },
    async (scene) => {
      const bound = await scene.open();
      for (const role of scene.present(targetedZeros)) {
        const { variants } = flagOf(role);
        const details = await expectServed(scene, bound, role, variants['zero'], within(scene, email));
        if (scene.has('standard-reasons')) equal(details.reason, 'TARGETING_MATCH', `${role}: the reason`);
        await expectServed(scene, bound, role, variants['non-zero'], within(scene, elsewhere));
      }
    },
  ),

  defineCase(
    'TARG-06',
    '3.1.2',
    'M',
    'follows a rule of several attributes',
    { needs: ['context-attributes'] },
    async (scene) => {
      const bound = await scene.open();
      await expectServed(scene, bound, 'complex-targeted', 'INTERNAL', within(scene, internal));
      for (const change of [{ customer: true }, elsewhere, { age: 10 }]) {
        await expectServed(scene, bound, 'complex-targeted', 'EXTERNAL', within(scene, { ...internal, ...change }));
      }
    },
  ),

  defineCase(
    'TARG-07',
    '3.2.3',
    'M',
    'sees the context of the call before that of the client, and that before the API',
    { needs: ['context-attributes'] },
    async (scene) => {
      const bound = await scene.open();
      const { client } = bound;
      OpenFeature.setContext({ plan: 'pro' });
      await plan(scene, bound, 'hit', 'set for the API');
      client.setContext({ plan: 'free' });
      await plan(scene, bound, 'miss', 'and otherwise for the client');
      await plan(scene, bound, 'hit', 'and again for the call', { plan: 'pro' });
      OpenFeature.setContext({});
      await plan(scene, bound, 'miss', 'and left for the client only');
    },
  ),

  defineCase(
    'TARG-08',
    '3.2.3',
    'M',
    'sees what before hooks and transactions add',
    { needs: ['context-attributes'] },
    async (scene) => {
      const bound = await scene.open();
      const propagator = new AsyncLocalStorageTransactionContextPropagator();
      OpenFeature.setTransactionContextPropagator(propagator);
      scene.finally(() => {
        const none = {
          getTransactionContext: () => ({}),
          setTransactionContext: (_: unknown, call: () => void) => call(),
        };
        OpenFeature.setTransactionContextPropagator(none as never);
      });
      await inTransaction({ plan: 'pro' }, async () => {
        await plan(scene, bound, 'hit', 'set for the transaction');
        await plan(scene, bound, 'miss', 'and otherwise for the call', { plan: 'free' });
      });
      await plan(scene, bound, 'miss', 'after the transaction');
      bound.client.addHooks({ before: () => ({ plan: 'pro' }) });
      await plan(scene, bound, 'hit', 'set by a hook');
      await plan(scene, bound, 'hit', 'set by a hook over the call', { plan: 'free' });
    },
  ),

  defineCase(
    'TARG-09',
    '3.1.2',
    'S',
    'compares attributes of every type',
    { needs: ['context-attributes'] },
    async (scene) => {
      const bound = await scene.open();
      scene.present(attributes.map(([role]) => role));
      for (const [role, matching, other] of attributes) {
        if (scene.adapter.absentFlags?.[role] !== undefined) continue;
        await expectServed(scene, bound, role, 'hit', within(scene, matching));
        await expectServed(scene, bound, role, 'miss', within(scene, other));
      }
    },
  ),

  defineCase('TARG-10', '3.1.2', 'M', 'bears attributes of types that there are not', {}, async (scene) => {
    const bound = await scene.open();
    for (const [name, value] of Object.entries(oddValues)) {
      await judgeBorne(scene, bound, { ...scene.context, plan: value as EvaluationContextValue }, name);
    }
  }),

  defineCase('TARG-11', '3.1.2', 'M', 'bears contexts that are cyclic, huge, or hostile', {}, async (scene) => {
    const bound = await scene.open();
    const cyclic: Record<string, EvaluationContextValue> = { ...scene.context };
    cyclic['self'] = cyclic;
    await judgeBorne(scene, bound, cyclic, 'a cycle');
    await judgeBorne(scene, bound, { ...scene.context, big: 'x'.repeat(1_000_000) }, 'a megabyte');
    const before = Object.getOwnPropertyNames(Object.prototype);
    // What is polluted here is not to be so for all cases to come.
    scene.finally(() => {
      for (const name of Object.getOwnPropertyNames(Object.prototype)) {
        if (!before.includes(name)) Reflect.deleteProperty(Object.prototype, name);
      }
    });
    const hostile = JSON.parse(
      '{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}',
    ) as object;
    await judgeBorne(scene, bound, { ...scene.context, nested: hostile as EvaluationContext }, 'hostile names');
    const own = Object.defineProperty({ ...scene.context, constructor: 'x' }, '__proto__', {
      value: { polluted: true },
      enumerable: true,
    });
    await judgeBorne(scene, bound, own, 'hostile names of its own');
    equal(Object.getOwnPropertyNames(Object.prototype).join(), before.join(), 'the members of Object.prototype');
    ok(!('polluted' in {}), 'Object.prototype was changed');
  }),

  defineCase('TARG-12', '3.1.1', 'M', 'bears a targeting key that is none', {}, async (scene) => {
    const bound = await scene.open();
    for (const key of [17, '', { id: 'x' }] as unknown[]) {
      const context = { ...scene.context, targetingKey: key as string };
      await judgeBorne(scene, bound, context, `the targeting key ${JSON.stringify(key)}`);
    }
  }),

  defineCase('TARG-13', '4.1.4.1', 'M', 'leaves the context as it was, also a frozen one', {}, async (scene) => {
    const bound = await scene.open();
    const make = (): EvaluationContext => ({
      ...scene.context,
      company: { country: 'NL', tags: ['a', 'b'] },
      since: new Date(0),
    });
    const role = scene.has('context-attributes') ? 'string-rule-flag' : 'boolean-flag';
    const { type } = flagOf(role);
    const given = make();
    judgeNormal(await bound.details(type, scene.key(role), type === 'boolean' ? false : 'd', given), role);
    equal(JSON.stringify(given), JSON.stringify(make()), 'the context after an evaluation');
    const frozen = make();
    for (const part of Object.values(frozen)) if (typeof part === 'object' && part !== null) freeze(part);
    judgeNormal(
      await bound.details(type, scene.key(role), type === 'boolean' ? false : 'd', Object.freeze(frozen)),
      role,
    );
    // Nested objects reach the provider as the caller's own.
    const direct = make();
    await scene.direct(bound.provider, type, scene.key(role), type === 'boolean' ? false : 'd', direct);
    equal(JSON.stringify(direct), JSON.stringify(make()), 'the context after a resolution');
  }),

  defineCase(
    'TARG-14',
    '3.1.2',
    'Q',
    'does not take an attribute for the targeting key',
    { needs: ['context-attributes', 'targeting'] },
    async (scene) => {
      const bound = await scene.open();
      for (const name of ['key', 'id', 'kind', 'user']) {
        await expectServed(scene, bound, 'targeting-key-flag', 'miss', within(scene, { [name]: MATCHING_KEY }));
        await expectServed(scene, bound, 'targeting-key-flag', 'hit', {
          ...keyed(scene, MATCHING_KEY),
          [name]: 'another',
        });
      }
    },
  ),
];

function keyed(scene: Scene, targetingKey: string): EvaluationContext {
  return { ...scene.context, targetingKey };
}

function within(scene: Scene, more: EvaluationContext): EvaluationContext {
  return { ...scene.context, ...more };
}

async function plan(
  scene: Scene,
  bound: Bound,
  value: string,
  how: string,
  more: EvaluationContext = {},
): Promise<void> {
  const details = await bound.details('string', scene.key('string-rule-flag'), 'd', within(scene, more));
  equal(details.value, value, `the value with the attribute ${how}`);
}

/** Judges that a context gets the value of nobody in particular, or a coded error. */
async function judgeBorne(scene: Scene, bound: Bound, context: EvaluationContext, what: string): Promise<void> {
  const key = scene.key('boolean-flag');
  const details = await bound.details('boolean', key, false, context);
  if (details.errorCode !== undefined) {
    ok(contextErrors.has(details.errorCode), `${what}: ${details.errorCode} does not say that it is the context`);
    judgeDefaulted(details, false, what);
  } else {
    equal(details.value, true, `${what}: the value`);
  }
  if (!scene.has('context-attributes')) return;
  const ruled = await bound.details('string', scene.key('string-rule-flag'), 'd', context);
  if (ruled.errorCode === undefined) equal(ruled.value, 'miss', `${what}: the value by a rule that does not hold`);
  else ok(contextErrors.has(ruled.errorCode), `${what}: ${ruled.errorCode} does not say that it is the context`);
}

async function inTransaction(context: EvaluationContext, act: () => Promise<void>): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    OpenFeature.setTransactionContext(context, () => {
      act().then(resolve, reject);
    });
  });
}

function freeze(value: object): void {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) freeze(part as object);
  Object.freeze(value);
}
