import { expect } from 'chai';
import { inCohort, on, onIf } from '../support/flags.js';
import { json, type Reply } from '../support/flag-backend.js';
import { useLocal } from '../support/local-client.js';

function cohort(cohortId: string, memberIds: unknown[], lastModified = 5, groupType = 'User'): Reply {
  return json({
    cohortId,
    groupType,
    groupTypeId: 1,
    lastComputed: 1,
    lastModified,
    size: memberIds.length,
    memberIds,
  });
}

describe('sync: cohorts', () => {
  const rig = useLocal();
  const cohortSyncConfig = { apiKey: 'api', secretKey: 'secret' };
  const flags = [onIf('f', inCohort('c 1')), on('other')];

  it('that flags ask for are there when the flags are, and nobody else asks', async () => {
    const it = rig({ cohortSyncConfig: { ...cohortSyncConfig, maxCohortSize: 9 }, library: 'mine/7' });
    it.backend.flags = [json(flags)];
    it.backend.cohorts.set('c 1', [cohort('c 1', ['ann'])]);
    await it.start();
    expect(it.answers()).to.equal('f=on other=on');
    expect(it.answers({ user_id: 'ben', cohort_ids: ['c 1'] })).to.equal('f=off other=on');
    const [{ request } = expect.fail()] = it.backend.of('/cohort/');
    expect([request.url, request.headers, request.deadlines]).to.deep.equal([
      'http://cohorts.test/sdk/v1/cohort/c%201?maxCohortSize=9',
      { authorization: `Basic ${Buffer.from('api:secret').toString('base64')}`, 'x-amp-exp-library': 'mine/7' },
      { request: 20_000 },
    ]);
  });

  it('are not asked for without credentials', async () => {
    const it = rig();
    it.backend.flags = [json(flags)];
    await it.start();
    expect([it.answers(), it.backend.of('/cohort/')]).to.deep.equal(['f=off other=on', []]);
  });

  it('are asked for again every minute, with the time of the last change, and change what they change', async () => {
    const it = rig({ cohortSyncConfig });
    it.backend.flags = [json(flags)];
    it.backend.cohorts.set('c 1', [
      cohort('c 1', ['ann'], 5),
      { status: 204 },
      cohort('c 1', ['ben'], 7),
      { status: 204 },
    ]);
    await it.start();
    await it.pass(61_000);
    expect([it.answers(), it.told]).to.deep.equal(['f=on other=on', ['ready']]);
    await it.pass(120_000);
    expect([it.answers(), it.told]).to.deep.equal(['f=off other=on', ['ready', 'changed f']]);
    const since = it.backend.of('/cohort/').map(({ request }) => new URL(request.url).searchParams.get('lastModified'));
    expect(since).to.deep.equal([null, '5', '5', '7']);
  });

  const failures: [what: string, replies: Reply[], attempts: number, answer: string][] = [
    ['500 twice', [{ status: 500 }, { status: 500 }, cohort('c 1', ['ann'])], 3, 'on'],
    ['500 for good', [{ status: 500 }], 3, 'off'],
    ['429', [{ status: 429 }, cohort('c 1', ['ann'])], 2, 'on'],
    ['202', [{ status: 202, body: '{}' }, cohort('c 1', ['ann'])], 2, 'on'],
    ['a network that fails', [{ fails: 'unreachable' }, cohort('c 1', ['ann'])], 2, 'on'],
    ['a body that is cut short', [{ status: 200, body: '{"cohortId"' }, cohort('c 1', ['ann'])], 2, 'on'],
    ['nothing', [{ status: 200, body: '' }], 3, 'off'],
    ['a page of HTML', [{ status: 200, body: '<html></html>' }], 3, 'off'],
    ['JSON that is no cohort', [{ status: 200, body: '{"cohortId":"c 1","memberIds":"ann"}' }], 3, 'off'],
    ['a redirect', [{ status: 302 }], 3, 'off'],
    ['400', [{ status: 400 }], 1, 'off'],
    ['403', [{ status: 403 }], 1, 'off'],
    ['another cohort', [cohort('c 2', ['ann'])], 3, 'off'],
    ['413', [{ status: 413 }], 1, 'off'],
    ['404', [{ status: 404 }], 1, 'off'],
    ['401', [{ status: 401 }], 1, 'off'],
  ];
  for (const [what, replies, attempts, answer] of failures) {
    it(`that answer ${what} are asked for ${attempts} times, and cost only their flags`, async () => {
      const it = rig({ cohortSyncConfig });
      it.backend.flags = [json(flags)];
      it.backend.cohorts.set('c 1', replies);
      await it.start();
      await it.pass(1_000);
      expect(it.answers()).to.equal(`f=${answer} other=on`);
      const times = it.times('/cohort/');
      expect(times).to.deep.equal(Array.from({ length: attempts }, (_, at) => 100 * at));
      expect(it.lines.filter((line) => line.includes('"c 1"'))).to.have.length(answer === 'on' ? 0 : 1);
    });
  }

  it('that never answer hold flags up for 5 seconds and no longer, and count when they come', async () => {
    const it = rig({ cohortSyncConfig });
    it.backend.flags = [json(flags)];
    it.backend.cohorts.set('c 1', ['hang']);
    await it.start();
    await it.pass(4_900);
    expect(it.started).to.equal(undefined);
    await it.pass(100);
    expect([it.started?.code, it.answers()]).to.deep.equal(['resolved', 'f=off other=on']);
  });

  it('are asked for four at a time', async () => {
    const it = rig({ cohortSyncConfig });
    const ids = Array.from({ length: 10 }, (_, at) => `c${at}`);
    it.backend.flags = [json([onIf('f', inCohort(...ids))])];
    for (const id of ids) it.backend.cohorts.set(id, ['hang']);
    await it.start();
    expect(it.backend.of('/cohort/')).to.have.length(4);
  });

  it('hold what is text, and nothing else', async () => {
    const it = rig({ cohortSyncConfig });
    it.backend.flags = [json([onIf('f', inCohort('c 1'))])];
    it.backend.cohorts.set('c 1', [cohort('c 1', [null, 5, 'ann', {}])]);
    await it.start();
    expect([it.answers(), it.answers({ user_id: 'null' }), it.answers({ user_id: '5' })]).to.deep.equal([
      'f=on',
      'f=off',
      'f=off',
    ]);
  });
});
