import { inspect } from 'node:util';
import { silentLogger } from '@polyflag/core-engine';
import { Experiment, ExperimentClient, FetchError, type AmplitudeConfig } from '@polyflag/amplitude-provider';
import { expect } from 'chai';
import { answering, Loopback, userOf, type Respond } from '../support/loopback.js';
import { Lines } from '../support/logs.js';

const on = { f: { key: 'on', value: 'on' }, g: { key: 'off', metadata: { default: true } } };

describe('the client, fetching variants', () => {
  const loopback = new Loopback();
  const clients: ExperimentClient[] = [];

  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.stop()));
    await loopback.close();
  });

  async function clientOf(respond: Respond, config: AmplitudeConfig = {}) {
    const options = { logger: silentLogger, proxy: false, ...config } as const;
    const client = new ExperimentClient('server-key', { ...options, serverUrl: await loopback.serve(respond) });
    clients.push(client);
    return client;
  }

  async function errorOf(fetched: Promise<unknown>): Promise<Error & { code?: string; statusCode?: number }> {
    try {
      await fetched;
    } catch (error) {
      return error as Error;
    }
    throw new Error('it succeeded');
  }

  it('gives all variants with fetchV2, and with fetch those of who is assigned', async () => {
    const client = await clientOf(answering(on));
    expect(await client.fetchV2({ user_id: 'u' })).to.deep.equal(on);
    expect(await client.fetch({ user_id: 'u' })).to.deep.equal({ f: { key: 'on', value: 'on' } });
    expect(loopback.arrivals.map(userOf)[0]).to.deep.equal({ library: 'polyflag-amplitude/0.1.0', user_id: 'u' });
  });

  it('takes hostile names for ordinary ones', async () => {
    const client = await clientOf(answering('{"__proto__":{"key":"on"},"constructor":{"key":"off"}}'));
    expect(Object.entries(await client.fetchV2({}))).to.deep.equal([
      ['__proto__', { key: 'on' }],
      ['constructor', { key: 'off' }],
    ]);
  });

  it('sends a user who is too long for a header in a body', async () => {
    const client = await clientOf(answering(on));
    const user = { user_id: 'u', user_properties: { text: 'x'.repeat(8_000) } };
    await client.fetchV2(user, { flagKeys: ['f'] });
    const [arrival] = loopback.arrivals;
    expect(arrival).to.deep.include({ method: 'POST', url: '/sdk/v2/vardata?v=0' });
    expect(arrival?.headers).to.include({ 'content-type': 'application/json;charset=utf-8' });
    expect(arrival?.headers).to.have.property('x-amp-exp-flag-keys').and.not.to.have.property('x-amp-exp-user');
    expect(userOf(arrival!)).to.deep.equal({ library: 'polyflag-amplitude/0.1.0', ...user });
  });

  it('fails without a key, and sends nothing', async () => {
    const serverUrl = await loopback.serve(answering(on));
    const client = new ExperimentClient('', { serverUrl, logger: silentLogger });
    clients.push(client);
    expect(await errorOf(client.fetchV2({}))).to.have.property('message', 'Experiment API key is empty');
    expect(await client.fetch({})).to.deep.equal({});
    expect(loopback.arrivals).to.have.length(0);
  });

  it('tells another status as FetchError', async () => {
    const error = await errorOf((await clientOf(answering('', 401))).fetchV2({}));
    expect(error).to.be.instanceOf(FetchError).with.property('statusCode', 401);
  });

  it('counts the whole answer against the deadline, not the silence within it', async () => {
    const client = await clientOf(
      (response) => {
        response.writeHead(200).write('{');
        const drip = setInterval(() => response.write(' '), 5);
        response.on('close', () => clearInterval(drip));
      },
      { fetchTimeoutMillis: 60 },
    );
    expect(await errorOf(client.fetchV2({}))).to.have.property('message', 'Socket connection timed out');
  });

  const cutShort: readonly [what: string, respond: Respond][] = [
    ['before its headers', (response) => response.destroy()],
    ['after its headers', (response) => response.writeHead(200).write('', () => response.destroy())],
    [
      'in the middle of its body',
      (response) => response.writeHead(200, { 'content-length': 500 }).write('{"f":', () => response.destroy()),
    ],
  ];
  for (const [what, cut] of cutShort) {
    it(`asks again after an answer that ended ${what}`, async () => {
      const client = await clientOf(
        (response, count, request) => (count === 1 ? cut : answering(on))(response, count, request),
        { fetchRetries: 1, fetchRetryBackoffMinMillis: 0 },
      );
      expect(await client.fetchV2({})).to.deep.equal(on);
      expect(loopback.arrivals).to.have.length(2);
    });

    it(`fails when every answer ends ${what}`, async () => {
      const client = await clientOf(cut, { fetchRetries: 1, fetchRetryBackoffMinMillis: 0 });
      expect(await errorOf(client.fetchV2({}))).to.be.instanceOf(Error);
      expect(loopback.arrivals).to.have.length(2);
    });
  }

  it('names the error of the system where the backend cannot be reached', async () => {
    const serverUrl = await loopback.serve(answering(on));
    await loopback.close();
    const client = new ExperimentClient('key', { serverUrl, logger: silentLogger, proxy: false });
    clients.push(client);
    expect(await errorOf(client.fetchV2({}))).to.have.property('code', 'ECONNREFUSED');
  });

  it('takes no redirect', async () => {
    const client = await clientOf((response) => response.writeHead(302, { location: '/' }).end());
    expect(await errorOf(client.fetchV2({}))).to.have.property('statusCode', 302);
    expect(loopback.arrivals).to.have.length(1);
  });

  it('does not believe Retry-After', async () => {
    const client = await clientOf(
      (response, count) => {
        if (count > 1) response.end('{}');
        else response.writeHead(429, { 'retry-after': '3600' }).end();
      },
      { fetchRetries: 1, fetchRetryBackoffMinMillis: 1 },
    );
    expect(await client.fetchV2({})).to.deep.equal({});
  });

  it('rejects for a user who cannot be written as JSON, and sends nothing', async () => {
    const client = await clientOf(answering(on));
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    for (const user_properties of [cyclic, { big: 1n }]) {
      expect(await errorOf(client.fetchV2({ user_properties }))).to.be.instanceOf(TypeError);
      expect(await client.fetch({ user_properties })).to.deep.equal({});
    }
    expect(loopback.arrivals).to.have.length(0);
  });

  it('ends what is under way when it is stopped, and can fetch again', async () => {
    let answer = false;
    const client = await clientOf((response) => {
      if (answer) response.end('{}');
      else void client.stop();
    });
    expect(await errorOf(client.fetchV2({}))).to.have.property('message', 'the client was stopped');
    answer = true;
    expect(await client.fetchV2({})).to.deep.equal({});
  });

  it('logs a failed fetch once, without the user and the key', async () => {
    const logger = new Lines();
    const client = await clientOf(answering('', 500), { logger });
    await client.fetch({ user_id: 'ann' });
    await client.fetch({ user_id: 'ann' });
    expect(logger.all).to.deep.equal(['error ExperimentClient: a fetch failed: Fetch error response: status=500']);
  });

  it('shows nothing of its configuration', async () => {
    const shown = inspect(await clientOf(answering(on), { analyticsApiKey: 'analytics-key' }), { depth: 9 });
    expect(shown).to.equal('ExperimentClient { evaluates: remotely }');
  });

  describe('with a callback', () => {
    it('tells the variants of who is assigned, and no error', async () => {
      const calls: unknown[][] = [];
      const user = { user_id: 'u' };
      await (await clientOf(answering(on))).fetchAsync(user, (...call) => calls.push(call));
      expect(calls).to.deep.equal([[user, { f: { key: 'on', value: 'on' } }, undefined]]);
    });

    it('tells of a failure with no variants', async () => {
      const calls: unknown[][] = [];
      await (await clientOf(answering('', 403))).fetchAsync({}, (...call) => calls.push(call));
      expect(calls).to.have.length(1);
      expect(calls[0]?.[1]).to.deep.equal({});
      expect(calls[0]?.[2]).to.be.instanceOf(FetchError);
    });

    it('calls once and logs what the callback throws', async () => {
      const logger = new Lines();
      let calls = 0;
      const client = await clientOf(answering(on), { logger });
      await client.fetchAsync({}, () => {
        calls++;
        throw new Error('secret');
      });
      expect(calls).to.equal(1);
      expect(logger.all).to.have.length(1);
      expect(logger.all[0]).to.match(/^error ExperimentClient: the callback of fetchAsync failed: Error/);
      expect(logger.all[0]).not.to.contain('secret');
    });

    it('does without one', async () => {
      await (await clientOf(answering(on))).fetchAsync({});
      expect(loopback.arrivals).to.have.length(1);
    });
  });
});

describe('Experiment', () => {
  it('keeps one client for a key and a name, remote and local ones apart', () => {
    const first = Experiment.initialize('key-1');
    expect(Experiment.initialize('key-1', { fetchRetries: 3 })).to.equal(first);
    expect(Experiment.initializeRemote('key-1')).to.equal(first);
    expect(Experiment.initialize('key-2')).not.to.equal(first);
    expect(Experiment.initialize('key-1', { instanceName: 'b' })).not.to.equal(first);
    expect(new ExperimentClient('key-1')).not.to.equal(first);
  });
});
