import { expect } from 'chai';
import { SDK_VERSION } from '#src/config/machine.js';
import type { SplitConfig } from '#src/config/split-config.js';
import { paths, type ImpressionsBody } from './fake-backend.js';
import { HOUR_BEGIN, START, useBackend } from './use-backend.js';

/** What a body of each kind is, letter by letter (§6.1, §6.3, §6.4). */
describe('the body', () => {
  const { ready } = useBackend();

  async function posts(
    act: (client: Awaited<ReturnType<typeof ready>>['client']) => void,
    config: SplitConfig = {},
  ): Promise<(path: string) => { text: string | undefined; headers: Readonly<Record<string, string>> }> {
    const { client, factory, backend, clock } = await ready(config);
    act(client);
    const destroyed = factory.destroy();
    await clock.advance(0);
    await destroyed;
    return (path) => {
      const post = backend.posts.find((one) => one.path === path);
      return { text: post?.request.body, headers: post?.request.headers ?? {} };
    };
  }

  it('of impressions is grouped by flag and leaves out what there is not', async () => {
    const posted = await posts((client) => {
      client.getTreatment({ matchingKey: 'ana', bucketingKey: 'acct-9' }, 'a', {}, { properties: { page: 'cart' } });
      client.getTreatment('bob', 'b');
      client.getTreatment('cy', 'a');
      client.getTreatment('cy', 'a');
    });
    expect(posted(paths.impressions).text).to.equal(
      '[{"f":"a","i":[' +
        `{"k":"ana","t":"on","m":${START},"c":1,"r":"rolled out","b":"acct-9","properties":"{\\"page\\":\\"cart\\"}"},` +
        `{"k":"cy","t":"on","m":${START},"c":1,"r":"rolled out"}]},` +
        `{"f":"b","i":[{"k":"bob","t":"on","m":${START},"c":2,"r":"rolled out"}]}]`,
    );
  });

  it('of impressions has the time of the one before', async () => {
    const posted = await posts(
      (client) => {
        for (let i = 0; i < 2; i++) client.getTreatment('ana', 'a');
      },
      { impressionsMode: 'DEBUG' },
    );
    const body = JSON.parse(posted(paths.impressions).text ?? '') as ImpressionsBody;
    expect(body[0]?.i[1]).to.deep.equal({ k: 'ana', t: 'on', m: START, c: 1, r: 'rolled out', pt: START });
  });

  it('of impressions has no label where labelsEnabled is false', async () => {
    const posted = await posts((client) => client.getTreatment('ana', 'a'), { labelsEnabled: false });
    expect(posted(paths.impressions).text).to.equal(`[{"f":"a","i":[{"k":"ana","t":"on","m":${START},"c":1}]}]`);
  });

  it('of counts has a row for each flag and hour', async () => {
    const posted = await posts((client) => {
      for (let i = 0; i < 3; i++) client.getTreatment('ana', 'a');
      for (let i = 0; i < 2; i++) client.getTreatment('ana', 'b');
    });
    expect(posted(paths.counts).text).to.equal(
      `{"pf":[{"f":"a","m":${HOUR_BEGIN},"rc":2},{"f":"b","m":${HOUR_BEGIN},"rc":1}]}`,
    );
  });

  it('of unique keys is grouped by flag', async () => {
    const posted = await posts(
      (client) => {
        for (const key of ['ana', 'bob', 'ana']) client.getTreatments(key, ['a', 'b']);
      },
      { impressionsMode: 'none' },
    );
    expect(posted(paths.keys).text).to.equal('{"keys":[{"f":"a","ks":["ana","bob"]},{"f":"b","ks":["ana","bob"]}]}');
  });

  it('of events leaves out what there is not', async () => {
    const posted = await posts((client) => {
      client.track('ana', 'USER', 'checkout.done', 12.5, { plan: 'gold', list: [] });
      client.track({ matchingKey: 'bob', bucketingKey: 'x' }, 'user', 'seen');
    });
    expect(posted(paths.events).text).to.equal(
      `[{"eventTypeId":"checkout.done","trafficTypeName":"user","value":12.5,"timestamp":${START},"key":"ana",` +
        '"properties":{"plan":"gold","list":null}},' +
        `{"eventTypeId":"seen","trafficTypeName":"user","timestamp":${START},"key":"bob"}]`,
    );
  });

  it('comes with the headers of every request, impressions with their mode besides (§4.2)', async () => {
    const posted = await posts(
      (client) => {
        client.getTreatment('ana', 'a');
        client.track('ana', 'user', 'bought');
      },
      { impressionsMode: 'debug', machineIp: '10.0.0.1', machineName: 'box' },
    );
    const common = {
      Authorization: 'Bearer sdk-key',
      'Content-Type': 'application/json',
      SplitSDKVersion: SDK_VERSION,
      SplitSDKMachineIP: '10.0.0.1',
      SplitSDKMachineName: 'box',
    };
    expect(posted(paths.impressions).headers).to.include({ ...common, SplitSDKImpressionsMode: 'DEBUG' });
    expect(posted(paths.events).headers).to.include(common).and.not.have.property('SplitSDKImpressionsMode');
  });

  it('takes hostile names and keys like any others', async () => {
    const posted = await posts((client) => {
      for (const key of ['__proto__', 'constructor', '\u{1F600}', '"\\']) client.getTreatment(key, 'a');
    });
    const body = JSON.parse(posted(paths.impressions).text ?? '') as ImpressionsBody;
    expect(body[0]?.i.map(({ k }) => k)).to.deep.equal(['__proto__', 'constructor', '\u{1F600}', '"\\']);
  });
});
