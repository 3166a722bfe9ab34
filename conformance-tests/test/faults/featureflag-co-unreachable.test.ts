import { Agent } from 'node:http';
import { FFCClient } from '@polyflag/featureflag-co-provider';
import { runtimeParts } from '@polyflag/featureflag-co-provider/internal';
import { expect } from 'chai';
import { Seen } from '#src/faults/seen.js';
import { StepClock } from '#src/faults/step-clock.js';
import { Time } from '#src/faults/time.js';

const ENV_SECRET = 'N2MxZC00ZTAyLTQlMjAyMjA4MDEwOTMwMTVfXzM2X180Nl9fOThfX2RlZmF1bHRfOWIyYzQ=';

describe('featureflag.co where the host has no address', () => {
  it('answers defaults, says why, and goes on trying', async () => {
    const clock = new StepClock(1_700_000_000_000, [9_998]);
    const time = new Time(clock);
    const seen = new Seen();
    let lookups = 0;
    const agent = new Agent({
      lookup: (_host, _options, done) => {
        lookups += 1;
        setImmediate(() => done(Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }), '', 4));
      },
    });
    const options: object = {
      urls: { streaming: 'ws://backend.invalid', events: 'http://backend.invalid' },
      timeout: 4.999,
      agent,
      logger: seen.logger,
      [runtimeParts]: { clock },
    };
    const client = new FFCClient(ENV_SECRET, options);
    expect(await time.settled(client.initialize())).to.equal(false);
    expect(client.variation('a', { key: 'ana' }, 'default')).to.equal('default');
    expect(client.variationDetail('a', { key: 'ana' }, 'default').message).to.equal('client not ready');
    const { stateType, error } = client.updateStatusProvider.currentState;
    expect([stateType, error?.errorType]).to.deep.equal(['INITIALIZING', 'WebSocket error']);
    const before = lookups;
    await time.passUntil('it was tried again', () => lookups > before + 2, 600_000);
    expect(seen.complaints.filter((line) => line.includes('ENOTFOUND'))).to.have.length(1);
    expect(seen.everything).to.not.include(ENV_SECRET);
    await client.stop();
    await time.pass(600_000);
    const { length } = seen.lines;
    const after = lookups;
    await time.pass(600_000);
    expect([lookups, seen.lines.length, clock.pending]).to.deep.equal([after, length, 0]);
  });
});
