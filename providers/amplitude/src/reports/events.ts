/** An event as the analytics endpoint takes it, but for when it happened (spec §4.13, §6.7). */
export interface AnalyticsEvent {
  readonly event_type: string;
  readonly user_id?: string | null;
  readonly device_id?: string | null;
  readonly event_properties: Readonly<Record<string, unknown>>;
  readonly user_properties?: Readonly<Record<string, unknown>>;
  readonly groups?: Readonly<Record<string, unknown>>;
  readonly revenue?: number;
  /** The same each time that an event is sent: the backend takes it once. */
  readonly insert_id: string;
}

/** An event as it is sent. */
export interface SentEvent extends AnalyticsEvent {
  /** Epoch milliseconds. */
  readonly time: number;
  /** Counts the events of a client, from 1. */
  readonly event_id: number;
  readonly library: string;
}

/** The body of a request with events. */
export interface EventsWire {
  readonly api_key: string;
  readonly events: readonly SentEvent[];
  readonly options: { readonly min_id_length?: number };
  /** ISO text. */
  readonly client_upload_time: string;
}
