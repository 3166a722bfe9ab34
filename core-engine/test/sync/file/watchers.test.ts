import { expect } from 'chai';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { watchDirectory } from '#src/sync/file/watch.js';
import { Watchers } from '#src/sync/file/watchers.js';
import { HandWatch } from '../jig/hand-watch.js';
import { tempFolder } from '../jig/temp-folder.js';

describe('sync: watchers', () => {
  const at = tempFolder();
  let hand: HandWatch;
  let hints: number;
  let watchers: Watchers;

  beforeEach(() => {
    hand = new HandWatch();
    hints = 0;
    watchers = new Watchers(hand.watch, () => hints++);
  });
  afterEach(() => {
    watchers.close();
  });

  it('opens what is needed, keeps what still is, closes what is not', async () => {
    mkdirSync(at('a'));
    mkdirSync(at('b'));
    await watchers.cover([at('a/f')]);
    await watchers.cover([at('a/f'), at('b/f')]);
    expect(hand.directories).to.deep.equal([at('a'), at('b')]);
    expect(hand.opened).to.equal(2);
    await watchers.cover([at('b/f')]);
    expect(hand.directories).to.deep.equal([at('b')]);
    watchers.close();
    expect(hand.directories).to.deep.equal([]);
  });

  it('hints at the names that matter, in any spelling, and at unknown ones', async () => {
    await watchers.cover([at('Fläche')]);
    const { onHint } = hand.open.get(at())!;
    onHint('other');
    expect(hints).to.equal(0);
    onHint('Fläche');
    onHint('FLÄCHE');
    onHint('Fla\u0308che');
    onHint(null);
    expect(hints).to.equal(4);
    await watchers.cover([at('other')]);
    onHint('Fläche');
    expect(hints).to.equal(4);
    onHint('other');
    expect(hints).to.equal(5);
  });

  it('opens anew a directory that took the place of another', async () => {
    mkdirSync(at('a'));
    await watchers.cover([at('a/f')]);
    mkdirSync(at('new'));
    renameSync(at('a'), at('old'));
    renameSync(at('new'), at('a'));
    await watchers.cover([at('a/f')]);
    expect(hand.opened).to.equal(2);
    expect(hand.directories).to.deep.equal([at('a')]);
  });

  it('takes a directory that is gone for a hint', async () => {
    await watchers.cover([at('f')]);
    hand.open.get(at())!.onHint(path.basename(at()));
    expect(hints).to.equal(1);
    expect(hand.directories).to.deep.equal([]);
    await watchers.cover([at('f')]);
    expect(hand.directories).to.deep.equal([at()]);
  });

  it('tries again, only when asked, where watching has ended', async () => {
    await watchers.cover([at('f')]);
    hand.open.get(at())!.onEnd();
    expect(hints).to.equal(0);
    await watchers.cover([at('f')]);
    expect(hand.opened).to.equal(2);
  });

  it('works with a watch that ends and hints before it has returned', async () => {
    let ended = 0;
    const hasty = new Watchers(
      (_directory, onHint, onEnd) => {
        onHint('f');
        onEnd();
        ended++;
        return { close: () => undefined };
      },
      () => hints++,
    );
    await hasty.cover([at('f')]);
    await hasty.cover([at('f')]);
    expect(ended).to.equal(2);
    expect(hints).to.equal(2);
  });

  it('is silent after it was closed, even by a cover that was under way', async () => {
    await watchers.cover([at('f')]);
    const { onHint } = hand.open.get(at())!;
    const covering = watchers.cover([at('f')]);
    watchers.close();
    await covering;
    onHint('f');
    expect(hints).to.equal(0);
    expect(hand.directories).to.deep.equal([]);
  });

  describe('of the operating system', () => {
    it('hint', async () => {
      await new Promise<void>((resolve) => {
        const watcher = watchDirectory(
          at(),
          (name) => {
            if (name !== 'f') return;
            watcher.close();
            resolve();
          },
          () => undefined,
        );
        writeFileSync(at('f'), '');
      });
    });

    it('end quietly where there is nothing to watch', () => {
      let ended = 0;
      watchDirectory(
        at('none'),
        () => undefined,
        () => ended++,
      ).close();
      expect(ended).to.equal(1);
    });

    it('survive the end of their directory', async () => {
      mkdirSync(at('a'));
      await new Promise<void>((resolve) => {
        const real = new Watchers(watchDirectory, () => {
          real.close();
          resolve();
        });
        void real.cover([at('a/f')]).then(() => {
          rmSync(at('a'), { recursive: true });
        });
      });
    });
  });
});
