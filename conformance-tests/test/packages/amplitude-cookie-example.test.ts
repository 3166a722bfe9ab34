import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { repository } from './support/page.js';

const run = promisify(execFile);

describe('the example of the cookie', () => {
  it('gives a visitor a device once, and fetches once for it @slow', async () => {
    const { stdout, stderr } = await run(process.execPath, [
      join(repository, 'examples', 'dist', 'amplitude-cookie.js'),
    ]);
    expect({ stdout, stderr }).to.deep.equal({
      stdout: [
        'first visit: banner on, and a cookie AMP_analytics-',
        'second visit: the same device, no cookie',
        'requests to Amplitude: 1',
        '',
      ].join('\n'),
      stderr: '',
    });
  }).timeout(30_000);

  it('does the same as a middleware for Express and as a hook for Fastify', async () => {
    const { deviceCookie, deviceHook } = (await import(join(repository, 'examples/dist/device-cookie.js'))) as {
      deviceCookie: (key: string) => (...call: unknown[]) => void;
      deviceHook: (key: string) => (...call: unknown[]) => void;
    };
    const seen: unknown[] = [];
    const locals: Record<string, unknown> = {};
    const note = (...call: unknown[]) => seen.push(call);
    const value = 'JTdCJTIyZGV2aWNlSWQlMjIlM0ElMjJkZXYtNDIlMjIlN0Q=';
    const known = { AMP_1234567890: value };
    deviceCookie('1234567890')({ cookies: known }, { cookie: note, locals }, () => seen.push('next'));
    const request: Record<string, unknown> = { cookies: known };
    deviceHook('1234567890')(request, { setCookie: note }, () => seen.push('done'));
    expect([seen, locals.deviceId, request.deviceId]).to.deep.equal([['next', 'done'], 'dev-42', 'dev-42']);
    for (const cookie of ['garbage', '%', 'JTdCJTIyZGV2aWNlSWQlMjIlM0E1JTdE']) {
      seen.length = 0;
      const asked: Record<string, unknown> = { cookies: { AMP_1234567890: cookie } };
      deviceHook('1234567890')(asked, { setCookie: note }, () => seen.push('done'));
      expect(asked.deviceId).to.match(/^[0-9a-f-]{36}$/);
      expect(seen).to.have.length(2);
      expect((seen[0] as unknown[])[2]).to.deep.equal({ domain: '.your-domain.com', path: '/', httpOnly: false });
    }
  });
});
