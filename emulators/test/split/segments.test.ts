import { ManualClock } from '@polyflag/core-engine';
import { expect } from 'chai';
import { ask } from '../support/ask.js';
import { emulatorsInTest } from '../support/emulators.js';

describe('segmentChanges of the Split emulator', () => {
  const emulated = emulatorsInTest();

  it('gives the members first, and then what has changed', async () => {
    const emulator = await emulated({ clock: new ManualClock(100) });
    emulator.changeSegment('staff', { add: ['ana', 'bob', 'eve'], remove: ['eve'] });
    emulator.changeSegment('staff', { add: ['eve'], remove: ['ana', 'nobody'] });
    const answers = ['-1', '100', '101'].map((since) =>
      ask(`${emulator.urls.sdk}/segmentChanges/staff?since=${since}`),
    );
    expect((await Promise.all(answers)).map(({ body }) => body)).to.deep.equal([
      { name: 'staff', added: ['bob', 'eve'], removed: [], since: -1, till: 101 },
      { name: 'staff', added: ['eve'], removed: ['ana', 'nobody'], since: 100, till: 101 },
      { name: 'staff', added: [], removed: [], since: 101, till: 101 },
    ]);
  });

  it('gives a page at a time', async () => {
    const emulator = await emulated({ clock: new ManualClock(100), pageSize: 1 });
    emulator.changeSegment('staff', { add: ['ana'] });
    emulator.changeSegment('staff', { add: ['bob'] });
    const { body } = await ask(`${emulator.urls.sdk}/segmentChanges/staff?since=-1`);
    expect(body).to.deep.include({ added: ['ana'], till: 100 });
    const { body: rest } = await ask(`${emulator.urls.sdk}/segmentChanges/staff?since=100`);
    expect(rest).to.deep.include({ added: ['bob'], till: 101 });
  });

  it('knows segments by their names, encoded or not, and no others', async () => {
    const emulator = await emulated();
    emulator.changeSegment('a/b 100%', {});
    const statusOf = async (name: string) => (await ask(`${emulator.urls.sdk}/segmentChanges/${name}?since=-1`)).status;
    expect(await statusOf('a%2Fb%20100%25')).to.equal(200);
    expect(await statusOf('other')).to.equal(404);
    expect(await statusOf('')).to.equal(404);
    emulator.changeSegment('100%', {});
    expect(await statusOf('100%')).to.equal(200);
  });
});
