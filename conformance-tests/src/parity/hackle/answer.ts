import type { Asked } from './asked.js';
import { parameterNames } from './make/names.js';

/** What a caller gets of one evaluation. */
export type Answer = DecisionAnswer | ValueAnswer | { readonly thrown: string };

/** Of an A/B test or a feature flag. */
export interface DecisionAnswer {
  /** The key of the variation; of a flag whether it is on. */
  readonly decided: string | boolean;
  readonly reason: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Parameters read as each type, or as any. */
  readonly gets: readonly unknown[];
  readonly experiment: { readonly key: number; readonly version: number } | undefined;
}

/** Of a remote config parameter. */
export interface ValueAnswer {
  readonly value: unknown;
}

/** An SDK with a workspace, ready to be asked. */
export interface Respondent {
  ask(asked: Asked, user: unknown): Answer;
  close(): Promise<void>;
}

interface Detail {
  readonly reason: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly experiment?: { readonly key: number; readonly version: number } | undefined;
  readonly featureFlag?: { readonly key: number; readonly version: number } | undefined;
  get(name: string, fallback: unknown): unknown;
}

/** What the clients of both sides have in common. */
export interface DecidingClient {
  variation(key: unknown, user: unknown, fallback?: string): string;
  variationDetail(key: unknown, user: unknown, fallback?: string): Detail & { readonly variation: string };
  isFeatureOn(key: unknown, user: unknown): boolean;
  featureFlagDetail(key: unknown, user: unknown): Detail & { readonly isOn: boolean };
  remoteConfig(user: unknown): { get(key: unknown, fallback: unknown): unknown };
}

/** What a client answers. Of two ways to the same answer neither may say otherwise. */
export function answerOf(client: DecidingClient, asked: Asked, user: unknown): Answer {
  try {
    switch (asked.call) {
      case 'variationDetail': {
        const detail = client.variationDetail(asked.key, user, asked.fallback);
        same(client.variation(asked.key, user, asked.fallback), detail.variation);
        return decisionOf(detail.variation, asked.reads, detail, detail.experiment);
      }
      case 'featureFlagDetail': {
        const detail = client.featureFlagDetail(asked.key, user);
        same(client.isFeatureOn(asked.key, user), detail.isOn);
        return decisionOf(detail.isOn, asked.reads, detail, detail.experiment ?? detail.featureFlag);
      }
      case 'remoteConfig':
        return { value: client.remoteConfig(user).get(asked.key, asked.fallback) };
    }
  } catch (error) {
    return { thrown: String(error) };
  }
}

/** What parameters are read with: null takes any type. */
const fallbacks = { typed: ['none', -1, true], any: [null] } as const;

function decisionOf(
  decided: string | boolean,
  reads: keyof typeof fallbacks,
  detail: Detail,
  experiment: DecisionAnswer['experiment'],
): DecisionAnswer {
  return {
    decided,
    reason: detail.reason,
    parameters: { ...detail.parameters },
    gets: parameterNames.flatMap((name) => fallbacks[reads].map((fallback) => detail.get(name, fallback))),
    experiment: experiment === undefined ? undefined : { key: experiment.key, version: experiment.version },
  };
}

function same(brief: unknown, detailed: unknown): void {
  if (brief !== detailed) throw new Error(`the short call answers ${String(brief)}, not ${String(detailed)}`);
}
