import type { HttpRequest, StreamRequest } from '@polyflag/core-engine';
import type { AmplitudeSettings, CohortSettings } from '../config/settings.js';

/** How long a request for flags may take, in milliseconds (spec §4.1). */
const FLAGS_DEADLINE = 5_000;

/** How long a request for a cohort may take, in milliseconds (spec §4.3). */
const COHORT_DEADLINE = 20_000;

type Settings = Pick<AmplitudeSettings, 'urls' | 'deploymentKey' | 'library'>;

/** Asks for all flags (spec §4.1). */
export function flagsRequest({ urls, deploymentKey, library }: Settings): HttpRequest {
  return {
    method: 'GET',
    url: `${urls.flags}/sdk/v2/flags`,
    headers: { authorization: `Api-Key ${deploymentKey}`, 'x-amp-exp-library': library },
    deadlines: { request: FLAGS_DEADLINE },
    // Who awaits a start holds the process.
    background: true,
  };
}

/** Asks for the stream of flags (spec §4.2). */
export function streamRequest({ urls, deploymentKey, library }: Settings): StreamRequest {
  return {
    url: `${urls.stream}/sdk/stream/v1/flags`,
    headers: {
      accept: 'text/event-stream',
      'cache-control': 'no-cache',
      authorization: `Api-Key ${deploymentKey}`,
      'x-amp-exp-library': library,
    },
  };
}

/**
 * Asks for a cohort (spec §4.3).
 *
 * @param lastModified of the cohort that is there: it is sent only if it has changed since
 */
export function cohortRequest(
  { urls, library }: Settings,
  { apiKey, secretKey, maxCohortSize }: CohortSettings,
  id: string,
  lastModified: number | undefined,
): HttpRequest {
  const since = lastModified === undefined ? '' : `&lastModified=${String(lastModified)}`;
  const credentials = Buffer.from(`${apiKey}:${secretKey}`).toString('base64');
  return {
    method: 'GET',
    url: `${urls.cohorts}/sdk/v1/cohort/${encodeURIComponent(id)}?maxCohortSize=${String(maxCohortSize)}${since}`,
    headers: { authorization: `Basic ${credentials}`, 'x-amp-exp-library': library },
    deadlines: { request: COHORT_DEADLINE },
    background: true,
  };
}
