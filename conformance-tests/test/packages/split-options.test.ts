import { homedir } from 'node:os';
import { join } from 'node:path';
import { SplitProvider } from '@polyflag/split-provider';
import { expect } from 'chai';
import { byText, plain, readPage, rowsOf } from './support/page.js';

/** An option, as the provider has it. */
interface Known {
  readonly takes: string;
  readonly default: unknown;
  readonly members?: Readonly<Record<string, Known>>;
}

interface Alias {
  readonly aliasOf: string;
  readonly warning?: string;
}

const page = readPage('providers/split/README.md');
const optionRows = rowsOf(page, 'option', 'takes', 'default', 'what it does');

/** Defaults that are no constants, in the words of the page; the tests below, and those of the options at work, show them. */
const inWords: Readonly<Record<string, string>> = {
  splitFile: '~/.split',
  segmentDirectory: '~',
  flagSetsFilter: 'none: all sets',
  fallbackTreatments: 'none: control',
  machineName: "the machine's name",
  machineIp: "the machine's address",
  impressionsRefreshRate: '300; 60 in the mode DEBUG',
  logger: 'warnings and errors to the console',
  proxy: 'none: what the environment says',
  urls: "its members'",
};

describe('the options in the README of split-provider', () => {
  let options: Map<string, Known>;
  let aliases: Map<string, Alias>;

  before(async () => {
    const { splitOptions } = await inner<{ splitOptions: Readonly<Record<string, Known | Alias>> }>(
      'config/split-options',
    );
    options = new Map();
    aliases = new Map();
    for (const [name, entry] of Object.entries(splitOptions)) {
      if ('aliasOf' in entry) aliases.set(name, entry);
      else options.set(name, entry);
      const members = 'members' in entry ? Object.entries(entry.members) : [];
      for (const [member, option] of members) options.set(`${name}.${member}`, option);
    }
  });

  it('are all there, no more and no fewer, each with what it takes and its default', () => {
    const found = byText(
      optionRows,
      'option',
      (row) => `takes ${plain(row, 'takes')}; default ${plain(row, 'default')}`,
    );
    const expected = Array.from(options, ([name, option]) => {
      const takes = option.takes.replaceAll('"', '');
      return [name, `takes ${takes}; default ${inWords[name] ?? shown(option.default)}`] as const;
    });
    expect(Object.fromEntries(found)).to.deep.equal(Object.fromEntries(expected));
  });

  it('are the ones that the provider tells of when it does not know one', () => {
    const list = /there are (.+)$/.exec(refusal({ qqqqqqqqqqqqqqqq: 1 }))?.[1]?.split(', ') ?? [];
    const names = optionRows.map((row) => plain(row, 'option')).filter((name) => !name.includes('.'));
    expect(names.sort()).to.deep.equal(list.sort());
  });

  it('have a constant for their default wherever words are not needed', () => {
    const needless = Object.keys(inWords).filter((name) => typeof options.get(name)?.default === 'number');
    expect(needless).to.deep.equal([]);
    const given = new Set(['urls']);
    const wordy = Object.keys(inWords).filter((name) => options.get(name)?.default !== undefined && !given.has(name));
    expect(wordy).to.deep.equal([]);
  });

  it('have the other names of the table, and warn of those that it says', () => {
    const found = byText(rowsOf(page, 'other name', 'is', 'warning'), 'other name', (row) => ({
      aliasOf: plain(row, 'is'),
      warns: plain(row, 'warning') === 'yes',
    }));
    const expected = Array.from(aliases, ([name, { aliasOf, warning }]) => {
      return [name, { aliasOf, warns: warning !== undefined }] as const;
    });
    expect(Object.fromEntries(found)).to.deep.equal(Object.fromEntries(expected));
  });

  it('have the unit that is written: a rate in seconds, a time in its name in milliseconds', () => {
    for (const row of optionRows.filter((each) => /Rate$/.test(plain(each, 'option')))) {
      expect(plain(row, 'takes'), plain(row, 'option')).to.include('seconds').and.not.include('milliseconds');
    }
    for (const row of optionRows.filter((each) => /(?:Millis|Timeout)$/.test(plain(each, 'option')))) {
      expect(plain(row, 'takes'), plain(row, 'option')).to.include('milliseconds');
    }
  });

  it('have the default rate of impressions that is written for each mode', async () => {
    const { readSettings } = await inner<{
      readSettings: (owner: string, key: string, config: object) => { settings: { impressionsRefreshRate: number } };
    }>('config/settings');
    const rate = (impressionsMode: string): number =>
      readSettings('test', 'localhost', { impressionsMode }).settings.impressionsRefreshRate;
    expect(`${rate('OPTIMIZED')}; ${rate('DEBUG')} in the mode DEBUG`).to.equal(inWords['impressionsRefreshRate']);
    expect(rate('NONE')).to.equal(rate('OPTIMIZED'));
  });

  it('have the default places that are written', async () => {
    const { locateSplitFile, locateSegments } =
      await inner<Record<'locateSplitFile' | 'locateSegments', (given: string | undefined) => string>>(
        'localhost/format',
      );
    expect(locateSplitFile(undefined)).to.equal(join(homedir(), '.split'));
    expect(locateSplitFile('~/a.json')).to.equal(join(homedir(), 'a.json'));
    expect(locateSegments(undefined)).to.equal(homedir());
  });

  it('refuse an unknown name, and a value of the wrong type or range, by name', () => {
    expect(refusal({ splitfile: 'x' }))
      .to.include('"splitFile"')
      .and.include('a string');
    expect(refusal({ splitFile: 7 }))
      .to.include('"splitFile"')
      .and.include('takes a string');
    expect(refusal({ errorAfterMillis: 60_000 }))
      .to.include('"errorAfterMillis"')
      .and.include('60001 to');
  });
});

/** A module of the provider that it does not export. */
async function inner<T>(module: string): Promise<T> {
  const { href } = new URL(`../../../providers/split/dist/${module}.js`, import.meta.url);
  return (await import(href)) as T;
}

function refusal(config: object): string {
  try {
    new SplitProvider('localhost', config);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was not refused');
}

function shown(value: unknown): string {
  return value === undefined ? 'none' : typeof value === 'string' ? value : JSON.stringify(value);
}
