import { expect } from 'chai';
import { appendFileSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import type { SplitConfig } from '#src/config/split-config.js';
import { SplitProvider } from '#src/provider.js';
import { Log } from '../client/log.js';
import { documentOf, segmentFile, useFactories, type Content } from '../client/use-factories.js';
import { dependsOn, flag, flagOf, inRuleBasedSegment, inSegment, keyIn, ruleBasedSegment } from '../definitions/build.js';
import { useOpenFeature, type Bound } from '../provider/use-open-feature.js';

const follow: SplitConfig = { localhostRefreshEnabled: true, featuresRefreshRate: 0.05, segmentsRefreshRate: 0.05 };

const flags = [
  flag('plain'),
  flag('other'),
  flagOf('by segment', inSegment('staff')),
  flagOf('by rule', inRuleBasedSegment('beta')),
  flagOf('by flag', dependsOn('by rule', 'on')),
];
const content: Content = { flags, ruleBasedSegments: [ruleBasedSegment('beta', [keyIn('ana')])], segments: { staff: ['ana'] } };

function withFlags(...now: unknown[]): unknown {
  return documentOf(now, content.ruleBasedSegments);
}

describe('a file that is followed (localhostRefreshEnabled)', () => {
  const factories = useFactories();
  const { bind, bindInVain } = useOpenFeature();
  let log: Log;

  async function following(config: SplitConfig = {}): Promise<Bound & { splitFile: string }> {
    log = new Log();
    const files = factories.files(content);
    const bound = await bind(new SplitProvider('localhost', { ...files, ...follow, logger: log, ...config }));
    return Object.assign(bound, { splitFile: files.splitFile });
  }

  const changed = (...flagsChanged: string[]) => ({ type: 'CONFIGURATION_CHANGED', flagsChanged });

  it('tells of a changed flag, and serves it', async () => {
    const bound = await following();
    factories.write('splits.json', withFlags(flag('plain', { killed: true }), ...flags.slice(1)));
    expect(await bound.heard(1)).to.deep.equal([changed('plain')]);
    expect(await bound.value('plain')).to.equal('off');
    expect(bound.client.providerStatus).to.equal('READY');
  });

  it('tells of flags that came and went', async () => {
    const bound = await following();
    factories.write('splits.json', withFlags(...flags.slice(1), flag('new')));
    expect(await bound.heard(1)).to.deep.equal([changed('new', 'plain')]);
    expect(await bound.ask('string', 'plain')).to.deep.include({ errorCode: 'FLAG_NOT_FOUND' });
    expect(await bound.value('new')).to.equal('on');
  });

  it('tells of what follows from a rule-based segment', async () => {
    const bound = await following();
    factories.write('splits.json', documentOf(flags, [ruleBasedSegment('beta', [keyIn('bob')])]));
    expect(await bound.heard(1)).to.deep.equal([changed('by flag', 'by rule')]);
    expect(await bound.value('by flag')).to.equal('off');
  });

  it('tells of what follows from a segment file', async () => {
    const bound = await following();
    factories.write('segments/staff.json', segmentFile('staff', ['bob']));
    expect(await bound.heard(1)).to.deep.equal([changed('by segment')]);
    expect(await bound.value('by segment')).to.equal('off');
    expect(await bound.value('by segment', { targetingKey: 'bob' })).to.equal('on');
  });

  it('tells of what follows from a segment file that is deleted, and warns', async () => {
    const bound = await following();
    rmSync(`${factories.directory}/segments/staff.json`);
    expect(await bound.heard(1)).to.deep.equal([changed('by segment')]);
    expect(await bound.value('by segment')).to.equal('off');
    await until(() => log.at('warn').length > 0);
    expect(log.at('warn')[0]).to.include('staff.json');
  });

  it('keeps a segment whose file is bad for now, and warns', async () => {
    const bound = await following();
    factories.write('segments/staff.json', '{');
    await until(() => log.at('warn').length > 0);
    expect(log.at('warn')[0]).to.include('staff.json');
    expect(await bound.value('by segment')).to.equal('on');
    factories.write('segments/staff.json', segmentFile('staff', []));
    expect(await bound.heard(1)).to.deep.equal([changed('by segment')]);
  });

  it('follows an editor that writes in place, one that renames, and a link that is turned', async () => {
    const bound = await following();
    const { splitFile } = bound;
    writeFileSync(splitFile, JSON.stringify(withFlags(...flags.slice(0, 4), flag('in place'))));
    await bound.heard(1);
    expect(await bound.value('in place')).to.equal('on');
    writeFileSync(`${splitFile}~`, JSON.stringify(withFlags(...flags, flag('renamed'))));
    unlinkSync(splitFile);
    renameSync(`${splitFile}~`, splitFile);
    await bound.heard(2);
    expect(await bound.value('renamed')).to.equal('on');
    const target = factories.write('other/target.json', withFlags(...flags, flag('linked')));
    symlinkSync(target, `${splitFile}.link`);
    renameSync(`${splitFile}.link`, splitFile);
    await bound.heard(3);
    expect(await bound.value('linked')).to.equal('on');
    expect(bound.types).to.deep.equal(Array(3).fill('CONFIGURATION_CHANGED'));
  });

  it('says nothing of a change that changes nothing', async () => {
    const bound = await following();
    appendFileSync(bound.splitFile, '\n\n');
    factories.write('splits.json', withFlags(...[...flags].reverse()));
    factories.write('segments/staff.json', segmentFile('staff', ['ana', 'ana']));
    // Something that is told, after what is not.
    factories.write('splits.json', withFlags(...[...flags].reverse(), flag('new')));
    expect(await bound.heard(1)).to.deep.equal([changed('new')]);
  });

  it('is stale while it is bad, and goes on serving', async () => {
    const bound = await following();
    factories.write('splits.json', '{ "ff": ');
    const [event] = await bound.heard(1);
    expect(event).to.deep.include({ type: 'STALE' });
    expect(event!.message).to.include(bound.splitFile).and.include('not JSON');
    expect(bound.client.providerStatus).to.equal('STALE');
    expect(await bound.value('plain')).to.equal('on');
  });

  it('is stale while it is not there, and says where', async () => {
    const bound = await following();
    rmSync(bound.splitFile);
    const [event] = await bound.heard(1);
    expect(event).to.deep.include({ type: 'STALE' });
    expect(event!.message).to.include(bound.splitFile);
    expect(await bound.value('plain')).to.equal('on');
  });

  it('is ready again when it is mended with other content', async () => {
    const bound = await following();
    factories.write('splits.json', '{');
    await bound.heard(1);
    factories.write('splits.json', withFlags(...flags.slice(1)));
    await bound.heard(3);
    expect(bound.types).to.deep.equal(['STALE', 'READY', 'CONFIGURATION_CHANGED']);
    expect(bound.events[2]).to.deep.equal(changed('plain'));
    expect(bound.client.providerStatus).to.equal('READY');
  });

  it('is ready again when it is mended with the content it had before', async () => {
    const bound = await following();
    factories.write('splits.json', '{');
    await bound.heard(1);
    factories.write('splits.json', withFlags(...flags));
    await within(2_000, bound.heard(2));
    expect(bound.types).to.deep.equal(['STALE', 'READY']);
    expect(bound.client.providerStatus).to.equal('READY');
  });

  it('says in the log too that it is bad: not everybody listens to events (§8.2)', async () => {
    const bound = await following();
    factories.write('splits.json', '{');
    await bound.heard(1);
    expect(log.at('warn', 'error')).to.have.lengthOf(1);
    expect(log.at('warn', 'error')[0]).to.include(bound.splitFile);
  });

  it('makes a provider ready whose start it failed', async () => {
    log = new Log();
    const splitFile = `${factories.directory}/late.json`;
    const bound = await bindInVain(new SplitProvider('localhost', { splitFile, ...follow, logger: log }));
    expect(bound.client.providerStatus).to.equal('ERROR');
    factories.write('late.json', withFlags(flag('plain')));
    await bound.heard(1);
    expect(bound.types).to.deep.equal(['READY']);
    expect(await bound.value('plain')).to.equal('on');
  });

  it('names a malformed flag that came later, and serves the others', async () => {
    const bound = await following();
    factories.write('splits.json', withFlags(...flags, flag('bad', { conditions: [null as never] })));
    expect(await bound.heard(1)).to.deep.equal([changed('bad')]);
    expect(log.at('warn')).to.have.lengthOf(1);
    expect(log.at('warn')[0]).to.include('"bad"');
    expect(await bound.ask('string', 'bad')).to.deep.include({ errorCode: 'GENERAL' });
    expect(await bound.value('plain')).to.equal('on');
  });

  it('shows to the vendor client and its manager as well', async () => {
    const { client, factory } = await factories.ready(content, follow);
    factories.write('splits.json', withFlags(flag('new')));
    await until(() => client.getTreatment('ana', 'new') === 'on');
    expect(factory.manager().splitNames()).to.deep.equal(['new']);
    expect(client.getTreatment('ana', 'plain')).to.equal('control');
  });
});

describe('a file that is not followed', () => {
  const factories = useFactories();
  const { bind } = useOpenFeature();

  it('may change or go away without anybody noticing', async () => {
    const files = factories.files(content);
    const log = new Log();
    const bound = await bind(new SplitProvider('localhost', { ...files, logger: log }));
    rmSync(files.splitFile);
    expect(await bound.value('plain')).to.equal('on');
    expect(bound.events).to.deep.equal([]);
    expect(log.lines).to.deep.equal([]);
  });

  it('whose segment file is missing is served with an empty segment, and a warning that names the file', async () => {
    const { client, log } = await factories.ready({ flags });
    expect(client.getTreatment('ana', 'by segment')).to.equal('off');
    expect(log.at('warn', 'error')).to.have.lengthOf(1);
    expect(log.at('warn', 'error')[0]).to.include('segments/staff.json');
  });
});

/** Waits for something that no event tells of; mocha's time limit ends it. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work, late]);
  clearTimeout(timer);
}
