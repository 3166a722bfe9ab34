/** What is fetched, by the words of this package. */
export type SyncResource = 'flags' | 'segments' | 'token';

/** Hears what goes on between us and the backend, for diagnostics (spec §6.6). Nothing depends on it; it must not throw. */
export interface SyncObserver {
  /** A request was answered as it should be. */
  synced?(resource: SyncResource): void;
  /** How long that took, in milliseconds. */
  httpLatency?(resource: SyncResource, ms: number): void;
  /** A request was answered with another status. */
  httpError?(resource: SyncResource, status: number): void;
  /** Something happened to the stream. */
  streamingEvent?(type: StreamingEventType, data?: number): void;
  tokenRefreshed?(): void;
  /** The backend refused to give a token. */
  authRejected?(): void;
  /** A definition came with its notification. */
  inlineUpdate?(kind: 'flags' | 'ruleBasedSegments'): void;
}

/** What happens to a stream, by the numbers of spec §6.6, and what goes along with it. */
export const streamingEvent = {
  connected: 0,
  /** Publishers. */
  primaryOccupancy: 10,
  secondaryOccupancy: 20,
  /** 0 enabled, 1 disabled, 2 paused. */
  status: 30,
  /** 1 asked for by us, 0 not. */
  connectionError: 40,
  /** When the token expires. */
  tokenRefresh: 50,
  /** The code. */
  ablyError: 60,
  /** 0 streaming, 1 polling. */
  syncMode: 70,
} as const;

export type StreamingEventType = (typeof streamingEvent)[keyof typeof streamingEvent];
