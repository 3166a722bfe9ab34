import { Experiment, LogLevel } from '@amplitude/experiment-node-server';
import type { AmplitudeEmulator } from '@polyflag/emulators';
import { expect } from 'chai';
import { asSent } from '../support/amplitude.js';
import { amplitudeEmulatorsInTest } from '../support/emulators.js';

describe("the vendor's SDK on the Amplitude emulator", () => {
  const emulated = amplitudeEmulatorsInTest();
  let keys = 0;

  /** The SDK keeps one client for a key. */
  function clientOf({ urls }: AmplitudeEmulator, key = `server-${String(keys++)}`) {
    return Experiment.initializeRemote(key, { serverUrl: urls.server, fetchRetries: 0, fetchTimeoutMillis: 5_000, logLevel: LogLevel.Disable });
  }

  it('fetches what was put for everybody and for a user', async () => {
    const emulator = await emulated();
    emulator.putVariant('checkout', { key: 'treatment', value: 'treatment', payload: { price: 9.5 } });
    emulator.putVariant('banner', { key: 'off', metadata: { default: true } });
    emulator.putVariant('typed', { key: 'k', value: { a: 1 } });
    emulator.putVariantFor('ann', 'banner', 'on');
    emulator.putVariantFor('device-1', 'banner', 'blue');
    const client = clientOf(emulator);
    expect(asSent(await client.fetchV2({ user_id: 'bob' }))).to.deep.equal({
      checkout: { key: 'treatment', value: 'treatment', payload: { price: 9.5 } },
      banner: { key: 'off', metadata: { default: true } },
      typed: { key: 'k', value: '{"a":1}' },
    });
    expect(asSent((await client.fetchV2({ user_id: 'ann' })).banner)).to.deep.equal({ key: 'on', value: 'on' });
    expect(asSent((await client.fetchV2({ device_id: 'device-1' })).banner)).to.deep.equal({
      key: 'blue',
      value: 'blue',
    });
    emulator.putVariantFor('ann', 'banner', undefined);
    emulator.removeVariant('checkout');
    expect(Object.keys(await client.fetchV2({ user_id: 'ann' }))).to.deep.equal(['banner', 'typed']);
    expect((await client.fetchV2({ user_id: 'ann' })).banner).to.have.property('key', 'off');
  });

  it('is asked for certain flags, and what to record', async () => {
    const emulator = await emulated();
    emulator.load({ variants: { a: { key: 'on' }, b: { key: 'on' } }, users: { u: { a: { key: 'x' } } } });
    const client = clientOf(emulator);
    expect(asSent(await client.fetchV2({ user_id: 'u' }, { flagKeys: ['a'] }))).to.deep.equal({ a: { key: 'x' } });
    await client.fetchV2({ user_id: 'ü' }, { tracksAssignment: false, tracksExposure: true });
    expect(emulator.fetches.map(({ user, ...asked }) => ({ ...asked, user: user.user_id }))).to.deep.equal([
      { user: 'u', flagKeys: ['a'], tracksAssignment: undefined, tracksExposure: undefined },
      { user: 'ü', flagKeys: undefined, tracksAssignment: false, tracksExposure: true },
    ]);
  });

  it('gets what is evaluated, under what was put', async () => {
    const emulator = await emulated();
    emulator.evaluateWith(({ user_id }) => ({ a: { key: user_id === 'ann' ? 'on' : 'off' }, b: { key: 'c' } }));
    emulator.putVariant('b', 'put');
    const client = clientOf(emulator);
    expect(asSent(await client.fetchV2({ user_id: 'ann' }))).to.deep.equal({
      a: { key: 'on' },
      b: { key: 'put', value: 'put' },
    });
    emulator.evaluateWith(undefined);
    expect(Object.keys(await client.fetchV2({ user_id: 'ann' }))).to.deep.equal(['b']);
  });

  it('is refused with a key that is not accepted, and told of errors', async () => {
    const emulator = await emulated({ keys: ['server-good'] });
    emulator.putVariant('a', 'on');
    const statusOf = async (key: string): Promise<number | undefined> => {
      try {
        await clientOf(emulator, key).fetchV2({});
        return undefined;
      } catch (error) {
        return (error as { readonly statusCode?: number }).statusCode;
      }
    };
    expect(await statusOf('server-bad')).to.equal(401);
    expect(await statusOf('server-good')).to.equal(undefined);
    emulator.answerErrors('/sdk/v2/vardata', 503, 1);
    expect(await statusOf('server-good')).to.equal(503);
    expect(emulator.fetches).to.have.length(1);
  });
});
