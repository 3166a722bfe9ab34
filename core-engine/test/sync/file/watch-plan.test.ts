import { expect } from 'chai';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { planWatches } from '#src/sync/file/watch-plan.js';
import { tempFolder } from '../jig/temp-folder.js';

describe('sync: what is watched', () => {
  const at = tempFolder();

  async function planned(...paths: string[]): Promise<Record<string, string[]>> {
    const plan = await planWatches(paths.map((file) => at(file)));
    return Object.fromEntries([...plan].map(([directory, names]) => [directory, [...names].sort()]));
  }

  it('a file: its directory', async () => {
    writeFileSync(at('f'), '');
    expect(await planned('f', 'g')).to.deep.equal({ [at()]: ['f', 'g'] });
  });

  it('what is missing: the directory where it would appear', async () => {
    expect(await planned('a/b/f')).to.deep.equal({ [at()]: ['a'] });
    mkdirSync(at('a'));
    expect(await planned('a/b/f')).to.deep.equal({ [at('a')]: ['b'] });
    mkdirSync(at('a/b'));
    expect(await planned('a/b/f')).to.deep.equal({ [at('a/b')]: ['f'] });
  });

  it('the links of a Kubernetes volume: each on its way', async () => {
    mkdirSync(at('..v1'));
    writeFileSync(at('..v1/f'), '');
    symlinkSync('..v1', at('..data'));
    symlinkSync('..data/f', at('f'));
    expect(await planned('f')).to.deep.equal({ [at()]: ['..data', 'f'], [at('..v1')]: ['f'] });
  });

  it('an absolute link, and a way back up', async () => {
    mkdirSync(at('a'));
    mkdirSync(at('b'));
    writeFileSync(at('a/f'), '');
    symlinkSync(at('a/f'), at('b/absolute'));
    symlinkSync('../a/./f', at('b/upwards'));
    const plan = { [at('a')]: ['f'] };
    expect(await planned('b/absolute')).to.deep.equal({ ...plan, [at('b')]: ['absolute'] });
    expect(await planned('b/upwards')).to.deep.equal({ ...plan, [at('b')]: ['upwards'] });
  });

  it('links in a circle: what there is of them', async () => {
    symlinkSync('two', at('one'));
    symlinkSync('one', at('two'));
    expect(await planned('one')).to.deep.equal({ [at()]: ['one', 'two'] });
  });
});
