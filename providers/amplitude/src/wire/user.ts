/** A user as the application gives him and as he is sent (spec §1.3). Every member is optional; unknown ones are sent. */
export interface ExperimentUser {
  readonly device_id?: string | null | undefined;
  readonly user_id?: string | null | undefined;
  readonly country?: string | null | undefined;
  readonly city?: string | null | undefined;
  readonly region?: string | null | undefined;
  readonly dma?: string | null | undefined;
  readonly language?: string | null | undefined;
  readonly platform?: string | null | undefined;
  readonly version?: string | null | undefined;
  readonly os?: string | null | undefined;
  readonly device_manufacturer?: string | null | undefined;
  readonly device_brand?: string | null | undefined;
  readonly device_model?: string | null | undefined;
  readonly carrier?: string | null | undefined;
  /** Which library asks, `name/version`; filled in. */
  readonly library?: string | null | undefined;
  readonly ip_address?: string | null | undefined;
  /** Texts, numbers, booleans and lists of those. */
  readonly user_properties?: Readonly<Record<string, unknown>> | null | undefined;
  /** Names of groups by type; local evaluation uses the first of each. */
  readonly groups?: Readonly<Record<string, readonly string[]>> | null | undefined;
  /** Properties by group type and name. */
  readonly group_properties?:
    Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>> | null | undefined;
  readonly cohort_ids?: readonly string[] | null | undefined;
  /** Cohorts by group type and name. */
  readonly group_cohort_ids?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> | null | undefined;
}
