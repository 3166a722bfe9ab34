import { general, invalidOption, notReady, option, placeOf } from '@polyflag/core-engine';
import type { AmplitudeConfig } from '../config/amplitude-config.js';
import { readSettings } from '../config/settings.js';
import type { ExperimentUser } from '../wire/user.js';
import type { FetchOptions } from '../wire/vardata.js';
import { readVariants, withoutDefaults, type Variants } from '../wire/variant.js';
import { errorOf } from './errors.js';
import type { EvaluateOptions, LocalEvaluation } from './local-evaluation.js';
import { holdRuntime } from './runtime-of.js';
import { ClientRuntime, type GivenParts } from './runtime.js';

/** An option that only our own tests and tools know: parts to be used instead of the ordinary ones. */
export const runtimeParts = Symbol('runtime parts');

type Given = AmplitudeConfig & { readonly [runtimeParts]?: GivenParts };

/** Who hears of a fetch that was made with `fetchAsync`. `error` is absent when it succeeded. */
export type FetchCallback = (user: ExperimentUser, variants: Variants, error?: Error) => void;

/**
 * Amplitude's client (spec §1.9, §4.6). Making one does no I/O and starts no timer. It is independent of every other one;
 * `Experiment` keeps shared ones.
 */
export class ExperimentClient {
  readonly #runtime: ClientRuntime;

  /**
   * @param deploymentKey the key of the deployment; without one, fetches fail
   * @throws CodedError naming the option that is unknown, or wrong in type or range, and what it takes
   */
  constructor(deploymentKey: string, config: AmplitudeConfig = {}) {
    if (!option.isRecord(config)) throw invalidOption('ExperimentClient: the configuration is an object of options');
    const { [runtimeParts]: parts, ...documented } = config as Given;
    const { settings, warnings } = readSettings('ExperimentClient', deploymentKey, documented);
    this.#runtime = new ClientRuntime(settings, parts);
    for (const warning of warnings) this.#runtime.log.warn(`ExperimentClient: ${warning}`);
    holdRuntime(this, this.#runtime);
  }

  /**
   * Fetches the variants of a user, those of who is not assigned included. Settles within the time that `fetchTimeoutMillis`,
   * `fetchRetries` and the waits between them come to.
   *
   * Rejects with the error of the first attempt: `FetchError` for a status, `SyntaxError` and `TypeError` for a body.
   */
  async fetchV2(user: ExperimentUser, options: FetchOptions = {}): Promise<Variants> {
    const { settings, remote } = this.#runtime;
    if (settings.deploymentKey === '') throw new Error('Experiment API key is empty');
    const outcome = await remote.fetch(user, options, readStrictly);
    if (outcome.kind !== 'answer') throw errorOf(outcome);
    return outcome.answer;
  }

  /**
   * Fetches the variants of a user, but for those of who is not assigned. Never rejects: there are none when the fetch
   * fails, and the reason is logged once. `fetchV2` tells failures.
   */
  async fetch(user: ExperimentUser, options: FetchOptions = {}): Promise<Variants> {
    try {
      return withoutDefaults(await this.fetchV2(user, options));
    } catch (error) {
      this.#runtime.log.error(`ExperimentClient: a fetch failed: ${messageOf(error)}`);
      return {};
    }
  }

  /**
   * As `fetch`, and tells a callback, once: of no variants and the error when the fetch failed. What the callback throws is
   * logged. Never rejects.
   */
  async fetchAsync(user: ExperimentUser, callback?: FetchCallback): Promise<void> {
    let variants: Variants = {};
    let problem: Error | undefined;
    try {
      variants = withoutDefaults(await this.fetchV2(user));
    } catch (error) {
      problem = error instanceof Error ? error : new Error(String(error));
    }
    try {
      callback?.(user, variants, problem);
    } catch (error) {
      this.#runtime.log.error(`ExperimentClient: the callback of fetchAsync failed: ${placeOf(error)}`);
    }
  }

  /**
   * Begins to download flags, for local evaluation. Resolves when the first are there; rejects with a coded error after
   * `initTimeoutMillis` at the latest, and downloading goes on. Harmless when repeated.
   */
  async start(): Promise<void> {
    const local = this.#local('start');
    const { clock, settings } = this.#runtime;
    const { initTimeoutMillis } = settings;
    await new Promise<void>((resolve, reject) => {
      const late = (): void => {
        reject(notReady(`there were no flags within ${initTimeoutMillis} ms; downloading goes on`));
      };
      const timer = clock.schedule(initTimeoutMillis, late, { hold: true });
      local
        .start()
        .then(resolve, reject)
        .finally(() => timer.cancel());
    });
  }

  /**
   * Evaluates flags here, with those that were downloaded; variants of who is not assigned are included.
   *
   * @param flagKeys which flags; default all. What they depend on is evaluated and given too
   * @throws Error for a cycle of dependencies
   */
  evaluateV2(user: ExperimentUser, flagKeys?: readonly string[], options: EvaluateOptions = {}): Variants {
    return this.#local('evaluateV2').evaluate(user, flagKeys, options);
  }

  /**
   * As `evaluateV2`, without the variants of who is not assigned.
   */
  // eslint-disable-next-line @typescript-eslint/require-await -- the vendor's method gives a promise
  async evaluate(user: ExperimentUser, flagKeys?: readonly string[]): Promise<Variants> {
    return withoutDefaults(this.#local('evaluate').evaluate(user, flagKeys, {}));
  }

  /**
   * Gives up fetches that are under way, sends events that wait, within `closeTimeoutMillis`, and ends everything. Never
   * rejects; a fetch or `start` may follow.
   */
  async stop(): Promise<void> {
    await this.#runtime.close(this.#runtime.settings.closeTimeoutMillis);
  }

  /** What a log shows of a client: nothing of its configuration. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `ExperimentClient { evaluates: ${this.#runtime.local === undefined ? 'remotely' : 'locally'} }`;
  }

  #local(method: string): LocalEvaluation {
    const { local } = this.#runtime;
    if (local === undefined)
      throw general(`${method} is for local evaluation: give the option "localEvaluation: true"`);
    return local;
  }
}

/** As the vendor's client: one entry that is null spoils the answer (spec §1.5, DECISIONS 34). */
function readStrictly(body: unknown): { readonly answer: Variants } | string {
  try {
    return { answer: readVariants(body) };
  } catch (error) {
    return messageOf(error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
