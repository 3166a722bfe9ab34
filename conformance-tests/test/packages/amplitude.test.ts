import { join } from 'node:path';
import type { EvaluationContext } from '@openfeature/server-sdk';
import { ManualClock, openTransport, ReopeningTransport, silentLogger } from '@polyflag/core-engine';
import {
  AmplitudeCookie,
  AmplitudeProvider,
  ExperimentClient,
  type AmplitudeProviderConfig,
} from '@polyflag/amplitude-provider';
import { runtimeParts } from '@polyflag/amplitude-provider/internal';
import { AmplitudeEmulator, type VariantWire } from '@polyflag/emulators';
import { expect } from 'chai';
import { byText, codeIn, plain, readPage, repository, rowsOf, type Row } from './support/page.js';

const page = readPage('providers/amplitude/README.md');

const experiment = { flagType: 'experiment', segmentName: 'Segment 1' };
const variants: Readonly<Record<string, VariantWire>> = {
  off: { key: 'off', metadata: { default: true } },
  experiment: { key: 'treatment', value: 'v', metadata: experiment },
  byName: { key: 'treatment', value: 'v', metadata: { ...experiment, segmentName: 'individual-inclusions' } },
  release: { key: 'on', value: 'on', metadata: { flagType: 'release' } },
};

const ann = { targetingKey: 'ann' };

describe('the README of amplitude-provider', () => {
  let emulator: AmplitudeEmulator;
  let clock: ManualClock;
  const opened: AmplitudeProvider[] = [];

  beforeEach(async () => {
    clock = new ManualClock(1_700_000_000_000);
    emulator = new AmplitudeEmulator();
    emulator.load({ variants });
    await emulator.start();
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((provider) => provider.onClose()));
    await emulator.stop();
  });

  async function open(config: AmplitudeProviderConfig = {}): Promise<AmplitudeProvider> {
    const transport = new ReopeningTransport(() => openTransport({ proxy: false }));
    const options = { logger: silentLogger, urls: emulator.urls, [runtimeParts]: { clock, transport }, ...config };
    const provider = new AmplitudeProvider('a-key', options);
    opened.push(provider);
    await provider.initialize();
    return provider;
  }

  interface Told {
    readonly reason?: string | undefined;
    readonly errorCode?: string | undefined;
  }

  /** How what a row names comes about. */
  const ways: Readonly<Record<string, () => Promise<Told>>> = {
    'not assigned': async () => (await open()).resolveBooleanEvaluation('off', true, ann),
    'assigned, an experiment': async () => (await open()).resolveStringEvaluation('experiment', '', ann),
    'assigned, an experiment, by name': async () => (await open()).resolveStringEvaluation('byName', '', ann),
    'assigned, anything else': async () => (await open()).resolveStringEvaluation('release', '', ann),
    'any of these, from an answer that is kept': async () => {
      const provider = await open();
      await provider.resolveStringEvaluation('release', '', ann);
      return provider.resolveStringEvaluation('experiment', '', ann);
    },
    'any of these, from an answer that is too old': async () => {
      const provider = await open();
      await provider.resolveStringEvaluation('release', '', ann);
      await clock.advance(10_000);
      emulator.answerErrors('/sdk', 503);
      return provider.resolveStringEvaluation('release', '', ann);
    },
    'the answer has no such flag': async () => (await open()).resolveStringEvaluation('absent', '', ann),
    'the value is not of the type': async () => (await open()).resolveNumberEvaluation('experiment', 0, ann),
    'the answer is not JSON, or no object; the variant is none': async () => {
      emulator.answerWith('/sdk', { status: 200, body: '<html>' });
      return (await open()).resolveStringEvaluation('release', '', ann);
    },
    'a field of the context is not of its form, or cannot be written as JSON': async () =>
      (await open()).resolveStringEvaluation('release', '', { groups: 5 }),
    'no id, and requireIdentity': async () =>
      (await open({ requireIdentity: true })).resolveStringEvaluation('release', '', {}),
    'any other status, 401 and 403 included; no answer in time, or none at all': async () => {
      emulator.acceptKeys('another');
      return (await open()).resolveStringEvaluation('release', '', ann);
    },
    'the provider is closed': async () => {
      const provider = await open();
      await provider.onClose();
      return provider.resolveStringEvaluation('release', '', ann);
    },
  };

  const reasonRows = byText(rowsOf(page, 'what was decided', 'reason', 'errorCode'), 'what was decided', (row) => row);

  it('has a row for each way to a reason, and no other', () => {
    expect([...reasonRows.keys()].sort()).to.deep.equal(Object.keys(ways).sort());
  });

  for (const [name, row] of reasonRows) {
    it(`says the reason of: ${name}`, async () => {
      const { reason, errorCode = '' } = await ways[name]!();
      expect([reason, errorCode]).to.deep.equal([plain(row, 'reason'), plain(row, 'errorCode')]);
    });
  }

  /** Each cell of the table of values by an example: a variant, and what is served of it. */
  const served: Readonly<Record<string, readonly (readonly [variant: VariantWire, value: unknown])[]>> = {
    boolean: [
      [{ key: 'k', value: 'off', payload: true }, true],
      [{ key: 'k', value: 'ON' }, true],
      [{ key: 'k', value: 'False' }, false],
      [{ key: 'control', value: 'control' }, 'TYPE_MISMATCH'],
      [variants.off!, false],
    ],
    string: [
      [{ key: 'k', value: 'v', payload: 'p' }, 'v'],
      [{ key: 'k', value: '', payload: 'p' }, 'p'],
      [variants.off!, 'by the caller'],
    ],
    number: [
      [{ key: 'k', value: '1', payload: 2 }, 2],
      [{ key: 'k', value: '1', payload: '3' }, 3],
      [{ key: 'k', value: '1', payload: {} }, 1],
      [{ key: 'k', value: 'one' }, 'TYPE_MISMATCH'],
      [variants.off!, 'by the caller'],
    ],
    object: [
      [{ key: 'k', value: '{}', payload: [1] }, [1]],
      [{ key: 'k', value: '{"a":1}' }, { a: 1 }],
      [{ key: 'k', value: 'v' }, 'TYPE_MISMATCH'],
      [{ key: 'k', value: '{"a"' }, 'PARSE_ERROR'],
      [variants.off!, 'by the caller'],
    ],
  };

  it('says of each type what it gives', async () => {
    const rows = rowsOf(page, 'asked for', 'assigned', 'not assigned');
    expect(rows.map((row) => plain(row, 'asked for'))).to.deep.equal(Object.keys(served));
    for (const row of rows) {
      const type = plain(row, 'asked for');
      const method = `resolve${type[0]!.toUpperCase()}${type.slice(1)}Evaluation` as 'resolveObjectEvaluation';
      for (const [variant, expected] of served[type]!) {
        emulator.putVariant('f', variant);
        const { value, errorCode } = await (await open())[method]('f', 'by the caller', ann);
        expect(errorCode ?? value, `${type} ${JSON.stringify(variant)}`).to.deep.equal(expected);
      }
      expect(plain(row, 'not assigned')).to.equal(type === 'boolean' ? 'false' : "the caller's default");
    }
  });

  it('says what each field of a context is', async () => {
    const inner = (await import(join(repository, 'providers/amplitude/dist/context.js'))) as {
      userOfContext: (context: EvaluationContext) => { readonly user: object };
      contextFields: ReadonlySet<string>;
    };
    const rows = rowsOf(page, 'in the context', 'is for Amplitude');
    const named = rows.flatMap((row) => {
      const names = codeIn(row, 'in the context');
      if (!plain(row, 'in the context').includes('each in camel case too')) return names;
      return names.flatMap((name) => [name, name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())]);
    });
    expect(named.sort()).to.deep.equal(['targetingKey', ...inner.contextFields].sort());
  });

  it('names every member of the client and of the cookie, and no other', () => {
    const named = (column: string, ...others: string[]) =>
      rowsOf(page, column, ...others).map((row) => /^\w+/.exec(plain(row, column))![0]);
    const members = Object.getOwnPropertyNames(ExperimentClient.prototype).filter((name) => name !== 'constructor');
    expect(named('member of ExperimentClient', 'gives', 'when it fails').sort()).to.deep.equal(members.sort());
    const statics = Object.getOwnPropertyNames(AmplitudeCookie).filter(
      (name) => typeof AmplitudeCookie[name as 'parse'] === 'function' && name !== 'prototype',
    );
    expect(named('member of AmplitudeCookie', 'gives').sort()).to.deep.equal(statics.sort());
  });

  interface Known {
    readonly takes: string;
    readonly default: unknown;
    readonly members?: Readonly<Record<string, Known>>;
  }

  /** Defaults that are no constants. */
  const inWords: Readonly<Record<string, string>> = {
    logger: 'warnings and errors to the console',
    urls: 'those of the zone',
    assignmentConfig: 'none',
    exposureConfig: 'none',
    cohortSyncConfig: 'none',
    booleanVariants: 'none',
  };

  function told(row: Row): string {
    return `takes ${plain(row, 'takes')}; default ${plain(row, 'default')}`;
  }

  async function known(schema: string): Promise<[string, Known][]> {
    const inner = (await import(join(repository, 'providers/amplitude/dist/config/amplitude-options.js'))) as Record<
      string,
      Readonly<Record<string, Known>>
    >;
    return Object.entries(inner[schema]!).filter(([, entry]) => 'takes' in entry);
  }

  function inPlain(options: readonly (readonly [string, Known])[]): Record<string, string> {
    return Object.fromEntries(
      options.map(([name, one]) => [
        name,
        `takes ${one.takes.replaceAll('"', '')}; default ${inWords[name] ?? String(one.default)}`,
      ]),
    );
  }

  for (const [schema, column] of [
    ['remoteOptions', 'option'],
    ['providerOptions', 'option of the provider'],
  ] as const) {
    it(`names every ${column}, with what it takes and its default`, async () => {
      const rows = byText(rowsOf(page, column, 'takes', 'default', 'what it does'), column, told);
      expect(Object.fromEntries(rows)).to.deep.equal(inPlain(await known(schema)));
    });
  }

  it('names every option within another, with what it takes and its default', async () => {
    const nested = (await known('remoteOptions')).filter(([name]) =>
      ['exposureConfig', 'cohortSyncConfig'].includes(name),
    );
    const members = nested.flatMap(([name, { members = {} }]) =>
      Object.entries(members).map(([member, one]) => [`${name}.${member}`, one] as const),
    );
    const rows = byText(rowsOf(page, 'option within', 'takes', 'default', 'what it does'), 'option within', told);
    expect(Object.fromEntries(rows)).to.deep.equal(inPlain(members));
  });
});
