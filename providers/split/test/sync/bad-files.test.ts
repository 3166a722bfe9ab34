import { OpenFeature } from '@openfeature/server-sdk';
import { expect } from 'chai';
import { rmSync } from 'node:fs';
import { SplitProvider } from '#src/provider.js';
import { Log } from '../client/log.js';
import { segmentFile } from '../client/use-factories.js';
import { flag } from '../definitions/build.js';
import { changed, content, flags, follow, longWaits, until, useFollowing, withFlags } from './following.js';

describe('a file that is followed and is bad for a while', () => {
  const { factories, following, bindInVain } = useFollowing();

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
    await bound.heard(2);
    expect(bound.types).to.deep.equal(['STALE', 'READY']);
    expect(bound.client.providerStatus).to.equal('READY');
  });

  it('is an error when it has been bad for too long, goes on serving, and is ready again (DECISIONS 21)', async () => {
    const { parts, waits } = longWaits();
    const bound = await following(parts);
    factories.write('splits.json', '{');
    await bound.heard(1);
    expect(waits).to.have.lengthOf(1);
    waits[0]!();
    await bound.heard(2);
    expect(bound.types).to.deep.equal(['STALE', 'ERROR']);
    expect(bound.events[1]!.errorCode).to.equal('GENERAL');
    expect(bound.events[1]!.message)
      .to.match(/^for 120 seconds: /)
      .and.include(bound.splitFile);
    expect(bound.client.providerStatus).to.equal('ERROR');
    expect(bound.log.at('error')).to.deep.equal([bound.events[1]!.message]);
    expect(await bound.value('plain')).to.equal('on');
    factories.write('splits.json', withFlags(...flags));
    await bound.heard(3);
    expect(bound.types).to.deep.equal(['STALE', 'ERROR', 'READY']);
    factories.write('splits.json', '{');
    await bound.heard(4);
    waits[0]!();
    await bound.heard(5);
    expect(bound.log.at('warn'), 'each outage is logged').to.have.lengthOf(2);
    expect(bound.log.at('error')).to.have.lengthOf(2);
  });

  it('waits for nothing any more when it is mended or closed', async () => {
    const { parts, waits } = longWaits();
    const bound = await following(parts);
    factories.write('splits.json', '{');
    await bound.heard(1);
    factories.write('splits.json', withFlags(...flags));
    await bound.heard(2);
    expect(waits).to.deep.equal([]);
    factories.write('splits.json', '{');
    await bound.heard(3);
    expect(waits).to.have.lengthOf(1);
    await OpenFeature.clearProviders();
    expect(waits).to.deep.equal([]);
  });

  it('says in the log too that it is bad: not everybody listens to events (§8.2)', async () => {
    const bound = await following();
    factories.write('splits.json', '{');
    await bound.heard(1);
    expect(bound.log.at('warn', 'error')).to.have.lengthOf(1);
    expect(bound.log.at('warn', 'error')[0]).to.include(bound.splitFile);
  });

  it('says so each time that it is bad, not only the first', async () => {
    const bound = await following();
    for (let round = 0; round < 2; round++) {
      factories.write('splits.json', '{');
      await bound.heard(2 * round + 1);
      factories.write('splits.json', withFlags(...flags));
      await bound.heard(2 * round + 2);
    }
    expect(bound.types).to.deep.equal(['STALE', 'READY', 'STALE', 'READY']);
    expect(bound.log.at('warn', 'error')).to.have.lengthOf(2);
  });

  it('makes a provider ready whose start it failed', async () => {
    const splitFile = `${factories.directory}/late.json`;
    const bound = await bindInVain(new SplitProvider('localhost', { splitFile, ...follow, logger: new Log() }));
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
    expect(bound.log.at('warn')).to.have.lengthOf(1);
    expect(bound.log.at('warn')[0]).to.include('"bad"');
    expect(await bound.ask('string', 'bad')).to.deep.include({ errorCode: 'GENERAL' });
    expect(await bound.value('plain')).to.equal('on');
  });
});

describe('a segment file that is followed and is bad for a while', () => {
  const { factories, following } = useFollowing();

  it('tells of what follows from a segment file that is deleted, and warns', async () => {
    const bound = await following();
    rmSync(`${factories.directory}/segments/staff.json`);
    expect(await bound.heard(1)).to.deep.equal([changed('by segment')]);
    expect(await bound.value('by segment')).to.equal('off');
    await until(() => bound.log.at('warn').length > 0);
    expect(bound.log.at('warn')[0]).to.include('staff.json');
  });

  it('keeps a segment whose file is bad for now, and warns', async () => {
    const bound = await following();
    factories.write('segments/staff.json', '{');
    await until(() => bound.log.at('warn').length > 0);
    expect(bound.log.at('warn')[0]).to.include('staff.json');
    expect(await bound.value('by segment')).to.equal('on');
    factories.write('segments/staff.json', segmentFile('staff', []));
    expect(await bound.heard(1)).to.deep.equal([changed('by segment')]);
  });
});

describe('a file that is not followed', () => {
  const { factories, bind } = useFollowing();

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
