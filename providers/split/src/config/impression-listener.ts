import { option } from '@polyflag/core-engine';
import type { Properties } from '../validation/properties.js';

/** What a listener hears of an impression (§6.2, DECISIONS 9). */
export interface ImpressionData {
  readonly impression: {
    readonly feature: string;
    readonly keyName: string;
    readonly treatment: string;
    /** Epoch milliseconds. */
    readonly time: number;
    readonly bucketingKey: string | undefined;
    readonly label: string | undefined;
    readonly changeNumber: number | undefined;
    /** When the same impression was made last, in epoch milliseconds. */
    readonly pt: number | undefined;
    readonly properties: Properties | undefined;
  };
  readonly attributes: Readonly<Record<string, unknown>> | undefined;
  readonly ip: string | undefined;
  /** Another name of `ip`. */
  readonly instanceId: string | undefined;
  readonly hostname: string | undefined;
  readonly sdkLanguageVersion: string;
}

/**
 * Hears of every impression. Its method may have either of the names that the vendor documents; where it has both,
 * `logImpression` is called.
 */
export type ImpressionListener =
  { logImpression(data: ImpressionData): unknown } | { log_impression(data: ImpressionData): unknown };

/** The option `impressionListener`. */
export function impressionListener(): option.Option<ImpressionListener | undefined> {
  return option.instance('an object with the function logImpression', isImpressionListener);
}

/** Calls a listener by whichever name its method has. */
export function callListener(listener: ImpressionListener, data: ImpressionData): unknown {
  return hasMethod(listener, 'logImpression') ? listener.logImpression(data) : listener.log_impression(data);
}

function isImpressionListener(value: unknown): value is ImpressionListener {
  if (typeof value !== 'object' || value === null) return false;
  return hasMethod(value, 'logImpression') || hasMethod(value, 'log_impression');
}

function hasMethod<T extends object, N extends string>(
  value: T,
  name: N,
): value is Extract<T, { readonly [K in N]: unknown }> {
  return typeof (value as Readonly<Record<string, unknown>>)[name] === 'function';
}
