import { flagWith, property, workspaceWith } from '../../deliberate/example.js';
import type { Row } from '../sent.js';
import type { ReportDifference } from './difference.js';

const test = flagWith();

export const nestedReasons: ReportDifference = {
  id: 'reasons of tests that a parameter asks for',
  rule: 'Hackle page §3.6, §11: a nested A/B test under remote config keeps TRAFFIC_ALLOCATED',
  answer: 'an A/B test that a remote config parameter asks for keeps its reason',
  vendor: (sent) => ({ ...sent, exposures: sent.exposures.map(asAllocated) }),
  example: {
    workspace: workspaceWith({
      experiments: [test],
      remoteConfigParameters: [
        {
          id: 30,
          key: 'banner',
          type: 'STRING',
          targetRules: [
            {
              key: 'r',
              name: 'R',
              target: { conditions: [property('IN', 'STRING', ['B'], { type: 'AB_TEST', name: '1' })] },
              bucketId: 1,
              value: { id: 31, value: 'hello' },
            },
          ],
          defaultValue: { id: 32, value: 'hi' },
        },
      ],
    }),
    calls: [{ method: 'ask', asked: { call: 'remoteConfig', key: 'banner', fallback: 'none' }, user: 'ana' }],
    sent: { experimentId: 10, variationKey: 'A', decisionReason: 'TRAFFIC_ALLOCATED' },
  },
};

function asAllocated(event: Row): Row {
  const { properties, decisionReason } = event;
  const isNested = (properties as Row).$targetingRootType === 'REMOTE_CONFIG';
  return isNested && decisionReason === 'TRAFFIC_ALLOCATED_BY_TARGETING'
    ? { ...event, decisionReason: 'TRAFFIC_ALLOCATED' }
    : event;
}
