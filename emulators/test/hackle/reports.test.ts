import { expect } from 'chai';
import { hackleEmulatorsInTest } from '../support/emulators.js';
import { post } from '../support/hackle.js';
import { empty, exposure, metric, remoteConfigEvent, track } from '../support/hackle-reports.js';

describe('the reports to the Hackle emulator', () => {
  const emulated = hackleEmulatorsInTest();

  it('are sorted, and those left out that were not accepted', async () => {
    const emulator = await emulated();
    const { event, monitoring } = emulator.urls;
    const send = async (): Promise<void> => {
      await post(`${event}/api/v2/events`, {
        ...empty,
        exposureEvents: [exposure, { ...exposure, variationKey: 'A' }],
      });
      await post(`${event}/api/v2/events`, { ...empty, trackEvents: [track], remoteConfigEvents: [remoteConfigEvent] });
      await post(`${monitoring}/metrics`, { metrics: [metric] });
    };
    const undo = emulator.answerErrors(/./, 500);
    await send();
    undo();
    await send();
    expect(emulator.requests).to.have.length(6);
    expect(emulator.exposures).to.deep.equal([exposure, { ...exposure, variationKey: 'A' }]);
    expect(emulator.tracks).to.deep.equal([track]);
    expect(emulator.remoteConfigEvents).to.deep.equal([remoteConfigEvent]);
    expect(emulator.metrics).to.deep.equal([metric]);
    emulator.forget();
    expect([emulator.exposures, emulator.tracks]).to.deep.equal([[], []]);
  });

  it('need not say what is not known: null is as good as absent', async () => {
    const { urls } = await emulated();
    const { userId: _, variationId: __, ...anonymous } = exposure;
    const { value: ___, ...worthless } = track;
    const body = {
      exposureEvents: [anonymous, { ...exposure, userId: null, variationId: null }],
      trackEvents: [worthless, { ...track, value: null }],
      remoteConfigEvents: [{ ...remoteConfigEvent, valueId: null }],
    };
    expect(await post(`${urls.event}/api/v2/events`, body)).to.equal(200);
  });

  const broken: Readonly<Record<string, unknown>> = {
    'no JSON': '{broken',
    'a list': [],
    'a list that is missing': { exposureEvents: [], trackEvents: [] },
    'an event that is no object': { ...empty, exposureEvents: ['exposure'] },
    'an event without an insertId': { ...empty, trackEvents: [{ ...track, insertId: undefined }] },
    'a timestamp that is text': { ...empty, trackEvents: [{ ...track, timestamp: '2024-06-10' }] },
    'a user without identifiers': { ...empty, exposureEvents: [{ ...exposure, identifiers: undefined }] },
    'an exposure without a variation': { ...empty, exposureEvents: [{ ...exposure, variationKey: undefined }] },
    'an exposure whose key is text': { ...empty, exposureEvents: [{ ...exposure, experimentKey: '42' }] },
    'a value that is text': { ...empty, trackEvents: [{ ...track, value: '13200' }] },
    'a tracked event without a type': { ...empty, trackEvents: [{ ...track, eventTypeId: undefined }] },
    'a parameter without an id': { ...empty, remoteConfigEvents: [{ ...remoteConfigEvent, parameterId: null }] },
    'a parameter without a reason': { ...empty, remoteConfigEvents: [{ ...remoteConfigEvent, decisionReason: 1 }] },
  };
  for (const [what, body] of Object.entries(broken)) {
    it(`are refused with ${what}`, async () => {
      const emulator = await emulated();
      expect(await post(`${emulator.urls.event}/api/v2/events`, body)).to.equal(400);
      expect([...emulator.exposures, ...emulator.tracks, ...emulator.remoteConfigEvents]).to.deep.equal([]);
    });
  }

  it('are refused with a metric that measures nothing', async () => {
    const emulator = await emulated();
    expect(
      await post(`${emulator.urls.monitoring}/metrics`, { metrics: [{ ...metric, measurements: null }] }),
    ).to.equal(400);
    expect(await post(`${emulator.urls.monitoring}/metrics`, { metrics: [{ ...metric, name: 1 }] })).to.equal(400);
    expect(await post(`${emulator.urls.monitoring}/metrics`, empty)).to.equal(400);
    expect(emulator.metrics).to.deep.equal([]);
  });
});
