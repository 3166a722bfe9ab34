import { isRaw } from '@polyflag/core-engine';
import { expect } from 'chai';
import { appendFileSync, renameSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { documentOf, segmentFile } from '../client/use-factories.js';
import { flag, keyIn, ruleBasedSegment } from '../definitions/build.js';
import { changed, content, flags, follow, until, useFollowing, withFlags } from './following.js';

describe('a file that is followed (localhostRefreshEnabled)', () => {
  const { factories, following } = useFollowing();

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

  it('says nothing of flags that are written in another way, and keeps serving them', async () => {
    const bound = await following();
    const { splitFile } = bound;
    const backwards = (value: unknown): unknown =>
      isRaw(value) ? Object.fromEntries(Object.entries(value).reverse()) : value;
    const last = flag('last', { killed: true });
    writeFileSync(splitFile, JSON.stringify(withFlags(...flags, flag('more')), undefined, 2));
    expect(await bound.heard(1)).to.deep.equal([changed('more')]);
    // One that begins in another way than the others has them all parsed at once; and back.
    writeFileSync(splitFile, JSON.stringify(withFlags(...flags.map(backwards), flag('more'), flag('last'))));
    expect(await bound.heard(2)).to.deep.include(changed('last'));
    writeFileSync(splitFile, JSON.stringify(withFlags(...flags, flag('more'), last)));
    expect((await bound.heard(3)).slice(1)).to.deep.equal([changed('last'), changed('last')]);
    expect(await bound.value('plain')).to.equal('on');
    expect(await bound.value('last')).to.equal('off');
  });

  it('shows to the vendor client and its manager as well', async () => {
    const { client, factory } = await factories.ready(content, follow);
    factories.write('splits.json', withFlags(flag('new')));
    await until(() => client.getTreatment('ana', 'new') === 'on');
    expect(factory.manager().splitNames()).to.deep.equal(['new']);
    expect(client.getTreatment('ana', 'plain')).to.equal('control');
  });
});
