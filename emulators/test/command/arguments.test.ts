import { expect } from 'chai';
import { commandsInTest } from '../support/commands.js';

describe('the arguments of the command polyflag-emulator', () => {
  const { command, write } = commandsInTest();

  const mistakes: readonly (readonly [readonly string[], string, number])[] = [
    [[], 'say whose backend it is to be: split or hackle or amplitude', 2],
    [
      ['other', '--definitions', 'x'],
      'there is no emulator of other; there is one of split and of hackle and of amplitude',
      2,
    ],
    [['split', 'again', '--definitions', 'x'], 'only one backend at a time, and no again', 2],
    [['split'], '--definitions takes the file with the definitions', 2],
    [['split', '--definitions', 'x', '--port', '70000'], '--port takes a whole number up to 65535, not 70000', 2],
    [['split', '--definitions', 'x', '--port=-1'], '--port takes a whole number up to 65535, not -1', 2],
    [['split', '--definition', 'x'], "Unknown option '--definition'", 2],
    [['split', '--definitions', 'nowhere.json'], 'nowhere.json: no such file', 1],
    [['hackle'], '--workspace takes the file with the workspace', 2],
    [['hackle', '--definitions', 'x'], '--definitions is for split, not for hackle', 2],
    [['hackle', '--workspace', 'x', '--segments', 'y'], '--segments is for split, not for hackle', 2],
    [['split', '--definitions', 'x', '--workspace', 'y'], '--workspace is for hackle, not for split', 2],
    [['hackle', '--workspace', 'x', '--port', 'ten'], '--port takes a whole number up to 65535, not ten', 2],
    [['hackle', '--workspace', 'nowhere.json'], 'nowhere.json: no such file', 1],
    [['hackle', '--workspace', 'list.json'], 'a workspace is an object', 1],
    [['amplitude'], '--deployment takes the file with the deployment', 2],
    [['amplitude', '--workspace', 'x'], '--workspace is for hackle, not for amplitude', 2],
    [['amplitude', '--deployment', 'nowhere.json'], 'nowhere.json: no such file', 1],
    [['amplitude', '--deployment', 'list.json'], 'a deployment is an object', 1],
  ];
  for (const [args, complaint, code] of mistakes) {
    it(`ends with ${code} at: ${args.join(' ')}`, async () => {
      write('list.json', []);
      const made = command(...args);
      const line = await made.complaint();
      expect(line).to.match(/^polyflag-emulator: /);
      expect(line).to.include(complaint);
      expect(await made.end()).to.deep.equal([code, null]);
    });
  }

  it('says how it is used when it is asked', async () => {
    const made = command('--help');
    expect(await made.line()).to.match(/^Usage: polyflag-emulator split /);
    expect(await made.line()).to.match(/^ +polyflag-emulator hackle /);
    expect(await made.line()).to.match(/^ +polyflag-emulator amplitude /);
    expect(await made.end()).to.deep.equal([0, null]);
  });
});
