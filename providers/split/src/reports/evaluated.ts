import type { Decision } from '@polyflag/core-engine';
import type { Properties } from '../validation/properties.js';

/** What an impression is made of. */
export interface Evaluated {
  readonly feature: string;
  readonly key: string;
  /** Only where the caller gave one. */
  readonly bucketingKey: string | undefined;
  /** What the caller got: the decision's, or a fallback. */
  readonly treatment: string;
  readonly label: string;
  readonly decision: Decision;
  readonly attributes: Readonly<Record<string, unknown>> | undefined;
  readonly properties?: Properties | undefined;
}

/** The change number of the flag that decided, where there is one. */
export function changeNumberOf({ flag }: Decision): number | undefined {
  const changeNumber = flag?.info.changeNumber;
  return typeof changeNumber === 'number' ? changeNumber : undefined;
}
