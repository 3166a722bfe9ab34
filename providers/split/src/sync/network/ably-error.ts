import { failure, type SyncFailure } from '@polyflag/core-engine';

/**
 * What an error of the stream means (spec §5.6). 401xx about the token passes with another one; of the other errors that
 * blame us no repetition soon will change anything; the rest passes.
 */
export function failureOfAbly(code: number | undefined): SyncFailure {
  const message = `the stream reported the error ${code ?? 'without a code'}`;
  const isToken = code !== undefined && code >= 40140 && code <= 40149;
  const isOurs = code !== undefined && code >= 40000 && code <= 49999;
  return failure(isOurs && !isToken ? 'refused' : 'unavailable', message);
}
