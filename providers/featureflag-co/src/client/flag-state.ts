import type { FlagReason } from '../translate/reasons.js';

/** What a flag answered, in the vendor's form (spec §7.1). */
export interface EvalDetail {
  /** The id of the option; -1 where the default is given. */
  readonly id: number;
  readonly reason: FlagReason;
  /** The text of the option, or the default. */
  readonly variation: unknown;
  readonly keyName: string;
  readonly name: string;
}

/** An answer with whether it is one. Frozen. */
export class FlagState {
  readonly success: boolean;
  /** `OK`, or the reason why there is no answer. */
  readonly message: string;
  readonly data: EvalDetail;

  constructor(data: EvalDetail) {
    this.success = data.id >= 0;
    this.message = this.success ? 'OK' : data.reason;
    this.data = Object.freeze(data);
    Object.freeze(this);
  }

  /** Whether the default was given. */
  get isDefaultValue(): boolean {
    return this.data.id === -1;
  }
}

/** The marks of what is not known (spec §6.4). */
export const unknown = { key: 'flag key unknown', name: 'flag name unknown', value: 'flag value unknown' } as const;

/** The detail of a default. */
export function defaultDetail(reason: FlagReason, flagKey: unknown, fallback: unknown): EvalDetail {
  const keyName = typeof flagKey === 'string' && flagKey !== '' ? flagKey : unknown.key;
  return { id: -1, reason, variation: fallback, keyName, name: unknown.name };
}
