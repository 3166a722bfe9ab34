import { expect } from 'chai';
import { readNotification, type Notification } from '#src/sync/network/notification.js';

const frame = (inner: unknown, outer: Readonly<Record<string, unknown>> = {}, type = 'message') => ({
  type,
  id: 'x:0',
  data: JSON.stringify({
    id: 'x:0:0',
    clientId: 'c',
    timestamp: 1_700_000_001_000,
    encoding: 'json',
    channel: 'NzM2_MTEx_splits',
    data: typeof inner === 'string' ? inner : JSON.stringify(inner),
    ...outer,
  }),
});

const CONTROL = { channel: '[?occupancy=metrics.publishers]control_pri' };
const control = (controlType: string) => frame({ type: 'CONTROL', controlType }, CONTROL);
const told = { channel: 'control_pri', timestamp: 1_700_000_001_000 };

type Row = readonly [what: string, event: ReturnType<typeof frame>, notification: Notification];

/** The examples of spec §5.3 and what they mean. */
const rows: readonly Row[] = [
  [
    'SPLIT_UPDATE',
    frame({ type: 'SPLIT_UPDATE', changeNumber: 900 }),
    { kind: 'update', half: 'flags', changeNumber: 900, inline: undefined },
  ],
  [
    'SPLIT_UPDATE with a definition',
    frame({ type: 'SPLIT_UPDATE', changeNumber: 900, pcn: 100, c: 2, d: 'eJx' }),
    {
      kind: 'update',
      half: 'flags',
      changeNumber: 900,
      inline: { previous: 100, compression: 'zlib', data: 'eJx' },
    },
  ],
  [
    'RB_SEGMENT_UPDATE with a definition',
    frame({ type: 'RB_SEGMENT_UPDATE', changeNumber: 500, pcn: 400, c: 1, d: 'H4sI' }),
    {
      kind: 'update',
      half: 'ruleBasedSegments',
      changeNumber: 500,
      inline: { previous: 400, compression: 'gzip', data: 'H4sI' },
    },
  ],
  [
    'a definition in a compression that is not known',
    frame({ type: 'SPLIT_UPDATE', changeNumber: 900, pcn: 100, c: 3, d: 'eJx' }),
    { kind: 'update', half: 'flags', changeNumber: 900, inline: undefined },
  ],
  [
    'a definition that does not say what it follows on',
    frame({ type: 'SPLIT_UPDATE', changeNumber: 900, c: 0, d: 'eJx' }),
    { kind: 'update', half: 'flags', changeNumber: 900, inline: undefined },
  ],
  [
    'SPLIT_KILL',
    frame({ type: 'SPLIT_KILL', changeNumber: 1000, splitName: 'checkout', defaultTreatment: 'off' }),
    { kind: 'kill', changeNumber: 1000, flag: 'checkout', defaultTreatment: 'off' },
  ],
  [
    'SPLIT_KILL of nobody knows what',
    frame({ type: 'SPLIT_KILL', changeNumber: 1000 }),
    { kind: 'update', half: 'flags', changeNumber: 1000, inline: undefined },
  ],
  [
    'SEGMENT_UPDATE',
    frame({ type: 'SEGMENT_UPDATE', changeNumber: 1100, segmentName: 'employees' }),
    { kind: 'segment', changeNumber: 1100, segment: 'employees' },
  ],
  ['STREAMING_PAUSED', control('STREAMING_PAUSED'), { kind: 'control', control: 'paused', ...told }],
  ['STREAMING_RESUMED', control('STREAMING_RESUMED'), { kind: 'control', control: 'resumed', ...told }],
  ['STREAMING_ENABLED', control('STREAMING_ENABLED'), { kind: 'control', control: 'resumed', ...told }],
  ['STREAMING_DISABLED', control('STREAMING_DISABLED'), { kind: 'control', control: 'disabled', ...told }],
  ['STREAMING_RESET', control('STREAMING_RESET'), { kind: 'control', control: 'reset', ...told }],
  ['a control message of another type', control('STREAMING_PARTY'), { kind: 'ignored' }],
  [
    'occupancy',
    frame({ metrics: { publishers: 2 } }, { ...CONTROL, name: '[meta]occupancy' }),
    { kind: 'occupancy', publishers: 2, ...told },
  ],
  [
    'an error with a code',
    { type: 'error', id: '', data: '{"message":"Token expired","code":40142,"statusCode":401}' },
    { kind: 'error', code: 40_142 },
  ],
  ['an error that nobody can read', { type: 'error', id: '', data: 'oh' }, { kind: 'error', code: undefined }],
  ['MEMBERSHIPS_MS_UPDATE', frame({ type: 'MEMBERSHIPS_MS_UPDATE', changeNumber: 1 }), { kind: 'ignored' }],
  ['LS_DEFINITION_UPDATE', frame({ type: 'LS_DEFINITION_UPDATE', ls: [] }), { kind: 'ignored' }],
  ['a type that is not known', frame({ type: 'constructor' }), { kind: 'ignored' }],
  ['a frame without data', { type: 'message', id: '', data: '' }, { kind: 'ignored' }],
  ['a message without data', frame({}, { data: undefined }), { kind: 'ignored' }],
];

const malformed: readonly (readonly [what: string, event: ReturnType<typeof frame>])[] = [
  ['is no JSON', { type: 'message', id: '', data: 'hunter2' }],
  ['is a list', { type: 'message', id: '', data: '[]' }],
  ['has data that are no JSON', frame('hunter2')],
  ['has data that are a number', frame({}, { data: 5 })],
  ['updates to no number', frame({ type: 'SPLIT_UPDATE', changeNumber: 'hunter2' })],
  ['updates beyond all numbers', frame({ type: 'RB_SEGMENT_UPDATE', changeNumber: 1e300 })],
  ['kills at no number', frame({ type: 'SPLIT_KILL', splitName: 'x', defaultTreatment: 'y' })],
  ['updates no segment', frame({ type: 'SEGMENT_UPDATE', changeNumber: 1 })],
  ['counts nothing', frame({ metrics: {} }, { ...CONTROL, name: '[meta]occupancy' })],
];

describe('a frame of the stream (§5.3)', () => {
  for (const [what, event, notification] of rows) {
    it(`is read: ${what}`, () => {
      expect(readNotification(event)).to.deep.equal(notification);
    });
  }

  for (const [what, event] of malformed) {
    it(`that ${what} is malformed, and is not quoted`, () => {
      const notification = readNotification(event);
      expect(notification.kind).to.equal('malformed');
      expect(JSON.stringify(notification)).to.not.include('hunter2');
    });
  }
});
