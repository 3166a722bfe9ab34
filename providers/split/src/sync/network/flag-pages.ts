import { failure, failureOfStatus, type SyncFailure } from '@polyflag/core-engine';
import { isUnreadable, readChanges, type ChangesPage } from '../../wire/changes.js';
import type { FlagSpec } from '../../wire/requests.js';
import { ask, nameOf, type Backend } from './backend.js';
import { isTooNew } from './flag-spec.js';
import type { ChangeNumbers } from './paging.js';

/** How definitions are asked for beyond the ordinary. */
export interface Insistence {
  /** Caches between are to step aside. */
  readonly fresh?: boolean;
  /** A change number that makes the URL new (spec §4.7). */
  readonly till?: number | undefined;
}

export type PageAnswer =
  | { readonly kind: 'page'; readonly page: ChangesPage }
  /** This version of the definitions is not understood. */
  | { readonly kind: 'too new'; readonly failure: SyncFailure }
  | SyncFailure;

/** Asks for one page of `splitChanges`. */
export async function askForPage(
  backend: Backend,
  sdkUrl: string,
  spec: FlagSpec,
  from: ChangeNumbers,
  { fresh, till }: Insistence,
  signal: AbortSignal,
): Promise<PageAnswer> {
  const what = nameOf('flags');
  const query = { spec, since: from.flags, rbSince: from.ruleBasedSegments, till, fresh };
  const answer = await ask(backend, 'flags', backend.requests.flags(query), signal);
  switch (answer.kind) {
    case 'failed':
      return answer;
    case 'status': {
      const failed = failureOf(answer.status, what);
      return spec === '1.3' && isTooNew(answer.status, sdkUrl) ? { kind: 'too new', failure: failed } : failed;
    }
    case 'body': {
      const page = readChanges(answer.body);
      return isUnreadable(page)
        ? failure('invalid', `${what}: the answer cannot be used: ${page.problem}`)
        : { kind: 'page', page };
    }
  }
}

function failureOf(status: number, what: string): SyncFailure {
  if (status !== 414) return failureOfStatus(status, what);
  return failure('unavailable', `${what}: the backend answered 414: the flag sets filter is too long`);
}
