import type { HttpRequest } from '@polyflag/core-engine';
import type { AmplitudeSettings } from '../config/settings.js';
import type { ExperimentUser } from './user.js';

/** What may be said of one fetch (spec §1.9). */
export interface FetchOptions {
  /** The only flags to evaluate; default all of the deployment. */
  readonly flagKeys?: readonly string[] | null | undefined;
  /** Whether the backend records an assignment; default what the backend does. */
  readonly tracksAssignment?: boolean | null | undefined;
  /** Whether the backend records all fetched flags as exposed; default what the backend does. */
  readonly tracksExposure?: boolean | null | undefined;
}

/** A longer header is neither cached on the way nor sure to arrive (spec §1.11): the user goes in a body then. */
const LONGEST_HEADER = 8_000;

/**
 * The request for the variants of a user (spec §1.1, §1.2).
 *
 * @throws TypeError when the user cannot be written as JSON
 */
export function vardataRequest(
  { urls, deploymentKey, library }: Pick<AmplitudeSettings, 'urls' | 'deploymentKey' | 'library'>,
  user: ExperimentUser,
  { flagKeys, tracksAssignment, tracksExposure }: FetchOptions = {},
): HttpRequest {
  const url = `${urls.server}/sdk/v2/vardata?v=0`;
  const json = JSON.stringify({ library, ...user });
  const headers: Record<string, string> = { authorization: `Api-Key ${deploymentKey}` };
  if (Array.isArray(flagKeys)) headers['x-amp-exp-flag-keys'] = base64url(JSON.stringify(flagKeys));
  if (typeof tracksAssignment === 'boolean') headers['x-amp-exp-track'] = trackWord(tracksAssignment);
  if (typeof tracksExposure === 'boolean') headers['x-amp-exp-exposure-track'] = trackWord(tracksExposure);
  const encoded = base64url(json);
  if (encoded.length > LONGEST_HEADER) {
    headers['content-type'] = 'application/json;charset=utf-8';
    return { method: 'POST', url, headers, body: json };
  }
  headers['x-amp-exp-user'] = encoded;
  return { method: 'GET', url, headers };
}

function trackWord(tracks: boolean): string {
  return tracks ? 'track' : 'no-track';
}

/** URL-safe and without padding (spec §1.2). */
function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
