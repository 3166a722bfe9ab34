import type { Decision, SideReport } from '@polyflag/core-engine';
import { keptOf } from '../reports/kept.js';
import { variationsOf } from '../reports/reports.js';
import { reportedUser } from '../user/user.js';
import type { User } from '../user/user.js';
import type { Evaluations } from './evaluations.js';
import { defaultDetail, unknown, type EvalDetail } from './flag-state.js';
import type { FFCRuntime } from './runtime.js';

interface Entry {
  readonly detail: EvalDetail;
  /** Sends the event of the evaluation. */
  readonly report: () => void;
}

/** The answers of all flags for one user (spec §7.4). Making them sends nothing; asking for one sends its event. */
export class AllFlagStates {
  readonly success: boolean;
  /** `OK`, or the reason why there are no answers. */
  readonly message: string;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #data: readonly EvalDetail[];

  constructor(message: string, entries: ReadonlyMap<string, Entry>, data: readonly EvalDetail[]) {
    this.success = message === 'OK';
    this.message = message;
    this.#entries = entries;
    this.#data = Object.freeze(data);
  }

  /** The answers in the order in which the flags arrived; of none at all the one that says why. */
  get data(): readonly EvalDetail[] {
    return this.#data;
  }

  get keyNames(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /**
   * The answer of one flag. Each call sends its usage event, if the client is still open.
   *
   * @returns `null` for a flag that is not there
   */
  get(flagKey: string): EvalDetail | null {
    const entry = this.#entries.get(flagKey);
    if (entry === undefined) return null;
    entry.report();
    return entry.detail;
  }

  toJSON(): { readonly success: boolean; readonly message: string; readonly data: readonly EvalDetail[] } {
    return { success: this.success, message: this.message, data: this.data };
  }
}

/** Asks all flags for a user. One that fails has the default in its place; the others are as they are (D14). */
export function askAll(runtime: FFCRuntime, evaluations: Evaluations, user: unknown): AllFlagStates {
  const entries = new Map<string, Entry>();
  const refusal = evaluations.all('getAllLatestFlagVariations', user, (cell, decision, nested, whom) => {
    const [key = cell.key] = runtime.definitions.keysOf([cell.key]);
    entries.set(key, decision.error === undefined ? entryOf(runtime, decision, nested, whom) : failed(key));
  });
  if (refusal === undefined)
    return new AllFlagStates(
      'OK',
      entries,
      [...entries.values()].map(({ detail }) => detail),
    );
  const detail = Object.freeze(defaultDetail(refusal, undefined, unknown.value));
  return new AllFlagStates(refusal, new Map([[detail.keyName, { detail, report: () => undefined }]]), [detail]);
}

function entryOf(runtime: FFCRuntime, decision: Decision, nested: readonly SideReport[], whom: User): Entry {
  const variations = variationsOf(decision, nested);
  return {
    detail: keptOf(decision).state.data,
    report: () => runtime.reports?.usage(variations, reportedUser(whom.key, whom.attributes)),
  };
}

function failed(key: string): Entry {
  const detail = Object.freeze(defaultDetail('error in evaluation', key, unknown.value));
  return { detail, report: () => undefined };
}
