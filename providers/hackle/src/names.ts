// The three name spaces of Hackle in one set of flags, and in flag keys as OpenFeature gives them (spec §9.1).

/** The name of an A/B test in the set. */
export function experimentName(key: number): string {
  return `experiment:${String(key)}`;
}

/** The name of a feature flag in the set. */
export function featureName(key: number): string {
  return `feature:${String(key)}`;
}

/** The name of a remote config parameter in the set. */
export function configName(key: string): string {
  return `config:${key}`;
}
