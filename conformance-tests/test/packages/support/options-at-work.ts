import { writeFileSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import { ProviderEvents } from '@openfeature/server-sdk';
import { silentLogger, systemClock, type Clock, type Logger } from '@polyflag/core-engine';
import { SplitFactory, SplitProvider, type ImpressionData, type SplitConfig } from '@polyflag/split-provider';
import { runtimeParts, type DefinitionsSource } from '@polyflag/split-provider/internal';
import { expect } from 'chai';
import { always, atLeast, onFor, type Flag } from './flags.js';
import { LongWaits } from './long-waits.js';
import type { Opened } from './opened.js';
import { reportsAtWork } from './reports-at-work.js';
import { syncAtWork } from './sync-at-work.js';

const flags: readonly Flag[] = [
  { ...always('first', 'on'), sets: ['one'] },
  { ...always('second', 'on'), sets: ['two'] },
];
const inSegment: Flag = onFor('asked', {
  matcherType: 'IN_SEGMENT',
  userDefinedSegmentMatcherData: { segmentName: 'staff' },
});
const NEW_YEAR = Date.UTC(2026, 0, 1);

/** Shows, for each option, that it does what the README says. */
export const atWork: Readonly<Record<string, (opened: Opened) => Promise<void>>> = {
  ...reportsAtWork,
  ...syncAtWork,
  splitFile: async (opened) => {
    expect(await treatment(opened, { splitFile: opened.file([always('asked', 'from a file')]) })).to.equal(
      'from a file',
    );
  },
  segmentDirectory: async (opened) => {
    opened.folder.write('segments/staff.json', { name: 'staff', added: ['ana'] });
    const segmentDirectory = opened.folder.at('segments');
    const splitFile = opened.file([inSegment]);
    expect(await treatment(opened, { splitFile, segmentDirectory })).to.equal('on');
    expect(await treatment(opened, { splitFile, segmentDirectory: opened.folder.at('elsewhere') })).to.equal('off');
  },
  localhostRefreshEnabled: async (opened) => {
    expect(await watching(opened, { localhostRefreshEnabled: true })).to.include(30_000);
    expect(await watching(opened, {})).not.to.include(30_000);
  },
  featuresRefreshRate: async (opened) => {
    expect(await watching(opened, { localhostRefreshEnabled: true, featuresRefreshRate: 7 })).to.include(7_000);
    expect(await watching(opened, { localhostRefreshEnabled: true, featuresRefreshRate: 70 })).to.include(30_000);
  },
  segmentsRefreshRate: async (opened) => {
    expect(await watching(opened, { localhostRefreshEnabled: true, segmentsRefreshRate: 8 })).to.include(8_000);
  },
  flagSetsFilter: async (opened) => {
    const client = await vendor(opened, { splitFile: opened.file(flags), flagSetsFilter: ['one'] });
    expect(client.getTreatmentsByFlagSets('ana', ['one', 'two'])).to.deep.equal({ first: 'on' });
    const unlimited = await vendor(opened, { splitFile: opened.file(flags) });
    expect(unlimited.getTreatmentsByFlagSets('ana', ['one', 'two'])).to.deep.equal({ first: 'on', second: 'on' });
  },
  dateUnit: async (opened) => {
    const splitFile = opened.file([onFor('asked', atLeast('born', NEW_YEAR, 'DATETIME'))]);
    const born = NEW_YEAR / 1_000;
    expect((await vendor(opened, { splitFile, dateUnit: 's' })).getTreatment('ana', 'asked', { born })).to.equal('on');
    expect((await vendor(opened, { splitFile })).getTreatment('ana', 'asked', { born })).to.equal('off');
    expect((await vendor(opened, { splitFile })).getTreatment('ana', 'asked', { born: NEW_YEAR })).to.equal('on');
  },
  fallbackTreatments: async (opened) => {
    const single = { treatment: 'single', config: '{}' };
    const options = { splitFile: opened.file([]), fallbackTreatments: { global: 'all', byFlag: { one: single } } };
    const client = await vendor(opened, options);
    expect(client.getTreatmentWithConfig('ana', 'one')).to.deep.equal(single);
    expect(client.getTreatment('ana', 'two')).to.equal('all');
    expect((await vendor(opened, { splitFile: opened.file([]) })).getTreatment('ana', 'two')).to.equal('control');
    const provided = await (
      await opened.client([], options)
    ).getStringDetails('one', 'default', { targetingKey: 'ana' });
    expect([provided.value, provided.errorCode]).to.deep.equal(['default', 'FLAG_NOT_FOUND']);
  },
  impressionListener: async (opened) => {
    const { impression } = await impressionOf(opened, {});
    expect([impression.feature, impression.keyName, impression.treatment]).to.deep.equal(['asked', 'ana', 'on']);
  },
  IPAddressesEnabled: async (opened) => {
    const { ip, hostname: name } = await impressionOf(opened, { IPAddressesEnabled: false, machineIp: '10.0.0.1' });
    expect([ip, name]).to.deep.equal([undefined, undefined]);
  },
  machineName: async (opened) => {
    expect((await impressionOf(opened, { machineName: 'given' })).hostname).to.equal('given');
    expect((await impressionOf(opened, {})).hostname).to.equal(hostname());
  },
  machineIp: async (opened) => {
    expect((await impressionOf(opened, { machineIp: '10.0.0.1' })).ip).to.equal('10.0.0.1');
    const own = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses.map(({ address }) => address));
    expect((await impressionOf(opened, {})).ip).to.be.oneOf([...own, 'unknown']);
  },
  initTimeoutMillis: async () => {
    const provider = new SplitProvider('localhost', stalled({ initTimeoutMillis: 20, logger: silentLogger }, 'start'));
    const failure = (await provider.initialize().catch((error: unknown) => error)) as Error;
    expect(failure.message).to.include('within 20 ms');
    await provider.onClose();
  },
  closeTimeoutMillis: async () => {
    const said: string[] = [];
    const logger: Logger = { ...silentLogger, warn: (text) => said.push(String(text)) };
    const provider = new SplitProvider('localhost', stalled({ closeTimeoutMillis: 20, logger }, 'stop'));
    await provider.initialize();
    await provider.onClose();
    expect(said).to.deep.equal(['closing took too long: given up']);
  },
  errorAfterMillis: async (opened) => {
    const waits = new LongWaits();
    const splitFile = opened.file([]);
    const client = await opened.client([], {
      splitFile,
      localhostRefreshEnabled: true,
      featuresRefreshRate: 0.05,
      errorAfterMillis: 90_000,
      ...waits.parts,
    });
    const heard = (type: ProviderEvents) => new Promise((resolve) => client.addHandler(type, resolve));
    writeFileSync(splitFile, '{');
    await heard(ProviderEvents.Stale);
    expect(waits.delays).to.have.lengthOf(1);
    expect(waits.delays[0]).to.be.within(80_000, 90_000);
    waits.end();
    await heard(ProviderEvents.Error);
    expect(client.providerStatus).to.equal('ERROR');
  },
  logger: async (opened) => {
    const said: string[] = [];
    const logger: Logger = { ...silentLogger, warn: (text) => said.push(String(text)) };
    const client = await vendor(opened, { splitFile: opened.file([]), logger });
    for (let times = 0; times < 3; times++) client.getTreatment('ana', 'absent');
    expect(said).to.deep.equal(['getTreatment: there is no feature flag "absent"']);
    expect(onConsole(opened, {})).to.deep.equal({ error: 0, warn: 1, info: 0, debug: 0 });
  },
  debug: (opened) => {
    expect(onConsole(opened, { debug: true })).to.deep.equal({ error: 0, warn: 1, info: 0, debug: 1 });
    return Promise.resolve();
  },
  apiKey: async (opened) => {
    await vendor(opened, { splitFile: opened.file([]), apiKey: 'localhost' });
    expect(() => new SplitFactory('localhost', { apiKey: 'another' })).to.throw('"apiKey" differs');
  },
  ready: (opened) => {
    const said: string[] = [];
    const logger: Logger = { ...silentLogger, warn: (text) => said.push(String(text)) };
    new SplitFactory('localhost', { splitFile: opened.file([]), ready: 5000, logger });
    expect(said).to.have.lengthOf(1);
    expect(said[0]).to.include('"ready" does nothing');
    return Promise.resolve();
  },
};

async function treatment(opened: Opened, options: SplitConfig): Promise<string> {
  return (await vendor(opened, options)).getTreatment('ana', 'asked');
}

/** The vendor's client, ready. */
async function vendor(opened: Opened, options: SplitConfig): Promise<SplitProvider['client']> {
  const provider = opened.provider(options);
  await opened.bound(provider);
  return provider.client;
}

/** How long the waits are, in milliseconds, that have been begun when definitions are there. */
async function watching(opened: Opened, options: SplitConfig): Promise<number[]> {
  const waits: number[] = [];
  let begun: () => void = () => undefined;
  const first = new Promise<void>((resolve) => (begun = resolve));
  const clock: Clock = {
    now: () => systemClock.now(),
    schedule(delayMs, task, how) {
      waits.push(delayMs);
      if (delayMs >= 1_000 && how?.hold !== true) begun();
      return systemClock.schedule(delayMs, task, how);
    },
  };
  const parts = { [runtimeParts]: { clock } };
  await vendor(opened, { splitFile: opened.file(flags), ...options, ...parts });
  if (options.localhostRefreshEnabled === true) await first;
  return waits;
}

async function impressionOf(opened: Opened, options: SplitConfig): Promise<ImpressionData> {
  return new Promise((resolve, reject) => {
    const splitFile = opened.file([always('asked', 'on')]);
    treatment(opened, { splitFile, impressionListener: { logImpression: resolve }, ...options }).catch(reject);
  });
}

/** A configuration with which a start, or a stop, never ends. */
function stalled(options: SplitConfig, what: 'start' | 'stop'): SplitConfig {
  const never = new Promise<void>(() => undefined);
  const source: DefinitionsSource = {
    start: (sink) => {
      if (what === 'start') return never;
      sink.changed([]);
      return Promise.resolve();
    },
    stop: () => (what === 'stop' ? never : Promise.resolve()),
  };
  return { ...options, ...{ [runtimeParts]: { source: () => source } } };
}

/** How many lines the default logger prints of something to warn of, and of something to debug. */
function onConsole(opened: Opened, options: SplitConfig): Record<'error' | 'warn' | 'info' | 'debug', number> {
  const printed = { error: 0, warn: 0, info: 0, debug: 0 };
  const levels = Object.keys(printed) as (keyof typeof printed)[];
  const warned: object = { ready: 1 };
  const own = { ...console };
  for (const level of levels) console[level] = () => (printed[level] += 1);
  try {
    const provider = opened.provider({ logger: undefined, ...warned, ...options });
    provider.track('dropped before the start', { targetingKey: 'ana' });
  } finally {
    Object.assign(console, own);
  }
  return printed;
}
