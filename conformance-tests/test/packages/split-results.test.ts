import { OpenFeature, type EvaluationContext, type EvaluationDetails, type FlagValue } from '@openfeature/server-sdk';
import { expect } from 'chai';
import { always, condition, everybody, oneOf, type Flag } from './support/flags.js';
import { ask, defaults, openedInTest, type Asked, type Opened } from './support/opened.js';
import { byText, plain, readPage, rowsOf, type Row } from './support/page.js';

const page = readPage('providers/split/README.md');

/** A label that only a condition can have given. */
const CONDITION = 'label of the condition';
const DEFAULT_TREATMENT = 'served-by-default';

interface Situation {
  readonly flags: readonly Flag[];
  readonly context?: EvaluationContext;
  readonly asked?: Asked;
  readonly flag?: string;
}

const ana: EvaluationContext = { targetingKey: 'ana' };
const tooLong = 'k'.repeat(251);

function flag(conditions: Flag['conditions'], more: Partial<Flag> = {}): Flag {
  return { name: 'asked', defaultTreatment: DEFAULT_TREATMENT, ...(conditions && { conditions }), ...more };
}

const only = (treatment: string): Flag => flag([condition(CONDITION, [everybody], treatment)]);
const withConfig = (config: string): Flag => ({ ...only('v1'), configurations: { v1: config } });

/** Every row of the table, by its first cell: each of its situations has to give what the row says. */
const situations: Readonly<Record<string, readonly Situation[]>> = {
  'the first condition, which is for everybody and has one treatment at 100 %': [{ flags: [only('v1')] }],
  'a condition with a matcher, and one treatment at 100 %': [
    { flags: [flag([condition(CONDITION, [oneOf(['ana'])], 'v1')])] },
    { flags: [flag([{ ...condition(CONDITION, [oneOf(['ana'])], 'v1'), conditionType: 'WHITELIST' }])] },
  ],
  'a condition with several treatments': [
    { flags: [flag([condition(CONDITION, [everybody], 'v1', 'v2')])] },
    { flags: [flag([condition(CONDITION, [oneOf(['ana'])], 'v1', 'v2')])] },
  ],
  'no condition: none matched': [{ flags: [flag([condition(CONDITION, [everybody, oneOf(['bob'])], 'v1')])] }],
  'the key lies outside of the traffic allocation': [
    { flags: [flag([condition(CONDITION, [everybody], 'v1')], { trafficAllocation: 0 })] },
  ],
  'a prerequisite is not met': [
    { flags: [{ ...only('v1'), prerequisites: [{ n: 'other', ts: ['on'] }] }, always('other', 'off')] },
  ],
  'the flag is killed': [{ flags: [{ ...only('v1'), killed: true }] }],
  'a condition whose treatment is control': [{ flags: [flag([condition(CONDITION, [oneOf(['ana'])], 'control')])] }],
  'there is no such flag': [{ flags: [] }],
  'the flag is archived': [{ flags: [{ ...only('v1'), status: 'ARCHIVED' }] }],
  'a flag name that is blank': [
    { flags: [], flag: '' },
    { flags: [], flag: ' ' },
  ],
  'a matcher that is unknown here': [{ flags: [flag([condition(CONDITION, [{ matcherType: 'OF_TOMORROW' }], 'v1')])] }],
  'prerequisites that lead in a circle': [
    {
      flags: [
        { ...only('v1'), prerequisites: [{ n: 'other', ts: ['on'] }] },
        { ...always('other', 'on'), prerequisites: [{ n: 'asked', ts: ['v1'] }] },
      ],
    },
  ],
  'no targetingKey, or a blank one': [
    { flags: [only('v1')], context: {} },
    { flags: [only('v1')], context: { targetingKey: ' ' } },
  ],
  'a targetingKey that is too long, or is no text': [
    { flags: [only('v1')], context: { targetingKey: tooLong } },
    { flags: [only('v1')], context: { targetingKey: 7 as never } },
  ],
  'a bucketingKey that is blank, is too long, or is neither a text nor a finite number': [
    { flags: [only('v1')], context: { ...ana, bucketingKey: ' ' } },
    { flags: [only('v1')], context: { ...ana, bucketingKey: tooLong } },
    { flags: [only('v1')], context: { ...ana, bucketingKey: ['b'] } },
    { flags: [only('v1')], context: { ...ana, bucketingKey: NaN } },
    { flags: [only('v1')], context: { ...ana, bucketingKey: true } },
  ],
  'a treatment or configuration that is not of the type': [
    { flags: [only('v1')], asked: 'boolean' },
    { flags: [only('v1')], asked: 'number' },
    { flags: [withConfig('7')], asked: 'object' },
  ],
  'a configuration that is not JSON, asked for an object': [{ flags: [withConfig('{')], asked: 'object' }],
};

type Details = EvaluationDetails<FlagValue>;

/** Rows that no definition brings about. */
const ofLife: Readonly<Record<string, (opened: Opened) => Promise<readonly Details[]>>> = {
  'the provider is not ready, or is closed': async (opened) => {
    const domain = opened.domain();
    const client = OpenFeature.getClient(domain);
    const provider = opened.provider({ splitFile: opened.file([only('v1')]) });
    const starting = OpenFeature.setProviderAndWait(domain, provider);
    const early = await ask(client, 'string', 'asked', ana);
    await starting;
    expect(await client.getStringValue('asked', 'default', ana)).to.equal('v1');
    await provider.onClose();
    return [early, await ask(client, 'string', 'asked', ana)];
  },
  'the start failed for good': async (opened) => {
    const domain = opened.domain();
    const provider = opened.provider({ splitFile: opened.folder.at('absent.json') });
    const failure = await OpenFeature.setProviderAndWait(domain, provider).catch((error: unknown) => error);
    expect(failure).to.have.property('code', 'PROVIDER_FATAL');
    return [await ask(OpenFeature.getClient(domain), 'string', 'asked', ana)];
  },
};

const columns = ['what decided', 'label', 'reason', 'errorCode', 'value'] as const;

const readRow = (row: Row): Record<'label' | 'reason' | 'errorCode' | 'value', string> => ({
  label: plain(row, 'label'),
  reason: plain(row, 'reason'),
  errorCode: plain(row, 'errorCode'),
  value: plain(row, 'value'),
});

describe('the results in the README of split-provider', () => {
  const opened = openedInTest();
  let rows: ReadonlyMap<string, ReturnType<typeof readRow>>;

  before(() => {
    rows = byText(rowsOf(page, ...columns), columns[0], readRow);
  });

  it('are the ones shown here, no more and no fewer', () => {
    expect([...rows.keys()].sort()).to.deep.equal([...Object.keys(situations), ...Object.keys(ofLife)].sort());
  });

  it('name every label that the provider gives by itself, except for what a file cannot bring about', async () => {
    const labels = new URL('../../../providers/split/dist/translate/labels.js', import.meta.url);
    const { label } = (await import(labels.href)) as { label: Readonly<Record<string, string>> };
    const { archived: _archived, notReady: _notReady, ...given } = label;
    const named = Array.from(rows.values(), (row) => row.label);
    expect(named).to.include.members(Object.values(given));
  });

  for (const [what, list] of Object.entries(situations)) {
    it(`come about as written: ${what}`, async () => {
      for (const { flags, context = ana, asked = 'string', flag: name = 'asked' } of list) {
        const details = await ask(await opened().client(flags), asked, name, context);
        expect(rowOf(details, asked)).to.deep.equal(rows.get(what));
      }
    });
  }

  for (const [what, live] of Object.entries(ofLife)) {
    it(`come about as written: ${what}`, async () => {
      for (const details of await live(opened())) expect(rowOf(details, 'string')).to.deep.equal(rows.get(what));
    });
  }

  it('are STATIC, TARGETING_MATCH or SPLIT whatever the condition calls itself', async () => {
    const flags = [flag([condition('default rule', [everybody], 'v1')])];
    const details = await ask(await opened().client(flags), 'string', 'asked', ana);
    expect(details.reason).to.equal('STATIC');
  });
});

/** Details as the table writes them. */
function rowOf({ value, variant, reason, errorCode, flagMetadata }: Details, asked: Asked): object {
  const { label } = flagMetadata;
  return {
    label: label === undefined ? 'none' : label === CONDITION ? "the condition's" : label,
    reason,
    errorCode: errorCode ?? '',
    value: valueOf(value, variant, asked),
  };
}

function valueOf(value: FlagValue, variant: string | undefined, asked: Asked): string {
  if (value === defaults[asked]) return "the caller's default";
  expect(value).to.equal(variant);
  if (value === DEFAULT_TREATMENT) return 'the default treatment';
  return value === 'control' ? value : 'the treatment';
}
