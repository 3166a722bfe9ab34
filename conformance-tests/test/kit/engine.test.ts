import { OpenFeature, type Provider } from '@openfeature/server-sdk';
import {
  allCases,
  checkConformance,
  isConforming,
  totalsOf,
  UnusableAdapter,
  type Outcome,
  type ProviderAdapter,
  type Report,
} from '@polyflag/conformance-tests';
import { inMemoryAdapter } from '#src/adapters/in-memory.js';
import { expect } from 'chai';

/** The adapter of the positive control, without its deviations, and with something else. */
function adapterWith(more: Partial<ProviderAdapter>): ProviderAdapter {
  return { ...inMemoryAdapter(), knownDeviations: {}, ...more };
}

async function outcomes(adapter: ProviderAdapter, ...ids: string[]): Promise<Record<string, Outcome>> {
  const report = await run(adapter, ...ids);
  return Object.fromEntries(report.results.map((result) => [result.case.id, result.outcome]));
}

function run(adapter: ProviderAdapter, ...ids: string[]): Promise<Report> {
  return checkConformance(adapter, { accept: ({ id }) => ids.includes(id) });
}

async function refusal(adapter: unknown): Promise<readonly string[]> {
  try {
    await checkConformance(adapter as ProviderAdapter, { accept: () => false });
  } catch (error) {
    if (error instanceof UnusableAdapter) return error.problems;
    throw error;
  }
  return [];
}

const fast = { ready: 100, event: 100, close: 100, evaluation: 100, case: 400, quiet: 5 };

describe('the kit, given an adapter that cannot be used,', () => {
  it('names every member that is missing', async () => {
    expect(await refusal({})).to.deep.equal([
      'name is missing: a text',
      'createProvider is missing: a function',
      'capabilities is missing: a list',
    ]);
  });

  it('names the member that a capability needs', async () => {
    const { createProvider } = inMemoryAdapter();
    const needy = { name: 'n', createProvider, capabilities: ['fatal', 'stale', 'tracking'] };
    expect(await refusal(needy)).to.deep.equal([
      'createForbiddenProvider is missing, which the capability fatal needs',
      'control.breakBackend is missing, which the capability stale needs',
      'control.restoreBackend is missing, which the capability stale needs',
      'control.trackedEvents is missing, which the capability tracking needs',
    ]);
  });

  it('names what is of the wrong type, and what there is not', async () => {
    const odd = {
      name: 'n',
      capabilities: ['evnets'],
      createProvider: 1,
      control: { reset: 2 },
      flags: { 'bolean-flag': 'x', 'string-flag': 3 },
      knownDeviations: { 'RES-99': { summary: 's' }, 'RES-01': {} },
      timeouts: { ready: '1 s' },
    };
    expect(await refusal(odd)).to.deep.equal([
      'createProvider is not a function',
      'control.reset is not a function',
      'capabilities: there is no "evnets"',
      'flags: there is no role "bolean-flag"',
      'flags.string-flag is not a text',
      'knownDeviations: there is no case RES-99',
      'knownDeviations.RES-01 has no summary',
      'timeouts.ready is not a number of milliseconds',
    ]);
    expect(await refusal(undefined)).to.deep.equal(['an adapter is an object']);
  });

  it('names a reason for the want of what there is not, or what is there', async () => {
    const { createProvider } = inMemoryAdapter();
    const why = { summary: 'why' };
    const odd = {
      name: 'n',
      createProvider,
      capabilities: ['events'],
      absentCapabilities: { evnets: why, events: why, stale: 'why', fatal: why },
    };
    expect(await refusal(odd)).to.deep.equal([
      'absentCapabilities: there is no "evnets"',
      'absentCapabilities: events is declared as well',
      'absentCapabilities.stale has no summary',
    ]);
    expect(await refusal({ ...odd, absentCapabilities: [] })).to.deep.equal(['absentCapabilities is an object']);
  });
});

describe('the kit, given an adapter that misbehaves,', () => {
  it('names the member that throws, and goes on', async () => {
    let calls = 0;
    const { createProvider } = inMemoryAdapter();
    const flaky = adapterWith({
      createProvider() {
        calls += 1;
        if (calls === 1) throw new Error('no port');
        return createProvider();
      },
    });
    expect(await outcomes(flaky, 'RES-01', 'RES-02')).to.deep.equal({
      'RES-01': { kind: 'failed', message: 'createProvider of the adapter failed: no port' },
      'RES-02': { kind: 'passed' },
    });
  });

  it('bounds a member that hangs, and names it', async () => {
    const hanging = adapterWith({ createProvider: () => new Promise<Provider>(() => undefined), timeouts: fast });
    expect(await outcomes(hanging, 'RES-01')).to.deep.equal({
      'RES-01': {
        kind: 'failed',
        message: 'createProvider of the adapter failed: createProvider of the adapter did not settle within 200 ms',
      },
    });
  });

  it('says what hangs in a provider: its start, an evaluation', async () => {
    const never = new Promise<never>(() => undefined);
    const { createProvider } = inMemoryAdapter();
    const starting = adapterWith({
      createProvider: async () => Object.assign(await createProvider(), { initialize: () => never }),
      timeouts: fast,
    });
    const asking = adapterWith({
      createProvider: async () => Object.assign(await createProvider(), { resolveBooleanEvaluation: () => never }),
      timeouts: fast,
    });
    expect((await outcomes(starting, 'RES-01'))['RES-01']).to.deep.equal({
      kind: 'failed',
      message: 'setProviderAndWait did not settle within 100 ms',
    });
    expect((await outcomes(asking, 'RES-01'))['RES-01']).to.deep.equal({
      kind: 'failed',
      message: 'the evaluation of "boolean-flag" as boolean did not settle within 100 ms',
    });
  });

  it('finds the provider that is handed out twice, and in which case it was first', async () => {
    const provider = await inMemoryAdapter().createProvider();
    const found = await outcomes(adapterWith({ createProvider: () => provider }), 'RES-01', 'RES-02');
    expect(found['RES-02']).to.deep.equal({
      kind: 'failed',
      message:
        'createProvider of the adapter gave the provider again that it had given in RES-01: each has to be fresh',
    });
  });

  it('refuses what is no provider', async () => {
    const none = adapterWith({ createProvider: () => undefined as never });
    expect((await outcomes(none, 'RES-01'))['RES-01']).to.deep.equal({
      kind: 'failed',
      message: 'createProvider of the adapter gave no provider',
    });
  });

  it('reports a set-up that fails, and a tear-down, as faults of the run', async () => {
    const fail = (): never => {
      throw new Error('no disk');
    };
    const report = await run(adapterWith({ setUp: fail, tearDown: fail }), 'RES-01');
    expect(report.faults).to.deep.equal([
      'setUp of the adapter failed: no disk',
      'tearDown of the adapter failed: no disk',
    ]);
    expect(isConforming(report)).to.equal(false);
  });
});

describe('the kit, whatever a case is about,', () => {
  async function passing(spoil: (provider: Provider) => void): Promise<Outcome | undefined> {
    const { createProvider } = inMemoryAdapter();
    const spoilt = adapterWith({
      createProvider: async () => {
        const provider = await createProvider();
        const resolve = provider.resolveBooleanEvaluation.bind(provider);
        provider.resolveBooleanEvaluation = (...all) => {
          spoil(provider);
          return resolve(...all);
        };
        return provider;
      },
    });
    return (await outcomes(spoilt, 'RES-01'))['RES-01'];
  }

  it('finds a rejection that nobody handles', async () => {
    expect(await passing(() => void Promise.reject(new Error('lost')))).to.deep.equal({
      kind: 'failed',
      message: 'unhandledRejection: lost',
    });
  });

  it('finds what is written to the console', async () => {
    expect(
      await passing(() => {
        console.log('evaluated', 1);
      }),
    ).to.deep.equal({ kind: 'failed', message: 'written with console.log: evaluated 1' });
  });

  it('finds what is thrown from a timer', async () => {
    const found = await passing(() => {
      setImmediate(() => {
        throw new Error('late');
      });
    });
    expect(found).to.deep.equal({ kind: 'failed', message: 'uncaughtException: late' });
  });

  it('gives the console and the listeners of the process back', async () => {
    const before = [console.log, ...process.rawListeners('unhandledRejection')];
    await passing(() => undefined);
    expect([console.log, ...process.rawListeners('unhandledRejection')]).to.deep.equal(before);
  });

  it('leaves no hook, context or provider of a case to the next', async () => {
    await outcomes(adapterWith({}), 'TARG-07', 'HOOK-02', 'INIT-07');
    expect(OpenFeature.getContext()).to.deep.equal({});
    expect(OpenFeature.getHooks()).to.deep.equal([]);
  });
});

describe('the outcomes of the kit', () => {
  it('count a deviation that fails neither as passed nor as failed', async () => {
    const report = await run(
      adapterWith({ knownDeviations: { 'TARG-03': { summary: 'always matches' } } }),
      'TARG-03',
      'RES-01',
    );
    expect(totalsOf(report)).to.deep.equal({ passed: 1, failed: 0, failedQuality: 0, skipped: 0, deviating: 1 });
    expect(isConforming(report)).to.equal(true);
  });

  it('fail a deviation that passes', async () => {
    const stale = await outcomes(
      adapterWith({ knownDeviations: { 'RES-01': { summary: 'serves nothing' } } }),
      'RES-01',
    );
    expect(stale['RES-01']).to.deep.equal({
      kind: 'failed',
      message: 'declared as a deviation (serves nothing), and passes',
    });
  });

  it('fail a deviation that is skipped', async () => {
    const report = await run(adapterWith({ knownDeviations: { 'TRK-01': { summary: 'no value' } } }), 'TRK-01');
    expect(totalsOf(report).failed).to.equal(1);
  });

  it('skip what lacks a capability, a member or a flag, and say which', async () => {
    const { capabilities } = inMemoryAdapter();
    const given = { capabilities, absentCapabilities: { tracking: { summary: 'nobody listens' } } };
    expect(await outcomes(adapterWith(given), 'TRK-01', 'CLOSE-10', 'CODE-01')).to.deep.equal({
      'TRK-01': { kind: 'skipped', missing: 'the capability tracking: nobody listens' },
      'CLOSE-10': { kind: 'skipped', missing: 'createSharingProvider of the adapter' },
      'CODE-01': { kind: 'skipped', missing: 'the capability code-default' },
    });
    const absent = adapterWith({ absentFlags: { 'float-flag': 'whole numbers only' } });
    expect(await outcomes(absent, 'RES-04')).to.deep.equal({
      'RES-04': { kind: 'skipped', missing: 'the flag float-flag: whole numbers only' },
    });
  });

  it('never show conformance where everything is skipped', async () => {
    expect(isConforming(await run(adapterWith({}), 'TRK-01'))).to.equal(false);
  });

  it('count cases of quality in strict runs only', async () => {
    const accept = ({ id }: { readonly id: string }): boolean => ['META-03', 'RES-01'].includes(id);
    const [lax, strict] = [
      await checkConformance(adapterWith({}), { accept }),
      await checkConformance(adapterWith({}), { accept, strict: true }),
    ];
    expect([totalsOf(lax).failed, totalsOf(lax).failedQuality, isConforming(lax)]).to.deep.equal([0, 1, true]);
    expect([totalsOf(strict).failed, totalsOf(strict).failedQuality, isConforming(strict)]).to.deep.equal([
      1,
      0,
      false,
    ]);
  });

  it('come for each case of the catalogue', async () => {
    const report = await checkConformance(adapterWith({}), { accept: ({ id }) => !/^(?:CLOSE|PACK)/.test(id) });
    expect(report.results.length).to.equal(allCases.filter(({ id }) => !/^(?:CLOSE|PACK)/.test(id)).length);
  });
});
