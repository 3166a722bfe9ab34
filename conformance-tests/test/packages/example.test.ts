import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { FeatureFlagCoEmulator } from '@polyflag/emulators';
import { readPage, repository } from './support/page.js';

const run = promisify(execFile);
const folder = join(repository, 'examples', 'dist');
const keys = ['POLYFLAG_SPLIT_KEY', 'POLYFLAG_HACKLE_KEY', 'POLYFLAG_FFC_SECRET', 'POLYFLAG_AMPLITUDE_KEY'] as const;

/** Runs the example to its end, with these keys and no others. One that does not end is ended, and fails. */
async function example(env: Readonly<Record<string, string>>): Promise<{ stdout: string; stderr: string }> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('POLYFLAG_'));
  return run(process.execPath, [join(folder, 'main.js')], {
    env: { ...Object.fromEntries(own), ...env },
    timeout: 50_000,
  });
}

/** The lines of a table below its rule, by the two or more blanks between their cells. */
function tableBelow(stdout: string, heading: string): string[][] {
  const [, after = ''] = stdout.split(`\n${heading}\n\n`);
  const [table = ''] = after.split('\n\n');
  const lines = table.split('\n').map((line) => line.trim().split(/ {2,}/));
  return [lines[0] ?? [], ...lines.slice(2)];
}

const heading = 'The same application, in front of four vendors';

describe('the example of npm start', () => {
  it('gets the same answers from all four vendors, and shows what each received @slow', async () => {
    const { stdout, stderr } = await example({});
    expect(stderr).to.equal('');
    const [head, ...rows] = tableBelow(stdout, heading);
    const vendors = ['Split', 'Hackle', 'featureflag.co', 'Amplitude'].map((name) => `${name} (emulator)`);
    expect(head).to.deep.equal(['flag', 'user', ...vendors]);
    // Who is in which half of a rollout is the vendor's own affair, and so is the reason of what everybody gets.
    const values = rows.map(([flag, user, ...cells]) => [
      flag,
      user,
      [...new Set(cells.map((cell) => cell.split(' ')[0]))],
    ]);
    const decided = values.filter(([flag]) => flag !== 'banner');
    expect(decided).to.deep.equal([
      ...[
        ['new-checkout', 'example1', ['false']],
        ['new-checkout', 'key', ['false']],
        ['new-checkout', 'user-7', ['true']],
      ],
      ...[
        ['layout', 'example1', ['"one-page"']],
        ['layout', 'key', ['"classic"']],
        ['layout', 'user-7', ['"classic"']],
      ],
      ...['example1', 'key', 'user-7'].map((user) => ['page-size', user, ['20']]),
      ...['example1', 'key', 'user-7'].map((user) => ['not-there', user, ['true']]),
    ]);
    const halves = values.filter(([flag]) => flag === 'banner').flatMap(([, , found]) => found as string[]);
    expect(new Set(halves)).to.deep.equal(new Set(['"news"', '"sale"']));
    const missing = rows.filter(([flag]) => flag === 'not-there').flatMap((row) => row.slice(2));
    expect(new Set(missing)).to.deep.equal(new Set(['true FLAG_NOT_FOUND']));

    const shown =
      readPage('README.md')
        .blocks.find(({ text }) => text.startsWith('flag  '))
        ?.text.trim()
        .split('\n') ?? [];
    expect(shown).to.have.length(8);
    expect(stdout.split('\n').map((line) => line.trim())).to.include.members(shown);

    const received = vendors.map((title) => tableBelow(stdout, `What ${title} received`).slice(1));
    for (const [at, line] of [
      ['impression of new-checkout: user-7 on "gold"', '1'],
      ['remote config layout: TARGET_RULE_MATCH', '1'],
      ['decision of layout: example1 one-page, target match', '1'],
      ['exposure of new-checkout: user-7 on', '1'],
    ].entries()) {
      expect(received[at]).to.deep.include(line);
    }
    // Fifteen evaluations of three users.
    expect(received[3]?.filter(([line = '']) => line.startsWith('fetch'))).to.deep.equal(
      ['example1', 'key', 'user-7'].map((user) => [`fetch of all flags for ${user}`, '1']),
    );
  }).timeout(30_000);

  it('takes the real backend of those whose key is set, and ends in time where none can be reached @slow', async () => {
    const asked = new Set<string>();
    const proxy = createServer().on('connect', ({ url = '' }, socket) => {
      asked.add(url);
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const { envSecret } = new FeatureFlagCoEmulator();
    const secrets = Object.fromEntries(
      keys.map((name) => [name, name === 'POLYFLAG_FFC_SECRET' ? envSecret : 'a-key']),
    );
    const { stdout } = await example({ ...secrets, HTTPS_PROXY: url, https_proxy: url, NO_PROXY: '', no_proxy: '' });
    proxy.close();

    const [head, ...rows] = tableBelow(stdout, heading);
    expect(head?.slice(2)).to.deep.equal([
      'Split (real)',
      'Hackle (real)',
      'featureflag.co (real)',
      'Amplitude (real)',
    ]);
    expect(rows).to.have.length(15);
    const errors = ['PROVIDER_NOT_READY', 'PROVIDER_NOT_READY', 'PROVIDER_NOT_READY', 'GENERAL'];
    for (const [, , ...cells] of rows) expect(cells.map((cell) => cell.split(' ')[1])).to.deep.equal(errors);
    for (const host of ['sdk.split.io', 'sdk.hackle.io', 'api.featureflag.co', 'api.lab.amplitude.com']) {
      expect([...asked]).to.include(`${host}:443`);
    }
    expect(stdout).not.to.include(' received\n');
  }).timeout(60_000);

  it('goes on without a vendor whose key cannot be one @slow', async () => {
    const { stdout } = await example({ POLYFLAG_FFC_SECRET: '%' });
    const [head, ...rows] = tableBelow(stdout, heading);
    expect(head?.[4]).to.equal('featureflag.co (real)');
    expect(new Set(rows.map((row) => row[4]))).to.deep.equal(new Set(['-']));
    expect(new Set(rows.map((row) => row[5]))).not.to.include('-');
    expect(stdout).to.include('featureflag.co (real) could not be had\n\n  FFCClient: the env secret');
  }).timeout(30_000);

  it('takes a backend on this machine for whose key is not set, or blank', async () => {
    const { choose, titleOf } = (await import(join(folder, 'vendors', 'choice.js'))) as {
      choose: (vendors: readonly object[], env: Readonly<Record<string, string>>) => { key?: string }[];
      titleOf: (choice: object) => string;
    };
    const vendors = ['A', 'B', 'C'].map((name) => ({ name, variable: `KEY_${name}` }));
    const choices = choose(vendors, { KEY_A: ' secret\n', KEY_B: ' ' });
    expect(choices.map(({ key }) => key)).to.deep.equal(['secret', undefined, undefined]);
    expect(choices.map(titleOf)).to.deep.equal(['A (real)', 'B (emulator)', 'C (emulator)']);
  });
});
