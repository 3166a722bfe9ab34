import { noReferences, type References } from '@polyflag/core-engine';
import { experimentName, featureName } from '../names.js';
import type { Target, TargetCondition } from './workspace.js';

const DECIMAL = /^[+-]?\d{1,16}$/;

/**
 * The name in the set of the A/B test or feature flag that a condition asks for; `undefined`: its name is no number, and
 * asking fails the evaluation (spec §3.6).
 */
export function referredFlag({ type, name }: TargetCondition): string | undefined {
  if (!DECIMAL.test(name)) return undefined;
  return type === 'AB_TEST' ? experimentName(Number(name)) : featureName(Number(name));
}

/** What conditions refer to: other experiments, and segments. */
export function referencesOf(targets: Iterable<Target>): References {
  const flags = new Set<string>();
  const rules = new Set<string>();
  for (const target of targets) {
    for (const condition of target) {
      if (condition.type === 'SEGMENT') {
        for (const segment of condition.values) if (typeof segment === 'string') rules.add(segment);
      } else if (condition.type === 'AB_TEST' || condition.type === 'FEATURE_FLAG') {
        const name = referredFlag(condition);
        if (name !== undefined) flags.add(name);
      }
    }
  }
  return flags.size === 0 && rules.size === 0 ? noReferences : { flags: [...flags], rules: [...rules], segments: [] };
}
