import type { Client, EvaluationContext } from '@openfeature/server-sdk';
import type { SplitConfig } from '@polyflag/split-provider';
import { expect } from 'chai';
import { atLeast, condition, everybody, onFor, oneOf, sharesOne, type Matcher } from './support/flags.js';
import { openedInTest, type Opened } from './support/opened.js';
import { byText, plain, readPage, rowsOf } from './support/page.js';

const page = readPage('providers/split/README.md');

/** The last day of 2025, and a moment of the next one. */
const NEW_YEAR = Date.UTC(2026, 0, 1);
const ana = { targetingKey: 'ana' };

/** Whether a context is matched: the treatment of a flag that is `on` for whom the matcher matches. */
async function isOn(
  opened: Opened,
  matcher: Matcher,
  context: Readonly<Record<string, unknown>>,
  options: SplitConfig = {},
): Promise<boolean> {
  const client = await opened.client([onFor('asked', matcher)], options);
  return client.getBooleanValue('asked', false, context as EvaluationContext);
}

/** What each row promises, by its first cell and some of its words. */
const shown: Readonly<Record<string, readonly [words: string, show: (opened: Opened) => Promise<void>]>> = {
  targetingKey: [
    'the key: a text of 1 to 250 characters, blanks around it left out',
    async (opened) => {
      expect(await isOn(opened, oneOf(['ana']), ana)).to.be.true;
      expect(await isOn(opened, oneOf(['ana']), { targetingKey: ' ana ' })).to.be.true;
      expect(await isOn(opened, oneOf(['k'.repeat(250)]), { targetingKey: 'k'.repeat(250) })).to.be.true;
      expect(await isOn(opened, oneOf(['ana']), { targetingKey: 'bob' })).to.be.false;
    },
  ],
  bucketingKey: [
    'the key that is bucketed, a text or a finite number; without it, that is the targetingKey',
    async (opened) => {
      const client = await opened.client([{ name: 'asked', conditions: [condition('all', [everybody], 'on', 'off')] }]);
      const half = (context: EvaluationContext): Promise<string> => client.getStringValue('asked', '', context);
      const numbers = Array.from({ length: 40 }, (_, at) => at);
      const byKey = await Promise.all(numbers.map((at) => half({ targetingKey: String(at) })));
      const byWord = await Promise.all(numbers.map((at) => half({ ...ana, bucketingKey: String(at) })));
      const byNumber = await Promise.all(numbers.map((bucketingKey) => half({ ...ana, bucketingKey })));
      expect(new Set(byKey)).to.deep.equal(new Set(['on', 'off']));
      expect([byWord, byNumber]).to.deep.equal([byKey, byKey]);
    },
  ],
  trafficType: [
    'the traffic type of tracked events, user where it is absent; and an attribute',
    async (opened) => {
      expect(await isOn(opened, oneOf(['account'], 'trafficType'), { ...ana, trafficType: 'account' })).to.be.true;
      expect(await trackedTypes(opened, [{ ...ana, trafficType: 'account' }, ana])).to.deep.equal(['account', 'user']);
    },
  ],
  'any other field': [
    'an attribute of that name',
    async (opened) => {
      expect(await isOn(opened, oneOf(['gold'], 'plan'), { ...ana, plan: 'gold' })).to.be.true;
      expect(await isOn(opened, oneOf(['gold'], 'plan'), { ...ana, plan: 'lead' })).to.be.false;
      expect(await isOn(opened, atLeast('age', 18, 'NUMBER'), { ...ana, age: 18 })).to.be.true;
      const isTrue = { matcherType: 'EQUAL_TO_BOOLEAN', keySelector: { attribute: 'beta' }, booleanMatcherData: true };
      expect(await isOn(opened, isTrue, { ...ana, beta: true })).to.be.true;
    },
  ],
  'a Date': [
    'a date',
    async (opened) => {
      for (const dateUnit of ['ms', 's'] as const) {
        const since = (born: Date): Promise<boolean> =>
          isOn(opened, atLeast('born', NEW_YEAR, 'DATETIME'), { ...ana, born }, { dateUnit });
        expect(await since(new Date(NEW_YEAR))).to.be.true;
        expect(await since(new Date(NEW_YEAR - 60_000))).to.be.false;
      }
    },
  ],
  'a number that is compared with a date': [
    "milliseconds since 1970; seconds with dateUnit: 's'",
    async (opened) => {
      const since = (born: number, options: SplitConfig): Promise<boolean> =>
        isOn(opened, atLeast('born', NEW_YEAR, 'DATETIME'), { ...ana, born }, options);
      expect(await since(NEW_YEAR, {})).to.be.true;
      expect(await since(NEW_YEAR - 60_000, {})).to.be.false;
      expect(await since(NEW_YEAR / 1_000, {})).to.be.false;
      expect(await since(NEW_YEAR / 1_000, { dateUnit: 's' })).to.be.true;
      expect(await since(NEW_YEAR / 1_000 - 60, { dateUnit: 's' })).to.be.false;
    },
  ],
  'an array or a Set': [
    'a list',
    async (opened) => {
      const matcher = sharesOne('groups', ['staff']);
      expect(await isOn(opened, matcher, { ...ana, groups: ['staff', 'guests'] })).to.be.true;
      expect(await isOn(opened, matcher, { ...ana, groups: new Set(['staff']) })).to.be.true;
      expect(await isOn(opened, matcher, { ...ana, groups: ['guests'] })).to.be.false;
    },
  ],
  'a nested object': [
    'nothing that a matcher could compare: give its members as fields of their own',
    async (opened) => {
      const plan = { name: 'gold', 0: 'gold', valueOf: (): number => 18, toString: (): string => 'gold' };
      for (const matcher of [oneOf(['gold'], 'plan'), sharesOne('plan', ['gold']), atLeast('plan', 1, 'NUMBER')]) {
        expect(await isOn(opened, matcher, { ...ana, plan })).to.be.false;
      }
    },
  ],
};

describe('the context in the README of split-provider', () => {
  const opened = openedInTest();

  it('is read as shown here, row by row', () => {
    const rows = rowsOf(page, 'in the context', 'is for Split');
    const written = byText(rows, 'in the context', (row) => plain(row, 'is for Split'));
    const said = Object.entries(shown).map(([field, [words]]) => [field, words] as const);
    expect(Object.fromEntries(written)).to.deep.equal(Object.fromEntries(said));
  });

  for (const [field, [words, show]] of Object.entries(shown)) {
    it(`is read as written: ${field} is ${words}`, async () => {
      await show(opened());
    });
  }

  it('gives events their properties: dates as ISO text, objects and arrays as JSON text', async () => {
    const details = { value: 12.5, at: new Date(NEW_YEAR), list: [1, 2], nested: { a: 1 }, plan: 'gold', gift: true };
    const [event] = await tracked(opened(), (client) => {
      client.track('purchase', ana, details);
    });
    expect(event).to.deep.equal([
      'ana',
      'user',
      'purchase',
      12.5,
      { at: '2026-01-01T00:00:00.000Z', list: '[1,2]', nested: '{"a":1}', plan: 'gold', gift: true },
    ]);
  });
});

async function trackedTypes(opened: Opened, contexts: readonly EvaluationContext[]): Promise<unknown[]> {
  const events = await tracked(opened, (client) => {
    for (const context of contexts) client.track('purchase', context);
  });
  return events.map(([, trafficType]) => trafficType);
}

/** What reaches the vendor's client of what is tracked through OpenFeature. */
async function tracked(opened: Opened, act: (client: Client) => void): Promise<unknown[][]> {
  const provider = opened.provider({ splitFile: opened.file([]) });
  const client = await opened.bound(provider);
  const events: unknown[][] = [];
  provider.client.track = (...event: unknown[]) => events.push(event) > 0;
  act(client);
  return events;
}
