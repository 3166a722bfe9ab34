import type { EvaluationContext, FlagValue, FlagValueType, TrackingEventDetails } from '@openfeature/core';
import { checkConformance, type Capability, type Outcome } from '@polyflag/conformance-tests';
import { referenceAdapter } from '#src/reference/adapter.js';
import { ReferenceProvider } from '#src/reference/provider.js';
import { expect } from 'chai';
import type { Defect } from './defects/defect.js';
import { altering } from './defects/values.js';

type Made = Defect['make'];

/** How a case ends for a provider, with all capabilities or all but one. */
async function ending(id: string, make: Made, without?: Capability): Promise<Outcome['kind'] | undefined> {
  const adapter = referenceAdapter((backend, key) => new make(backend, key));
  const capabilities = adapter.capabilities.filter((name) => name !== without);
  const { results } = await checkConformance({ ...adapter, capabilities }, { accept: (each) => each.id === id });
  return results[0]?.outcome.kind;
}

const tellingMalformed = altering((details, type) =>
  type === 'object' && String(details.errorCode) === 'TYPE_MISMATCH'
    ? { ...details, errorCode: 'PARSE_ERROR' as never }
    : details,
);

/** Gives other reasons to what it serves for everybody. */
const reasoning = (first: string) =>
  class extends ReferenceProvider {
    protected override resolve(type: FlagValueType, key: string, value: FlagValue, context: EvaluationContext) {
      const details = super.resolve(type, key, value, context);
      return details.reason === 'STATIC' ? { ...details, reason: first } : details;
    }
  };

/** Whose events have no place for fields. */
class Fieldless extends ReferenceProvider {
  override track(name: string, context: EvaluationContext, { value }: TrackingEventDetails): void {
    super.track(name, context, value === undefined ? {} : { value });
  }
}

/** Whose start never fails. */
class StartingAtOnce extends ReferenceProvider {
  override async initialize(): Promise<void> {
    await super.initialize().catch(() => undefined);
  }
}

describe('a case of the catalogue leaves open', () => {
  it('whether text that is no JSON is another type or malformed, where everything is text, and nowhere else', async () => {
    expect(await ending('TYPE-03', tellingMalformed, 'string-typing')).to.equal('passed');
    expect(await ending('TYPE-03', tellingMalformed)).to.equal('failed');
    expect(await ending('TYPE-06', tellingMalformed, 'string-typing')).to.equal('failed');
  });

  it('what is said first of an answer that is cached then, where a provider cannot know, but not that it is cached', async () => {
    expect(await ending('CACHE-01', reasoning('TARGETING_MATCH'), 'standard-reasons')).to.equal('passed');
    expect(await ending('CACHE-01', reasoning('TARGETING_MATCH'))).to.equal('failed');
    expect(await ending('CACHE-01', reasoning('CACHED'), 'standard-reasons')).to.equal('failed');
  });

  it('what becomes of fields to TRK-02, and asks for the time of those only that there are', async () => {
    expect(await ending('TRK-08', Fieldless)).to.equal('passed');
    expect(await ending('TRK-02', Fieldless)).to.equal('failed');
  });

  it('how a start ends without a backend, of who starts without asking it', async () => {
    for (const id of ['INIT-02', 'INIT-03', 'INIT-05', 'INIT-13']) {
      expect(await ending(id, ReferenceProvider), id).to.equal('passed');
      for (const without of ['unavailable', 'lifecycle'] as const) {
        expect(await ending(id, ReferenceProvider, without), `${id} without ${without}`).to.equal('skipped');
      }
    }
    expect(await ending('EVT-15', StartingAtOnce, 'lifecycle')).to.equal('passed');
    expect(await ending('EVT-15', StartingAtOnce)).to.equal('failed');
    expect(await ending('MISS-08', ReferenceProvider, 'lifecycle')).to.equal('passed');
  });
});
