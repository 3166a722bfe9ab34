/** Parts of workspaces as the backend would send them. */

type Json = Readonly<Record<string, unknown>>;

export function condition(type: string, name: string, ...values: unknown[]): Json {
  return { key: { type, name }, match: { type: 'MATCH', operator: 'IN', valueType: 'STRING', values } };
}

export function target(...conditions: unknown[]): Json {
  return { conditions };
}

/** `VARIATION` or `BUCKET`, with its id. */
export function serves(variationId: number): Json {
  return { type: 'VARIATION', variationId };
}

export function splits(bucketId: number): Json {
  return { type: 'BUCKET', bucketId };
}

/** Variations A and B, whose ids are 1 and 2; B has the parameters of the configuration 7. */
export function experiment(key: number, { execution = {}, ...more }: Json = {}): Json {
  return {
    id: 1000 + key,
    key,
    version: 3,
    identifierType: '$id',
    variations: [
      { id: 1, key: 'A', status: 'ACTIVE', parameterConfigurationId: null },
      { id: 2, key: 'B', status: 'ACTIVE', parameterConfigurationId: 7 },
    ],
    ...more,
    execution: { status: 'RUNNING', version: 4, defaultRule: serves(2), ...(execution as object) },
  };
}

export function parameter(key: string, type: string, value: unknown, more: Json = {}): Json {
  return { id: 500, key, type, identifierType: '$id', targetRules: [], defaultValue: { id: 501, value }, ...more };
}

/** Slots from 0 on; each its end and its target. */
export function bucket(id: number, ...slots: [end: number, target: number][]): Json {
  let startInclusive = 0;
  return {
    id,
    seed: 1,
    slotSize: 100,
    slots: slots.map(([endExclusive, variationId]) => {
      const slot = { startInclusive, endExclusive, variationId };
      startInclusive = endExclusive;
      return slot;
    }),
  };
}

/** A whole workspace around some parts. */
export function workspace(parts: Json = {}): Json {
  return {
    experiments: [],
    featureFlags: [],
    buckets: [],
    events: [],
    segments: [],
    containers: [],
    remoteConfigParameters: [],
    parameterConfigurations: [
      {
        id: 7,
        parameters: [
          { key: 'color', value: 'red' },
          { key: 'size', value: 4 },
          { key: 'wide', value: true },
          { key: 'layout', value: '{"columns":2}' },
          { key: 'broken', value: '{' },
          { key: '__proto__', value: 'own' },
        ],
      },
    ],
    ...parts,
  };
}
