import { writeFileSync } from 'node:fs';
import { OpenFeature, ProviderEvents, type EventDetails } from '@openfeature/server-sdk';
import { silentLogger } from '@polyflag/core-engine';
import { SplitFactory, SplitProvider, type SplitConfig } from '@polyflag/split-provider';
import { runtimeParts, type DefinitionsSource } from '@polyflag/split-provider/internal';
import { expect } from 'chai';
import { always, type Flag } from './support/flags.js';
import { LongWaits } from './support/long-waits.js';
import { openedInTest, type Opened } from './support/opened.js';
import { plain, readPage, rowsOf, type Row } from './support/page.js';

/** What one row of the table says, in the table's words. */
interface Shown {
  readonly event: string;
  readonly code: string;
  readonly evaluations: string;
}

/** Rows that belong together, in order; `Shown` each. */
type Story = readonly [rows: readonly string[], tell: (opened: Opened) => Promise<readonly Shown[]>];

const rows = rowsOf(readPage('providers/split/README.md'), 'what happens', 'event', 'error code', 'evaluations');
const before: Flag = always('asked', 'before');
const after: Flag = always('asked', 'after');
const mended: Flag = always('asked', 'mended');
const following: SplitConfig = { localhostRefreshEnabled: true, featuresRefreshRate: 0.05 };

const stories: readonly Story[] = [
  [
    ['the definitions are there'],
    async (opened) => {
      const life = new Life(opened, { splitFile: opened.file([before]) });
      await life.bind();
      return [await life.shown('PROVIDER_READY', { before: 'answered from them' })];
    },
  ],
  [
    ['the file cannot be used at the start'],
    async (opened) => {
      const life = new Life(opened, { splitFile: opened.folder.at('absent.json') });
      await life.bind();
      return [await life.shown('PROVIDER_ERROR')];
    },
  ],
  [
    ['the same with localhostRefreshEnabled', 'then the file is mended'],
    async (opened) => {
      const life = new Life(opened, { splitFile: opened.folder.write('flags.json', '{'), ...following });
      await life.bind();
      const failed = await life.shown('PROVIDER_ERROR');
      life.write([mended]);
      return [failed, await life.shown('PROVIDER_READY', { mended: 'answered from it' })];
    },
  ],
  [
    ['the start takes longer than initTimeoutMillis'],
    async (opened) => {
      const stalled: DefinitionsSource = { start: () => new Promise(() => undefined), stop: () => Promise.resolve() };
      const parts = { [runtimeParts]: { source: () => stalled } };
      const factory = new SplitFactory('localhost', { logger: silentLogger, initTimeoutMillis: 20, ...parts });
      const life = new Life(opened, factory);
      await life.bind();
      return [await life.shown('PROVIDER_ERROR')];
    },
  ],
  [
    [
      'a file changes, and it is followed',
      'the changed file cannot be used',
      'it stays so for errorAfterMillis',
      'then the file is mended',
    ],
    async (opened) => {
      const waits = new LongWaits();
      const life = new Life(opened, {
        splitFile: opened.file([before, always('other', 'on')]),
        ...following,
        ...waits.parts,
      });
      await life.bind();
      life.write([after, always('other', 'on')]);
      const { flagsChanged } = await life.event('PROVIDER_CONFIGURATION_CHANGED');
      expect(flagsChanged).to.deep.equal(['asked']);
      const changed = await life.shown('PROVIDER_CONFIGURATION_CHANGED', { after: 'answered from the new content' });
      life.write('{');
      const stale = await life.shown('PROVIDER_STALE', { after: 'answered from the last good content' });
      waits.end();
      const error = await life.shown('PROVIDER_ERROR', { after: 'answered from the last good content' });
      life.write([mended, always('other', 'on')]);
      return [changed, stale, error, await life.shown('PROVIDER_READY', { mended: 'answered from the new content' })];
    },
  ],
];

describe('the events in the README of split-provider', () => {
  const opened = openedInTest();

  it('are the ones shown here, no more and no fewer', () => {
    expect(rows.map((row) => plain(row, 'what happens'))).to.deep.equal(stories.flatMap(([names]) => names));
  });

  let first = 0;
  for (const [names, tell] of stories) {
    const written = rows.slice(first, (first += names.length)).map(shownOf);
    it(`come as written: ${names.join(', ')}`, async () => {
      expect(await tell(opened())).to.deep.equal(written);
    });
  }
});

function shownOf(row: Row): Shown {
  return { event: plain(row, 'event'), code: plain(row, 'error code'), evaluations: plain(row, 'evaluations') };
}

/** A provider, the events that a client hears of it, and what its start came to. */
class Life {
  readonly domain: string;
  readonly provider: SplitProvider;
  private readonly waiting: EventDetails[] = [];
  private readonly file: string;
  private code = '';
  private wake: () => void = () => undefined;

  constructor(opened: Opened, given: SplitConfig | SplitFactory) {
    this.domain = opened.domain();
    const own = given instanceof SplitFactory;
    this.provider = own ? new SplitProvider(given) : opened.provider(given);
    this.file = own ? '' : (given.splitFile ?? '');
  }

  async bind(): Promise<void> {
    const client = OpenFeature.getClient(this.domain);
    const bound = OpenFeature.setProviderAndWait(this.domain, this.provider);
    for (const type of Object.values(ProviderEvents)) {
      client.addHandler(type, (details) => {
        this.waiting.push({ providerName: 'split', ...details, metadata: { type } });
        this.wake();
      });
    }
    await bound.catch((error: unknown) => {
      this.code = (error as { code: string }).code;
    });
  }

  write(content: readonly Flag[] | string): void {
    writeFileSync(this.file, typeof content === 'string' ? content : JSON.stringify({ splits: content }));
  }

  /** The next event of that type. */
  async event(type: string): Promise<EventDetails & { flagsChanged?: string[] }> {
    for (;;) {
      const found = this.waiting.find(({ metadata }) => metadata?.['type'] === type);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  /** What there is to see once that event has come; `words` says what it means that a treatment is served. */
  async shown(type: string, words: Readonly<Record<string, string>> = {}): Promise<Shown> {
    const { errorCode: told } = await this.event(type);
    this.waiting.length = 0;
    const code = this.code || (typeof told === 'string' ? told : '');
    this.code = '';
    const client = OpenFeature.getClient(this.domain);
    const { value, errorCode } = await client.getStringDetails('asked', 'default', { targetingKey: 'ana' });
    return { event: type, code, evaluations: errorCode ?? words[value] ?? value };
  }
}
