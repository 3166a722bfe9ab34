import {
  Nap,
  readAnswer,
  retryAfterMs,
  Slots,
  type Clock,
  type HttpResponse,
  type Transport,
} from '@polyflag/core-engine';
import type { AmplitudeSettings, CohortSettings } from '../config/settings.js';
import type { Cohort } from '../local/cohort-table.js';
import { decodeCohort } from '../wire/cohort.js';
import { cohortRequest } from '../wire/requests.js';
import { show } from '../wire/read.js';

export interface CohortDownloadOptions {
  readonly settings: Pick<AmplitudeSettings, 'urls' | 'deploymentKey' | 'library'>;
  readonly cohorts: CohortSettings;
  readonly transport: Pick<Transport, 'request'>;
  readonly clock: Clock;
}

/** What came of asking for a cohort. */
export type Downloaded =
  | { readonly kind: 'cohort'; readonly cohort: Cohort }
  /** It is as it was. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed'; readonly message: string; readonly again: boolean };

/** So many requests are under way at once, so often each is tried, and so long is waited in between, in milliseconds (§4.3). */
const AT_ONCE = 4;
const ATTEMPTS = 3;
const PAUSE = 100;

/** So long at most the backend is left alone when it asks for that, in milliseconds. */
const LONGEST_ABSENCE = 1_800_000;

/** Downloads cohorts, some at a time (spec §4.3). */
export class CohortDownload {
  private readonly options: CohortDownloadOptions;
  private readonly slots = new Slots(AT_ONCE);
  /** The requests under way: whoever asks for the same shares one. */
  private readonly underWay = new Map<string, Promise<Downloaded>>();
  /** The backend asked to be left alone, whatever the cohort: with what status, and until when, in epoch milliseconds. */
  private absence: { readonly status: number; readonly until: number } | undefined;

  constructor(options: CohortDownloadOptions) {
    this.options = options;
  }

  /**
   * Downloads one cohort. Never rejects.
   *
   * @param lastModified of the one that is there
   */
  fetch(id: string, lastModified: number | undefined, signal: AbortSignal): Promise<Downloaded> {
    const name = JSON.stringify([id, lastModified ?? null]);
    const known = this.underWay.get(name);
    if (known !== undefined) return known;
    const fetched = this.slots
      .run(() => this.attempts(id, lastModified, signal))
      .finally(() => {
        if (this.underWay.get(name) === fetched) this.underWay.delete(name);
      });
    this.underWay.set(name, fetched);
    return fetched;
  }

  private async attempts(id: string, lastModified: number | undefined, signal: AbortSignal): Promise<Downloaded> {
    for (let attempt = 1; ; attempt += 1) {
      if (signal.aborted) return { kind: 'failed', message: `cohort ${show(id)}: given up`, again: false };
      const downloaded = await this.attempt(id, lastModified, signal);
      if (downloaded.kind !== 'failed' || !downloaded.again || attempt === ATTEMPTS) return downloaded;
      await this.pause(signal);
    }
  }

  private async pause(signal: AbortSignal): Promise<void> {
    const nap = new Nap(this.options.clock);
    const end = (): void => nap.end();
    signal.addEventListener('abort', end);
    await nap.take(PAUSE);
    signal.removeEventListener('abort', end);
  }

  private async attempt(id: string, lastModified: number | undefined, signal: AbortSignal): Promise<Downloaded> {
    const { settings, cohorts, transport, clock } = this.options;
    const what = `cohort ${show(id)}`;
    const { absence } = this;
    if (absence !== undefined && clock.now() < absence.until) return failureOf(what, absence.status, false);
    const outcome = await transport.request({ ...cohortRequest(settings, cohorts, id, lastModified), signal });
    if (outcome.kind === 'response' && outcome.status !== 200) {
      if (outcome.status === 204) return { kind: 'unchanged' };
      return failureOf(what, outcome.status, !this.isSentAway(outcome));
    }
    const answer = readAnswer(outcome, what);
    if (answer.kind === 'failed') return { kind: 'failed', message: answer.message, again: true };
    const cohort = answer.kind === 'body' ? decodeCohort(answer.body) : undefined;
    if (cohort === undefined || cohort.id !== id) {
      return { kind: 'failed', message: `${what}: the answer cannot be used: it is no such cohort`, again: true };
    }
    return { kind: 'cohort', cohort };
  }

  /** Whether an answer asks for more patience than a pause; that is kept. */
  private isSentAway(response: HttpResponse): boolean {
    const now = this.options.clock.now();
    const wished = retryAfterMs(response, now) ?? 0;
    if (wished <= PAUSE) return false;
    this.absence = { status: response.status, until: now + Math.min(wished, LONGEST_ABSENCE) };
    return true;
  }
}

/**
 * What a status means (spec §4.3): but for 429, what the client did wrong stays wrong.
 *
 * @param isWelcome whether the backend may be asked again at once
 */
function failureOf(what: string, status: number, isWelcome: boolean): Downloaded {
  const message =
    status === 413
      ? `${what} has more members than "maxCohortSize"`
      : `${what}: the backend answered ${String(status)}`;
  return { kind: 'failed', message, again: isWelcome && (status < 400 || status === 429 || status >= 500) };
}
