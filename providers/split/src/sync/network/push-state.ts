import type { Control, Occupancy } from './notification.js';

/** Whether an open stream can be relied on (spec §5.6). Made anew for every connection. */
export interface PushState {
  /** The last control message was not "paused". */
  readonly resumed: boolean;
  readonly primary: ControlChannel;
  readonly secondary: ControlChannel;
}

/** What is known of a channel with control messages. */
export interface ControlChannel {
  readonly hasPublishers: boolean;
  /** When its last messages were sent; what is older comes too late to count. */
  readonly occupancyAt: number;
  readonly controlAt: number;
}

/**
 * - `up`, `down`: it can be relied on from now on, or no more; the connection stays.
 * - `close`: streaming is over until the next start.
 * - `renew`: another connection is to take the place of this one.
 */
export type PushEffect = 'up' | 'down' | 'close' | 'renew';

export interface PushStep {
  readonly state: PushState;
  readonly effect?: PushEffect;
}

const UNHEARD: ControlChannel = { hasPublishers: true, occupancyAt: -Infinity, controlAt: -Infinity };

/** What a new connection begins with: it is up until something else is said. */
export const CONNECTED: PushState = { resumed: true, primary: UNHEARD, secondary: UNHEARD };

export function isUp({ resumed, primary, secondary }: PushState): boolean {
  return resumed && (primary.hasPublishers || secondary.hasPublishers);
}

/** Which of the two channels a message came on; another one is none of ours. */
export function controlChannel(channel: string): 'primary' | 'secondary' | undefined {
  if (channel.endsWith('control_pri')) return 'primary';
  return channel.endsWith('control_sec') ? 'secondary' : undefined;
}

/** What comes of a message. Pure. */
export function pushStep(state: PushState, message: Control | Occupancy): PushStep {
  const which = controlChannel(message.channel);
  if (which === undefined) return { state };
  const channel = state[which];
  const { timestamp } = message;
  if (message.kind === 'occupancy') {
    if (timestamp <= channel.occupancyAt) return { state };
    const heard = { ...channel, hasPublishers: message.publishers !== 0, occupancyAt: timestamp };
    return compare(state, { ...state, [which]: heard });
  }
  if (timestamp <= channel.controlAt) return { state };
  const heard: PushState = { ...state, [which]: { ...channel, controlAt: timestamp } };
  switch (message.control) {
    case 'paused':
      return compare(state, { ...heard, resumed: false });
    case 'resumed':
      return compare(state, { ...heard, resumed: true });
    case 'disabled':
      return { state: { ...heard, resumed: false }, effect: 'close' };
    case 'reset':
      return { state: heard, effect: 'renew' };
  }
}

function compare(before: PushState, after: PushState): PushStep {
  if (isUp(before) === isUp(after)) return { state: after };
  return { state: after, effect: isUp(after) ? 'up' : 'down' };
}
