import { expect } from 'chai';
import type { Control, Occupancy } from '#src/sync/network/notification.js';
import { CONNECTED, isUp, pushStep, type PushEffect, type PushState } from '#src/sync/network/push-state.js';

type Message = Control | Occupancy;

const control = (what: Control['control'], timestamp = 10, channel = 'control_pri'): Message => ({
  kind: 'control',
  control: what,
  channel,
  timestamp,
});
const publishers = (count: number, timestamp = 10, channel = 'control_pri'): Message => ({
  kind: 'occupancy',
  publishers: count,
  channel,
  timestamp,
});
const after = (...messages: Message[]): PushState =>
  messages.reduce((state, message) => pushStep(state, message).state, CONNECTED);

const none = [publishers(0), publishers(0, 10, 'control_sec')];

type Row = readonly [what: string, state: PushState, message: Message, effect: PushEffect | undefined, up: boolean];

/** Every input of spec §5.6, in the states in which it matters. */
const rows: readonly Row[] = [
  ['publishers, where there were some', CONNECTED, publishers(2), undefined, true],
  ['no publishers in one region', CONNECTED, publishers(0), undefined, true],
  ['no publishers in the other region either', after(none[0]!), none[1]!, 'down', false],
  ['a publisher, where there was none', after(...none), publishers(1, 11), 'up', true],
  ['a publisher in the other region', after(...none), publishers(1, 11, 'control_sec'), 'up', true],
  ['publishers, told too late', after(...none), publishers(1, 9), undefined, false],
  ['publishers, told twice', after(...none), publishers(1, 10), undefined, false],
  ['a publisher, while paused', after(...none, control('paused')), publishers(1, 11), undefined, false],
  ['"paused"', CONNECTED, control('paused'), 'down', false],
  ['"paused", again', after(control('paused')), control('paused', 11), undefined, false],
  ['"paused", without publishers', after(...none), control('paused', 11), undefined, false],
  ['"paused", told too late', after(control('resumed', 20)), control('paused', 19), undefined, true],
  ['"paused", told twice', after(control('paused'), control('resumed', 11)), control('paused', 11), undefined, true],
  ['"resumed", after a pause', after(control('paused')), control('resumed', 11), 'up', true],
  ['"resumed", without a pause', CONNECTED, control('resumed'), undefined, true],
  ['"resumed", without publishers', after(...none, control('paused')), control('resumed', 11), undefined, false],
  ['"resumed", told before the pause', after(control('paused')), control('resumed', 9), undefined, false],
  [
    '"resumed" on the other channel, whose time is its own',
    after(control('paused')),
    control('resumed', 9, 'control_sec'),
    'up',
    true,
  ],
  ['"disabled"', CONNECTED, control('disabled'), 'close', false],
  ['"disabled", while paused', after(control('paused')), control('disabled', 11), 'close', false],
  ['"reset"', CONNECTED, control('reset'), 'renew', true],
  ['"reset", while paused', after(control('paused')), control('reset', 11), 'renew', false],
  ['"reset", told too late', after(control('resumed', 20)), control('reset', 19), undefined, true],
  ['"paused" on a channel of somebody else', CONNECTED, control('paused', 10, 'NzM2_splits'), undefined, true],
  ['no publishers on a channel of somebody else', CONNECTED, publishers(0, 10, 'NzM2_splits'), undefined, true],
];

describe('whether a stream can be relied on (§5.6)', () => {
  it('is yes on every new connection', () => {
    expect(isUp(CONNECTED)).to.equal(true);
  });

  for (const [what, state, message, effect, up] of rows) {
    it(`after ${what}: ${effect ?? 'nothing new'}, and ${up ? 'up' : 'down'}`, () => {
      const step = pushStep(state, message);
      expect(step.effect).to.equal(effect);
      expect(isUp(step.state)).to.equal(up);
    });
  }
});
