import type { EvaluationContext, FlagValue, FlagValueType } from '@openfeature/core';
import type { Flags } from '#src/reference/backend.js';
import { ReferenceProvider } from '#src/reference/provider.js';
import { defect, type Defect } from './defect.js';

type Details = ReturnType<ReferenceProvider['peek']>;

/** A provider that does something of its own before it answers, or answers itself. */
function before(
  act: (key: string, context: EvaluationContext, value: FlagValue, type: FlagValueType) => Details | undefined,
) {
  return class extends ReferenceProvider {
    protected override evaluate(
      flags: Flags,
      type: FlagValueType,
      key: string,
      value: FlagValue,
      context: EvaluationContext,
    ) {
      return act(key, context, value, type) ?? super.evaluate(flags, type, key, value, context);
    }
  };
}

/** A provider that sees another context than it was given. */
function seeing(change: (context: EvaluationContext) => EvaluationContext) {
  return class extends ReferenceProvider {
    protected override evaluate(
      flags: Flags,
      type: FlagValueType,
      key: string,
      value: FlagValue,
      context: EvaluationContext,
    ) {
      return super.evaluate(flags, type, key, value, change(context));
    }
  };
}

const refusal = (value: FlagValue, errorCode: string): Details => ({
  value,
  reason: 'ERROR',
  errorCode: errorCode as never,
  errorMessage: 'refused',
});

/** What is wrong with flags that are not there, with contexts and with caches. */
export const absenceDefects: readonly Defect[] = [
  defect(
    'throws an error without a code for a missing flag',
    before((key) => {
      if (key === 'missing-flag') throw new Error('no such flag');
      return undefined;
    }),
    'MISS-01',
    'MISS-02',
    'MISS-03',
    'MISS-04',
    'ERR-08',
    'ERR-10',
    'HOOK-03',
    'TEL-03',
  ),
  defect(
    'gives a code of its own for a missing flag of one type',
    before((key, _context, _value, type) => {
      if (key !== 'missing-flag' || type !== 'object') return undefined;
      throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
    }),
    'MISS-04',
    'ERR-01',
    'ERR-08',
  ),
  defect(
    'serves what it inherits',
    before((key, _context, value) =>
      key in {} ? { value: value as string, variant: key, reason: 'STATIC', flagMetadata: {} } : undefined,
    ),
    'MISS-05',
  ),
  defect(
    'serves another flag for an empty key',
    before((key) => (key === '' ? { value: 'hi', variant: 'greeting', reason: 'STATIC' } : undefined)),
    'MISS-06',
  ),
  defect(
    'trims keys, and finds what was not asked for',
    before((key) => (key === 'a b' ? { value: 'hi', reason: 'STATIC' } : undefined)),
    'MISS-06',
  ),
  defect(
    'claims absence while it knows nothing',
    class extends ReferenceProvider {
      protected override resolve(type: FlagValueType, key: string, value: FlagValue, context: EvaluationContext) {
        const isLost = this.state === 'failed';
        return isLost ? refusal(value, 'FLAG_NOT_FOUND') : super.resolve(type, key, value, context);
      }
    },
    'MISS-08',
    'ERR-06',
  ),
  defect(
    'puts a URL with a query into its messages',
    before((key, _context, value) => {
      if (key !== 'wrong-flag') return undefined;
      return {
        ...refusal(value, 'TYPE_MISMATCH'),
        errorMessage: 'flag "wrong-flag" is a string, no boolean: https://a.example/f?key=x',
      };
    }),
    'ERR-02',
  ),
  defect(
    'warns of each missing flag',
    class extends ReferenceProvider {
      override resolveBooleanEvaluation(key: string, value: boolean, context: EvaluationContext, ...more: unknown[]) {
        const [logger] = more as [{ warn: (text: string) => void }];
        if (key === 'missing-flag') {
          try {
            logger.warn(`no ${key}`);
          } catch {
            // Whether it bears a logger that throws is another question.
          }
        }
        return super.resolveBooleanEvaluation(key, value, context);
      }
    },
    'ERR-09',
    'ERR-10',
  ),
  defect(
    'throws at once',
    class extends ReferenceProvider {
      override resolveNumberEvaluation(key: string, value: number, context: EvaluationContext) {
        if (key === '') throw Object.assign(new Error('an empty key'), { code: 'FLAG_NOT_FOUND' });
        return super.resolveNumberEvaluation(key, value, context);
      }
    },
    'META-04',
  ),
  defect(
    'writes to nested objects of the context',
    before((_key, context) => {
      const { company } = context;
      if (typeof company === 'object' && company !== null) Reflect.set(company, 'seen', true);
      return undefined;
    }),
    'TARG-13',
    'TARG-09',
  ),
  defect(
    'serialises contexts whatever is in them',
    before((_key, context) => {
      JSON.stringify(context);
      return undefined;
    }),
    'TARG-10',
    'TARG-11',
  ),
  defect(
    'calls functions that it finds in a context',
    seeing((context) => {
      const plan: unknown = context['plan'];
      return typeof plan === 'function' ? { ...context, plan: (plan as () => string)() } : context;
    }),
    'TARG-10',
  ),
  defect(
    'puts a context together by assignment',
    seeing((context) => {
      const copy: Record<string, unknown> = {};
      for (const [name, value] of Object.entries(context)) {
        if (typeof value !== 'object' || value === null || value instanceof Date || name === 'self') copy[name] = value;
        else for (const [inner, innermost] of Object.entries(value)) Reflect.set((copy[name] ??= {}), inner, innermost);
        if (Object.hasOwn(context, '__proto__')) Reflect.set(Object.prototype, 'polluted', true);
      }
      return context;
    }),
    'TARG-11',
  ),
  defect(
    'takes an attribute for the targeting key',
    seeing((context) => (typeof context['id'] === 'string' ? { ...context, targetingKey: context['id'] } : context)),
    'TARG-14',
  ),
  defect(
    'decides by chance without a targeting key',
    seeing((context) =>
      context.targetingKey === undefined
        ? { ...context, targetingKey: '5c3d8535-f81a-4478-a6d3-afaa4d51199e' }
        : context,
    ),
    'TARG-04',
  ),
  defect(
    'compares texts in any case',
    seeing((context) =>
      typeof context['plan'] === 'string' ? { ...context, plan: context['plan'].toLowerCase() } : context,
    ),
    'TARG-09',
  ),
  defect(
    'forgets the type in the key of its cache',
    class extends ReferenceProvider {
      protected override cacheKey(_type: FlagValueType, key: string): string {
        return key;
      }
    },
    'TYPE-18',
    'RES-24',
  ),
  defect(
    'forgets the subject in the key of its cache',
    class extends ReferenceProvider {
      protected override resolve(type: FlagValueType, key: string, value: FlagValue, context: EvaluationContext) {
        const isSubjects =
          key === 'targeting-key-flag' && this.flags !== undefined && Object.keys(context).length === 1;
        if (!isSubjects) return super.resolve(type, key, value, context);
        this.answers.set(key, this.answers.get(key) ?? super.resolve(type, key, value, context));
        return this.answers.get(key)!;
      }

      private readonly answers = new Map<string, Details>();
    },
    'CACHE-02',
    'TARG-03',
    'CONC-01',
  ),
  defect(
    'goes on answering from the cache after a change',
    class extends ReferenceProvider {
      protected override take(): void {
        this.flags = this.backend.flags;
      }
    },
    'CACHE-03',
    'EVT-05',
    'MISS-07',
  ),
  defect(
    'keeps everything waiting for a big context',
    before((_key, context) => {
      const until = Array.isArray(context['list']) && context['list'].length > 500 ? performance.now() + 300 : 0;
      while (performance.now() < until);
      return undefined;
    }),
    'CONC-02',
  ),
];
