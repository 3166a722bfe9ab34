/** The flags of the deployment that is asked remotely. */
export const remoteFlags = Array.from({ length: 20 }, (_, index) => `flag-${index}`);

/** What everybody gets of each. */
export const REMOTE_VALUE = 'on';

/** The backend's answer to every fetch. */
export function vardata(): string {
  const variant = {
    key: REMOTE_VALUE,
    value: REMOTE_VALUE,
    metadata: { segmentName: 'All Other Users', experimentKey: 'exp-1', deployed: true },
  };
  return JSON.stringify(Object.fromEntries(remoteFlags.map((key) => [key, variant])));
}
