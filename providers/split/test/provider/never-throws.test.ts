import type { EvaluationContext } from '@openfeature/server-sdk';
import { expect } from 'chai';
import fc from 'fast-check';
import { SplitProvider } from '#src/provider.js';
import { Log } from '../client/log.js';
import { useFactories } from '../client/use-factories.js';
import { attributeIs, dependsOn, flag, flagOf, inRuleBasedSegment } from '../definitions/build.js';
import { Heard } from '../reports/listening.js';
import { anything, hostile } from '../validation/hostile.js';
import { richFlag, richSegment } from '../wire/rich.js';
import { contexts, fail, secret, throwing } from './hostile-contexts.js';
import { useOpenFeature, type Bound, type Type } from './use-open-feature.js';

const TYPES: readonly Type[] = ['boolean', 'string', 'number', 'object'];
const flags = [
  flag('gate'),
  richFlag,
  flagOf('by attribute', attributeIs('v', 'a')),
  flagOf('by rule', inRuleBasedSegment('beta')),
  flagOf('by flag', dependsOn('rich', 'on')),
];
const content = { flags, ruleBasedSegments: [richSegment], segments: { staff: ['ana'], blocked: ['bob'] } };
describe('an evaluation never throws and never rejects (1.4.10)', () => {
  const factories = useFactories();
  const { bind } = useOpenFeature();
  let provider: SplitProvider;
  let bound: Bound;
  let log: Log;

  for (const listening of [false, true]) {
    describe(listening ? 'with a listener' : 'without a listener', () => {
      beforeEach(async () => {
        log = new Log();
        const listener = listening ? { impressionListener: new Heard() } : {};
        provider = new SplitProvider('localhost', { ...factories.files(content), logger: log, ...listener });
        bound = await bind(provider);
      });

      for (const [what, context] of contexts) {
        it(`with ${what}`, async () => {
          for (const { name } of flags) {
            for (const type of TYPES) {
              expectDetails(await bound.ask(type, name, context as EvaluationContext));
              expectDetails(await resolve(provider, type, name, context));
            }
          }
        });
      }

      // Not by way of the SDK, which reads every member of a context beforehand and fails.
      for (const [what, context] of throwing) {
        it(`with ${what}`, async () => {
          for (const { name } of flags) expectDetails(await resolve(provider, 'string', name, context));
          provider.track('bought', context as EvaluationContext);
        });
      }

      for (const [what, value] of hostile) {
        it(`with ${what} as a key`, async () => {
          for (const context of [{ targetingKey: value }, { targetingKey: 'ana', bucketingKey: value }]) {
            expectDetails(await bound.ask('string', 'rich', context as EvaluationContext));
            expectDetails(await resolve(provider, 'boolean', 'rich', context));
          }
        });

        // Not by way of the SDK: it merges contexts member by member, for a text of ten million of them.
        it(`with ${what} as the context, and as the name of the flag`, async () => {
          for (const type of TYPES) {
            expectDetails(await resolve(provider, type, 'rich', value));
            expectDetails(await resolve(provider, type, value, { targetingKey: 'ana' }));
          }
        });
      }

      it('with any value at all in any place', async () => {
        await fc.assert(
          fc.asyncProperty(anything, anything, anything, async (key, value, name) => {
            for (const context of [
              { targetingKey: key, v: value },
              { targetingKey: 'ana', bucketingKey: key, v: value },
              value,
            ]) {
              for (const type of TYPES) {
                expectDetails(await resolve(provider, type, 'rich', context));
                expectDetails(await resolve(provider, type, name, context));
              }
            }
          }),
          { numRuns: 50 },
        );
      });
    });
  }

  it('and tells nothing of an error that an attribute threw', async () => {
    log = new Log();
    const provider = new SplitProvider('localhost', { ...factories.files(content), logger: log });
    await provider.initialize();
    const details = await provider.resolveStringEvaluation('by attribute', 'd', {
      targetingKey: 'ana',
      get v() {
        return fail();
      },
    });
    await provider.onClose();
    expect(details).to.deep.include({ value: 'd', errorCode: 'GENERAL' });
    expect(details.errorMessage).to.not.include(secret);
    expect(log.toString()).to.not.include(secret);
  });

  it('nor is one disturbed that a getter of the context begins', async () => {
    const provider = new SplitProvider('localhost', { ...factories.files(content), logger: new Log() });
    await provider.initialize();
    const inner: Promise<unknown>[] = [];
    const context = {
      targetingKey: 'ana',
      get v() {
        inner.push(provider.resolveStringEvaluation('by attribute', 'd', { targetingKey: 'bob', v: 'b' }));
        return 'a';
      },
    };
    expect(await provider.resolveStringEvaluation('by attribute', 'd', context)).to.deep.include({ value: 'on' });
    expect(inner).to.not.deep.equal([]);
    for (const details of await Promise.all(inner)) expect(details).to.deep.include({ value: 'off' });
    await provider.onClose();
  });
});

async function resolve(provider: SplitProvider, type: Type, name: unknown, context: unknown): Promise<unknown> {
  const [flagKey, given] = [name as string, context as EvaluationContext];
  switch (type) {
    case 'boolean':
      return provider.resolveBooleanEvaluation(flagKey, false, given);
    case 'string':
      return provider.resolveStringEvaluation(flagKey, 'd', given);
    case 'number':
      return provider.resolveNumberEvaluation(flagKey, -1, given);
    case 'object':
      return provider.resolveObjectEvaluation(flagKey, {}, given);
  }
}

const CODES = [
  'PROVIDER_NOT_READY',
  'PROVIDER_FATAL',
  'FLAG_NOT_FOUND',
  'PARSE_ERROR',
  'TYPE_MISMATCH',
  'TARGETING_KEY_MISSING',
  'INVALID_CONTEXT',
  'GENERAL',
];

function expectDetails(details: unknown): void {
  const { reason, errorCode, errorMessage } = details as {
    reason: unknown;
    errorCode?: unknown;
    errorMessage?: unknown;
  };
  expect(details).to.have.property('value');
  expect(reason).to.be.a('string');
  if (errorCode === undefined) {
    expect(errorMessage).to.equal(undefined);
  } else {
    expect(CODES).to.include(errorCode);
    expect(reason).to.equal('ERROR');
    expect(errorMessage).to.be.a('string');
    expect((errorMessage as string).length).to.be.below(1_000);
  }
}
