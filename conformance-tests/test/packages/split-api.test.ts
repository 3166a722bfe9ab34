import { silentLogger } from '@polyflag/core-engine';
import { SplitFactory, SplitProvider } from '@polyflag/split-provider';
import { expect } from 'chai';
import { always, condition, everybody, type Flag } from './support/flags.js';
import { openedInTest } from './support/opened.js';
import { byText, cell, codeIn, plain, readPage, rowsOf } from './support/page.js';

const page = readPage('providers/split/README.md');
const memberRows = rowsOf(page, 'class', 'member', 'gives');
const missing = rowsOf(page, 'missing', 'until then').flatMap((row) => codeIn(row, 'missing'));

/** The names that DESIGN §4 gives the vendor's API. */
const design: Readonly<Record<string, readonly string[]>> = {
  SplitFactory: ['blockUntilReady', 'client', 'manager', 'resume', 'destroy'],
  SplitClient: [
    'getTreatment',
    'getTreatmentWithConfig',
    'getTreatments',
    'getTreatmentsWithConfig',
    'getTreatmentsByFlagSet',
    'getTreatmentsByFlagSets',
    'getTreatmentsWithConfigByFlagSet',
    'getTreatmentsWithConfigByFlagSets',
    'track',
  ],
  SplitManager: ['splitNames', 'splits', 'split'],
};

const full: Flag = {
  ...always('full', 'on', '{"a": 1}'),
  defaultTreatment: 'off',
  changeNumber: 7,
  trafficTypeName: 'account',
  sets: ['one'],
  prerequisites: [{ n: 'other', ts: ['on', 'half'] }],
};

describe("the vendor's API in the README of split-provider", () => {
  const opened = openedInTest();

  function factoryOf(flags: readonly Flag[]): SplitFactory {
    return new SplitFactory('localhost', { splitFile: opened().file(flags), logger: silentLogger });
  }

  /** What is there, by class. */
  function objects(): Record<string, object> {
    const factory = factoryOf([]);
    return { SplitFactory: factory, SplitClient: new SplitProvider(factory).client, SplitManager: factory.manager() };
  }

  it('has the members of the classes, no more and no fewer, each as a function or a getter', () => {
    const found = Object.entries(objects()).flatMap(([name, object]) => {
      const members = Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(object) as object));
      return members
        .filter(([member]) => member !== 'constructor')
        .map(([member, descriptor]) => `${name} ${member}${'value' in descriptor ? '()' : ''}`);
    });
    const written = memberRows.map((row) => `${plain(row, 'class')} ${plain(row, 'member').replace(/\(.*\)/, '()')}`);
    expect(written.sort()).to.deep.equal(found.sort());
  });

  it('has every name of the design, or says that it is not there yet', () => {
    for (const [name, members] of Object.entries(design)) {
      const written = memberRows
        .filter((row) => plain(row, 'class') === name)
        .map((row) => /^\w+/.exec(plain(row, 'member'))?.[0]);
      const later = members.filter((member) => missing.includes(`${name}.${member}()`));
      expect([...written, ...later], name).to.include.members([...members]);
      for (const member of later) expect(written, `${name} is said to miss it`).not.to.include(member);
    }
  });

  it('takes the arguments that are written', () => {
    const classes = objects();
    for (const row of memberRows.filter((each) => plain(each, 'member').includes('('))) {
      const [, member = '', list = ''] = /^(\w+)\((.*)\)$/.exec(plain(row, 'member')) ?? [];
      const method = (classes[plain(row, 'class')] as Record<string, () => unknown>)[member]!;
      const source = /^(?:async )?\w+\(([^)]*)\)/.exec(method.toString())?.[1] ?? 'unreadable';
      expect(source.split(', ').join(', '), member).to.equal(list);
    }
  });

  it('gives of a flag the fields of the table', async () => {
    const fields = byText(rowsOf(page, 'field', 'type'), 'field', (row) => cell(row, 'type'));
    const factory = factoryOf([full, always('other', 'on')]);
    await factory.blockUntilReady();
    const view = factory.manager().split('full')!;
    expect([...fields.keys()]).to.deep.equal(Object.keys(view));
    expect(view).to.deep.equal({
      name: 'full',
      trafficType: 'account',
      killed: false,
      changeNumber: 7,
      treatments: ['on'],
      configs: { on: '{"a": 1}' },
      sets: ['one'],
      defaultTreatment: 'off',
      impressionsDisabled: false,
      prerequisites: [{ flagName: 'other', treatments: ['on', 'half'] }],
    });
    for (const [field, type] of fields) expect(kindOf(view[field as keyof typeof view]), field).to.equal(kindIn(type));
  });

  it('is named like on the Python page, in camelCase', () => {
    const rows = rowsOf(page, "Split's Python page", 'here');
    const names = new Set(memberRows.map((row) => /^\w+/.exec(plain(row, 'member'))?.[0]));
    const snakes = [...page.text.matchAll(/\b(?:client|factory|manager)\.([a-z_]+)\(/g)].map(([, name]) => name!);
    for (const name of [...snakes, 'get_treatments_by_flag_set']) expect(names).to.include(camelOf(name));
    for (const row of rows) {
      const there = /\b(?:client|factory|manager)\.([a-z_]+)\(/.exec(plain(row, "Split's Python page"))?.[1];
      if (there !== undefined) expect(plain(row, 'here')).to.include(`.${camelOf(there)}(`);
    }
    expect(rows).to.have.length.above(8);
  });

  it('tells those who come from the Python page of dates first', () => {
    const [first] = rowsOf(page, "Split's Python page", 'here');
    expect(plain(first!, "Split's Python page")).to.match(/date.*seconds/);
    expect(plain(first!, 'here')).to.match(/milliseconds unless dateUnit: 's'/);
  });

  it('refuses what the README says is missing', () => {
    expect(() => new SplitFactory('localhost', { redisHost: 'h' } as object)).to.throw(
      /"redisHost".*in Redis.*not supported/,
    );
  });

  it('has nothing to resume so far, and says so once', async () => {
    const said: unknown[] = [];
    const logger = { ...silentLogger, warn: (...words: unknown[]) => said.push(...words) };
    const factory = new SplitFactory('localhost', { splitFile: opened().file([always('asked', 'on')]), logger });
    await factory.blockUntilReady();
    factory.resume();
    factory.resume();
    expect(said.map(String)).to.have.lengthOf(1);
    expect(String(said[0])).to.match(/^resume: /);
    expect(factory.client().getTreatment('ana', 'asked')).to.equal('on');
  });

  it('evaluates for a text, a finite number and a pair of keys', async () => {
    const half: Flag = { name: 'half', conditions: [condition('all', [everybody], 'on', 'off')] };
    const factory = factoryOf([half]);
    await factory.blockUntilReady();
    const client = factory.client();
    for (let number = 0; number < 20; number++) {
      const bucketed = client.getTreatment(String(number), 'half');
      expect(client.getTreatment(number, 'half')).to.equal(bucketed);
      expect(client.getTreatment({ matchingKey: 'ana', bucketingKey: number }, 'half')).to.equal(bucketed);
    }
  });
});

function camelOf(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function kindIn(type: string): string {
  return type.startsWith('list') ? 'list' : type.startsWith('object') ? 'object' : type.split(' ')[0]!;
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value;
}
