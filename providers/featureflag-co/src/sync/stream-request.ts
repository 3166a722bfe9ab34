import type { SocketRequest } from '@polyflag/core-engine';
import { headersOf } from '../wire/headers.js';
import { connectionToken } from './token.js';

export interface StreamAddress {
  readonly envSecret: string;
  /** The base URL, without a slash at its end. */
  readonly url: string;
  /** The version of the stream; absent: none is named. */
  readonly version?: string | undefined;
}

/** What is opened for the stream (spec §4.1); for one attempt only, because of its token. */
export function streamRequest({ envSecret, url, version }: StreamAddress, now: number, random: number): SocketRequest {
  const token = encodeURIComponent(connectionToken(envSecret, now, random));
  const versioned = version === undefined ? '' : `&version=${encodeURIComponent(version)}`;
  return {
    url: `${url}/streaming?token=${token}&type=server${versioned}`,
    headers: headersOf(envSecret),
  };
}
