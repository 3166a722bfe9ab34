import { expect } from 'chai';
import { eventsOf, Report, type TrackBody } from '@polyflag/hackle-provider/internal';

const body: TrackBody = { eventTypeId: 1, eventTypeKey: 'a', properties: {} };

describe('reports: a batch of events', () => {
  it('has all three lists, each in the order in which its events came', () => {
    const reports = [
      new Report('track', { ...body, eventTypeKey: 'first' }, 'ann', 1),
      new Report('track', { ...body, eventTypeKey: 'second' }, 'ann', 2),
    ];
    const { exposureEvents, trackEvents, remoteConfigEvents } = eventsOf(reports);
    expect([exposureEvents, remoteConfigEvents]).to.deep.equal([[], []]);
    expect(trackEvents.map(({ eventTypeKey, timestamp }) => [eventTypeKey, timestamp])).to.deep.equal([
      ['first', 1],
      ['second', 2],
    ]);
    expect(eventsOf([])).to.deep.equal({ exposureEvents: [], trackEvents: [], remoteConfigEvents: [] });
  });

  it('gives each event an id of its own, the same however often it is sent', () => {
    const reports = [new Report('track', body, 'ann', 1), new Report('track', body, 'ann', 1)];
    const ids = () => eventsOf(reports).trackEvents.map(({ insertId }) => insertId);
    const [one, other] = ids();
    expect(one).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
    expect(one).to.not.equal(other);
    expect(ids()).to.deep.equal([one, other]);
  });

  it('names no user id for somebody without the identifier of that type', () => {
    const user = { identifiers: { $deviceId: 'd' }, properties: { a: 1 }, hackleProperties: { b: 2 } };
    const [event] = eventsOf([new Report('track', body, user, 1)]).trackEvents;
    expect(event).to.not.have.property('userId');
    expect(event).to.deep.include({
      identifiers: { $deviceId: 'd' },
      userProperties: { a: 1 },
      hackleProperties: { b: 2 },
    });
  });
});
