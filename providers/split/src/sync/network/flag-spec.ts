/**
 * Which version of the definitions the other side speaks (spec §4.3). An older proxy of the vendor's refuses 1.3; it is
 * asked for 1.2 then, and once a day whether it has been renewed.
 */
export type SpecState =
  | { readonly spoken: '1.3' }
  /** @property since when 1.3 was refused last, in epoch milliseconds */
  | { readonly spoken: '1.2'; readonly since: number };

export const NEWEST: SpecState = { spoken: '1.3' };

const RECOVERY_MS = 24 * 60 * 60 * 1000;

/** The base URL that speaks the newest version whatever it answers (spec §4.1). */
const VENDOR_URL = 'https://sdk.split.io/api';

/** Whether it is time to start over with 1.3. */
export function isRecoveryDue(state: SpecState, now: number): boolean {
  return state.spoken === '1.2' && now - state.since > RECOVERY_MS;
}

/** Whether an answer to 1.3 means that an older version may be understood. */
export function isTooNew(status: number, sdkUrl: string): boolean {
  return status === 400 && sdkUrl !== VENDOR_URL;
}
