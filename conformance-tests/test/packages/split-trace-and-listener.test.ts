import type { EvaluationContext } from '@openfeature/server-sdk';
import type { ImpressionData, SplitProvider } from '@polyflag/split-provider';
import { expect } from 'chai';
import { always, atLeast, condition, everybody, oneOf, type Flag } from './support/flags.js';
import { openedInTest } from './support/opened.js';
import { byText, plain, readPage, rowsOf } from './support/page.js';

const page = readPage('providers/split/README.md');
const ana = { targetingKey: 'ana' };

const stepped: Flag = {
  name: 'stepped',
  conditions: [
    condition('gold of age', [oneOf(['gold'], 'plan'), atLeast('age', 18, 'NUMBER')], 'on'),
    condition('halves', [everybody], 'on', 'off'),
  ],
};

/** Its attribute cannot be read. */
const broken: EvaluationContext = {
  ...ana,
  get plan(): string {
    throw new Error('unreadable');
  },
};

describe('the explanation in the README of split-provider', () => {
  const opened = openedInTest();
  let provider: SplitProvider;

  beforeEach(async () => {
    provider = opened().provider({ splitFile: opened().file([stepped]) });
    await opened().bound(provider);
  });

  it('has the fields of the tables and no others', () => {
    const contexts: EvaluationContext[] = [ana, { ...ana, plan: 'gold', age: 20 }, { ...ana, plan: 'gold', age: 2 }];
    const traces = contexts.map((context) => provider.explain('stepped', context));
    const steps = [...traces.flatMap((trace) => trace.steps), ...stepsOfFailure(provider)];
    const conditions = steps.flatMap(({ condition: trace }) => (trace === undefined ? [] : [trace, ...trace.parts]));
    expect(Object.keys(traces[0]!)).to.deep.equal(['flag', 'decision', 'steps']);
    expect(namesIn(steps)).to.deep.equal(fieldsIn('field of a step'));
    expect(namesIn(conditions)).to.deep.equal(fieldsIn('field of a condition'));
  });

  it('tells of each step what the table says', () => {
    const { decision, steps } = provider.explain('stepped', { ...ana, plan: 'gold', age: 2 });
    const [first, second] = steps;
    expect(steps.map(({ index, label, held, decided }) => [index, label, held, decided])).to.deep.equal([
      [0, 'gold of age', false, false],
      [1, 'halves', true, true],
    ]);
    expect(first?.condition?.parts.map(({ held, found }) => [held, found])).to.deep.equal([
      [true, 'gold'],
      [false, 2],
    ]);
    expect(second?.bucket).to.be.within(1, 100);
    expect([decision.outcome?.variant, decision.label, decision.reason]).to.deep.equal([
      second!.bucket! <= 50 ? 'on' : 'off',
      'halves',
      'SPLIT',
    ]);
  });

  it('marks the step whose condition could not be answered', () => {
    expect(stepsOfFailure(provider).map(({ failed }) => failed)).to.deep.equal([true]);
  });
});

describe('the impression listener in the README of split-provider', () => {
  const opened = openedInTest();

  async function heard(act: (provider: SplitProvider) => unknown): Promise<ImpressionData[]> {
    const impressions: ImpressionData[] = [];
    const impressionListener = { logImpression: (data: ImpressionData) => impressions.push(data) };
    const flags = [{ ...always('asked', 'on'), changeNumber: 7 }];
    const provider = opened().provider({ splitFile: opened().file(flags), impressionListener });
    await opened().bound(provider);
    await act(provider);
    expect(impressions, 'within the evaluation').to.deep.equal([]);
    await provider.onClose();
    return impressions;
  }

  it('gets the fields of the table, of their types', async () => {
    const key = { matchingKey: 'ana', bucketingKey: 'team' };
    const attributes = { plan: 'gold' };
    const [data] = await heard(({ client }) =>
      client.getTreatment(key, 'asked', attributes, { properties: { page: 'cart' } }),
    );
    const { impression, ...rest } = data!;
    const inner = Object.entries(impression).map(([name, value]) => [`impression.${name}`, typeof value] as const);
    const outer = Object.entries(rest).map(([name, value]) => [name, typeof value] as const);
    const fields = byText(rowsOf(page, 'field of data', 'type', 'holds'), 'field of data', (row) => plain(row, 'type'));
    expect(Object.fromEntries([...inner, ...outer])).to.deep.equal(Object.fromEntries(fields));
    const { time, ...told } = impression;
    expect(Math.abs(Date.now() - time)).to.be.below(60_000);
    expect(told).to.deep.equal({
      feature: 'asked',
      keyName: 'ana',
      treatment: 'on',
      bucketingKey: 'team',
      label: 'for everybody',
      changeNumber: 7,
      pt: undefined,
      properties: { page: 'cart' },
    });
    expect(rest.attributes).to.deep.equal(attributes);
    expect(rest.instanceId).to.equal(rest.ip);
  });

  it('gets the whole context of an OpenFeature evaluation as attributes', async () => {
    const context = { ...ana, plan: 'gold' };
    const [data] = await heard((provider) => provider.resolveStringEvaluation('asked', 'default', context));
    expect(data?.attributes).to.deep.equal(context);
  });

  it('hears once of every evaluation, and of none without a flag or with an unusable context', async () => {
    const impressions = await heard(async (provider) => {
      for (let times = 0; times < 3; times++) await provider.resolveStringEvaluation('asked', 'default', ana);
      await provider.resolveStringEvaluation('absent', 'default', ana);
      await provider.resolveStringEvaluation('asked', 'default', {});
    });
    expect(impressions.map(({ impression }) => impression.feature)).to.deep.equal(['asked', 'asked', 'asked']);
  });
});

/** The steps of an evaluation that cannot be finished. */
function stepsOfFailure(provider: SplitProvider): ReturnType<SplitProvider['explain']>['steps'] {
  return provider.explain('stepped', broken).steps;
}

function namesIn(objects: readonly object[]): string[] {
  return [...new Set(objects.flatMap((object) => Object.keys(object)))].sort();
}

function fieldsIn(column: string): string[] {
  return rowsOf(page, column, 'holds')
    .map((row) => plain(row, column))
    .sort();
}
