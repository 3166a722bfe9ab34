import type { FetchFailure } from '../remote/failure.js';

/** The backend answered a fetch with another status than 200 (spec §1.6). */
export class FetchError extends Error {
  override readonly name = 'FetchError';
  readonly statusCode: number;

  constructor(statusCode: number) {
    super(`Fetch error response: status=${statusCode}`);
    this.statusCode = statusCode;
  }
}

/** A failed fetch as the vendor's client throws it (spec §1.9). */
export function errorOf(failure: FetchFailure): Error {
  switch (failure.kind) {
    case 'status':
      return new FetchError(failure.status);
    case 'no-json':
      return new SyntaxError('the answer is not JSON, or not all of it');
    case 'unusable':
      return new TypeError(failure.message);
    case 'timeout':
      return new Error(failure.asked ? 'Socket connection timed out' : 'Response timed out');
    case 'network':
      return networkError(failure.message);
    case 'stopped':
      return new Error('the client was stopped');
  }
}

/** With the name of the system error as its `code`, where there is one. */
function networkError(message: string): Error {
  const code = /\((E[A-Z_]+)\)$/.exec(message)?.[1];
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}
