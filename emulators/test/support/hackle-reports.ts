import type { ReceivedExposure, ReceivedMetric, ReceivedRemoteConfigEvent, ReceivedTrack } from '@polyflag/emulators';

/** A body without an event. */
export const empty = { exposureEvents: [], trackEvents: [], remoteConfigEvents: [] };

const head = {
  insertId: '3f0c6c1e-6a0b-4b57-9c0a-0d4c1a7be111',
  timestamp: 1_718_000_000_123,
  userId: 'ana',
  identifiers: { $id: 'ana' },
  userProperties: { grade: 'GOLD' },
  hackleProperties: {},
};

export const exposure: ReceivedExposure = {
  ...head,
  experimentId: 4320,
  experimentKey: 42,
  experimentType: 'AB_TEST',
  experimentVersion: 2,
  variationId: 13_383,
  variationKey: 'B',
  decisionReason: 'TRAFFIC_ALLOCATED',
  properties: { $experiment_version: 2, $execution_version: 3 },
};

export const track: ReceivedTrack = {
  ...head,
  eventTypeId: 3072,
  eventTypeKey: 'purchase',
  value: 13_200,
  properties: { pay_method: 'CARD' },
};

export const remoteConfigEvent: ReceivedRemoteConfigEvent = {
  ...head,
  parameterId: 201,
  parameterKey: 'banner_text',
  parameterType: 'STRING',
  decisionReason: 'TARGET_RULE_MATCH',
  valueId: 202,
  properties: { requestValueType: 'STRING', requestDefaultValue: 'hi', returnValue: 'hello' },
};

export const metric: ReceivedMetric = {
  name: 'experiment.decision',
  type: 'TIMER',
  tags: { key: '42', variation: 'B', reason: 'TRAFFIC_ALLOCATED' },
  measurements: { count: 3, total: 0.4, max: 0.2, mean: 0.13 },
};
