import { expect } from 'chai';
import type { ImpressionsMode } from '#src/config/split-options.js';
import { allKeys, flag, flagOf, keyIn, matcher, rollout } from '../definitions/build.js';
import { paths, type CountsBody, type ImpressionsBody, type KeysBody } from './fake-backend.js';
import { flags, HOUR, HOUR_BEGIN, MINUTE, START, useBackend } from './use-backend.js';

/** An evaluation, or time that goes by in milliseconds. */
type Step = number | readonly [key: string, flag?: string, properties?: object];

interface Case {
  readonly mode: ImpressionsMode;
  readonly what: string;
  readonly steps: readonly Step[];
  /** Key, time since the start, and time of the one before since the start. */
  readonly sent: readonly (readonly [flag: string, key: string, at: number, before?: number])[];
  /** Flag, hours since the first one, count. */
  readonly counts?: readonly (readonly [flag: string, hour: number, count: number])[];
  readonly keys?: Readonly<Record<string, readonly string[]>>;
}

const untilNextHour = HOUR - (START - HOUR_BEGIN);
const rich = { page: 'cart' };

const cases: readonly Case[] = [
  { mode: 'OPTIMIZED', what: 'sends the first one', steps: [['ana']], sent: [['a', 'ana', 0]] },
  {
    mode: 'OPTIMIZED',
    what: 'counts the others of the hour',
    steps: [['ana'], 5, ['ana'], ['ana']],
    sent: [['a', 'ana', 0]],
    counts: [['a', 0, 2]],
  },
  {
    mode: 'OPTIMIZED',
    what: 'tells keys and flags apart',
    steps: [['ana'], ['bob'], ['ana', 'b'], ['ana']],
    sent: [
      ['a', 'ana', 0],
      ['a', 'bob', 0],
      ['b', 'ana', 0],
    ],
    counts: [['a', 0, 1]],
  },
  {
    mode: 'OPTIMIZED',
    what: 'sends the first of the next hour again, with the time of the one before, and counts it',
    steps: [['ana'], untilNextHour, ['ana'], ['ana']],
    sent: [
      ['a', 'ana', 0],
      ['a', 'ana', untilNextHour, 0],
    ],
    counts: [['a', 1, 2]],
  },
  {
    mode: 'OPTIMIZED',
    what: 'does not take the last millisecond of an hour for the next one',
    steps: [['ana'], untilNextHour - 1, ['ana'], 1, ['ana']],
    sent: [
      ['a', 'ana', 0],
      ['a', 'ana', untilNextHour, untilNextHour - 1],
    ],
    counts: [
      ['a', 0, 1],
      ['a', 1, 1],
    ],
  },
  {
    mode: 'OPTIMIZED',
    what: 'sends all with properties, which are neither remembered nor counted',
    steps: [['ana', 'a', rich], ['ana', 'a', rich], ['ana'], ['ana', 'a', rich]],
    sent: [
      ['a', 'ana', 0],
      ['a', 'ana', 0],
      ['a', 'ana', 0],
      ['a', 'ana', 0],
    ],
  },
  {
    mode: 'OPTIMIZED',
    what: 'counts a flag whose impressions are disabled, and notes its keys',
    steps: [
      ['ana', 'off the record'],
      ['ana', 'off the record'],
      ['bob', 'off the record', rich],
    ],
    sent: [],
    counts: [['off the record', 0, 3]],
    keys: { 'off the record': ['ana', 'bob'] },
  },
  {
    mode: 'DEBUG',
    what: 'sends every one, with the time of the one before, and counts none',
    steps: [['ana'], 5, ['ana'], untilNextHour, ['ana'], ['bob']],
    sent: [
      ['a', 'ana', 0],
      ['a', 'ana', 5, 0],
      ['a', 'ana', 5 + untilNextHour, 5],
      ['a', 'bob', 5 + untilNextHour],
    ],
  },
  {
    mode: 'DEBUG',
    what: 'sends those with properties without remembering them',
    steps: [['ana', 'a', rich], 5, ['ana'], 5, ['ana', 'a', rich], ['ana']],
    sent: [
      ['a', 'ana', 0],
      ['a', 'ana', 5],
      ['a', 'ana', 10],
      ['a', 'ana', 10, 5],
    ],
  },
  {
    mode: 'DEBUG',
    what: 'counts a flag whose impressions are disabled, and notes its keys',
    steps: [['ana', 'off the record'], ['ana']],
    sent: [['a', 'ana', 0]],
    counts: [['off the record', 0, 1]],
    keys: { 'off the record': ['ana'] },
  },
  {
    mode: 'NONE',
    what: 'sends none, counts all, and notes each key of a flag once',
    steps: [['ana'], ['ana'], ['bob'], ['ana', 'b'], untilNextHour, ['ana'], ['ana', 'a', rich]],
    sent: [],
    counts: [
      ['a', 0, 3],
      ['a', 1, 2],
      ['b', 0, 1],
    ],
    keys: { a: ['ana', 'bob'], b: ['ana'] },
  },
];

describe('impressions for the backend (§6.3)', () => {
  const { make, ready } = useBackend();

  for (const listening of [false, true]) {
    for (const { mode, what, steps, sent, counts = [], keys = {} } of cases) {
      it(`${mode}${listening ? ', with a listener,' : ''} ${what}`, async () => {
        const listener = { impressionListener: { logImpression: () => undefined } };
        // So that nothing leaves before the end.
        const rates = { impressionsRefreshRate: 1_000_000 };
        const { client, factory, backend, clock } = await ready({
          impressionsMode: mode,
          ...rates,
          ...(listening ? listener : {}),
        });
        for (const step of steps) {
          if (typeof step === 'number') await clock.advance(step);
          else {
            const [key, name = 'a', properties] = step;
            const options = properties === undefined ? [] : ([{}, { properties }] as const);
            expect(client.getTreatment(key, name, ...options)).to.equal('on');
          }
        }
        const destroyed = factory.destroy();
        await clock.advance(0);
        await destroyed;
        const rows = backend
          .bodies<ImpressionsBody>(paths.impressions)
          .flat()
          .flatMap(({ f, i }) => i.map(({ k, m, pt }) => [f, k, m - START, ...(pt === undefined ? [] : [pt - START])]));
        expect(rows.sort(byText)).to.deep.equal(sent.map((row) => [...row]).sort(byText));
        const counted = backend
          .bodies<CountsBody>(paths.counts)
          .flatMap(({ pf }) => pf.map(({ f, m, rc }) => [f, (m - HOUR_BEGIN) / HOUR, rc]));
        expect(counted.sort(byText)).to.deep.equal(counts.map((row) => [...row]).sort(byText));
        const noted = backend.bodies<KeysBody>(paths.keys).flatMap((body) => body.keys.map(({ f, ks }) => [f, ks]));
        expect(Object.fromEntries(noted)).to.deep.equal(keys);
      });
    }
  }

  it('of a decision that was compiled anew, with nothing changed, are the same', async () => {
    const { client, source, factory, backend, clock } = await ready({ impressionsMode: 'DEBUG' });
    client.getTreatment('ana', 'a');
    await clock.advance(5);
    // The flag goes and comes again as it was: its cell is another one, its decisions are others.
    await source.bring();
    await source.bring(...flags);
    client.getTreatment('ana', 'a');
    await close(factory, clock);
    expect(timesOf(backend)).to.deep.equal([undefined, START]);
  });

  it('of another change number, label or treatment are others', async () => {
    const forms = [
      flag('a', { changeNumber: 1 }),
      flag('a', { changeNumber: 2 }),
      flag('a', { changeNumber: 2, conditions: [rollout([allKeys], { on: 100 }, 'another label')] }),
      flag('a', { changeNumber: 2, conditions: [rollout([allKeys], { v2: 100 })] }),
      flag('a', { changeNumber: 2, conditions: [rollout([keyIn('bob')]), rollout([allKeys], { v2: 100 })] }),
    ];
    const { client, source, factory, backend, clock } = await ready({ impressionsMode: 'DEBUG' }, [forms[0]]);
    for (const form of forms) {
      await source.bring(form);
      client.getTreatment('ana', 'a');
    }
    await close(factory, clock);
    // The last two say the same by different rules.
    expect(timesOf(backend)).to.deep.equal([undefined, undefined, undefined, undefined, START]);
  });

  it('of two flags are others, also where all the rest is the same', async () => {
    const { client, factory, backend, clock } = await ready({}, [flag('x'), flag('y')]);
    client.getTreatments('ana', ['x', 'y']);
    await close(factory, clock);
    const rows = backend.bodies<ImpressionsBody>(paths.impressions).flat();
    expect(rows.map(({ f, i }) => [f, i.length])).to.deep.equal([
      ['x', 1],
      ['y', 1],
    ]);
  });

  it('of an evaluation whose fallback is control have the label of a fallback all the same', async () => {
    const unsupported = flagOf('x', matcher('FROM_THE_FUTURE'));
    const { client, factory, backend, clock } = await ready({ fallbackTreatments: { global: 'control' } }, [
      unsupported,
    ]);
    client.getTreatment('ana', 'x');
    await close(factory, clock);
    const label = 'fallback - targeting rule type unsupported by sdk';
    expect(backend.bodies<ImpressionsBody>(paths.impressions)[0]?.[0]?.i[0]).to.deep.include({
      t: 'control',
      r: label,
    });
  });

  it('of an evaluation with a fallback are told by what the caller got', async () => {
    const config = { impressionsMode: 'DEBUG', fallbackTreatments: { global: 'spare' } } as const;
    const { client, factory, backend, clock } = await ready(config, [flagOf('x', matcher('FROM_THE_FUTURE'))]);
    for (let i = 0; i < 2; i++) expect(client.getTreatment('ana', 'x')).to.equal('spare');
    await close(factory, clock);
    const [first, second] = backend.bodies<ImpressionsBody>(paths.impressions)[0]![0]!.i;
    expect(first).to.deep.include({ t: 'spare', r: 'fallback - targeting rule type unsupported by sdk' });
    expect([first!.pt, second!.pt]).to.deep.equal([undefined, START]);
  });

  it('are made of what is asked too early, but not of what does not exist', async () => {
    const { client, factory, source, backend, clock } = make();
    client.getTreatment('ana', 'a');
    await source.bring(...flags);
    client.getTreatment('ana', 'nowhere');
    await close(factory, clock);
    const rows = backend.bodies<ImpressionsBody>(paths.impressions).flat();
    expect(rows).to.deep.equal([{ f: 'a', i: [{ k: 'ana', t: 'control', m: START, r: 'not ready' }] }]);
  });

  it('have the time of the one before for the listener, where that is known', async () => {
    const heard: (number | undefined)[] = [];
    const listener = {
      logImpression: ({ impression }: { impression: { pt: number | undefined } }) => heard.push(impression.pt),
    };
    const { client, clock } = await ready({ impressionListener: listener });
    client.getTreatment('ana', 'a');
    await clock.advance(MINUTE);
    client.getTreatment('ana', 'a');
    client.getTreatment('ana', 'off the record');
    client.getTreatment('ana', 'off the record');
    await clock.advance(0);
    expect(heard).to.deep.equal([undefined, START, undefined, undefined]);
  });
});

function timesOf(backend: { bodies<T>(path: string): T[] }): (number | undefined)[] {
  return backend
    .bodies<ImpressionsBody>(paths.impressions)
    .flat()
    .flatMap(({ i }) => i.map(({ pt }) => pt));
}

async function close(
  factory: { destroy(): Promise<void> },
  clock: { advance(ms: number): Promise<void> },
): Promise<void> {
  const destroyed = factory.destroy();
  await clock.advance(0);
  await destroyed;
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
