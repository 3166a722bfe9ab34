// What is said to the server (spec §4.3).

export const PING = JSON.stringify({ messageType: 'ping', data: null });

/** Asks for what has changed since a time, in epoch milliseconds; 0 asks for everything. */
export function dataSyncRequest(timestamp: number): string {
  return JSON.stringify({ messageType: 'data-sync', data: { timestamp } });
}
