/** What is asked of the backend, or sent to it, and its name in telemetry (§6.6). */
export const resources = {
  flags: 'sp',
  segments: 'se',
  impressions: 'im',
  impressionCounts: 'ic',
  events: 'ev',
  /** Unique keys as well: the vendor has no name of their own for them. */
  telemetry: 'te',
  token: 'to',
} as const;

export type Resource = keyof typeof resources;

/** The methods of the client and their names in telemetry (§6.6). */
export const methods = {
  getTreatment: 't',
  getTreatments: 'ts',
  getTreatmentWithConfig: 'tc',
  getTreatmentsWithConfig: 'tcs',
  getTreatmentsByFlagSet: 'tf',
  getTreatmentsByFlagSets: 'tfs',
  getTreatmentsWithConfigByFlagSet: 'tcf',
  getTreatmentsWithConfigByFlagSets: 'tcfs',
  track: 'tr',
} as const;

export type Method = keyof typeof methods;
