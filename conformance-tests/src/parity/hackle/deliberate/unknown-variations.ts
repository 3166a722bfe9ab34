import type { ExperimentWire, VariationWire } from '@polyflag/emulators';
import type { Action } from '@polyflag/hackle-provider/internal';
import { NO_BUCKET } from '../make/parts.js';
import { flagWith, workspaceWith } from './example.js';
import type { DeliberateDifference } from './difference.js';

export const unknownVariations: DeliberateDifference = {
  id: 'unknown variations',
  rule: 'Hackle page §3.3, §11: a variation of an action that is not present: throw',
  answer: 'an action that serves a variation which is not there ends in EXCEPTION',
  concerns: ({ closure }) => closure.experiments.some(hasUnknown),
  // A bucket that is missing ends there on both sides.
  action: (action, variations) => (isUnknown(action, variations) ? { type: 'BUCKET', bucketId: NO_BUCKET } : action),
  example: {
    workspace: workspaceWith({
      experiments: [
        {
          ...flagWith(),
          execution: { status: 'RUNNING', version: 1, defaultRule: { type: 'VARIATION', variationId: 9_999 } },
        },
      ],
    }),
    asked: { call: 'variationDetail', key: 1, fallback: undefined, reads: 'typed' },
    user: 'ana',
    answer: { decided: 'A', reason: 'EXCEPTION' },
  },
};

function hasUnknown({ execution = {}, variations = [] }: ExperimentWire): boolean {
  const rules = [...(execution.targetRules ?? []), ...(execution.segmentOverrides ?? [])];
  const actions = [execution.defaultRule, ...rules.map(({ action }) => action)];
  return actions.some((action) => action !== undefined && isUnknown(action, variations));
}

function isUnknown(action: Action, variations: readonly VariationWire[]): boolean {
  return action.type === 'VARIATION' && variations.every(({ id }) => id !== action.variationId);
}
