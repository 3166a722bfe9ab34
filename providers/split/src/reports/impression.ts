import type { ImpressionKind } from './impression-kinds.js';

/** An impression that waits to be sent. */
export interface Impression {
  readonly kind: ImpressionKind;
  readonly key: string;
  readonly bucketingKey: string | undefined;
  /** Epoch milliseconds. */
  readonly time: number;
  /** When the same impression was made last, in epoch milliseconds. */
  readonly pt: number | undefined;
  /** As JSON text. */
  readonly properties: string | undefined;
}

/** Names, braces, two times and a change number, in bytes. */
const FRAME = 90;

/** What an impression takes in a request, roughly, in bytes: most texts are ASCII. */
export function impressionSize({ kind, key, bucketingKey, properties }: Impression): number {
  const { treatment, label } = kind.parts;
  let size = FRAME + key.length + treatment.length + label.length;
  if (bucketingKey !== undefined) size += bucketingKey.length;
  if (properties !== undefined) size += properties.length;
  return size;
}

/** A row of `testImpressions/bulk` (§6.1). What is undefined is left out by JSON. */
interface ImpressionRow {
  readonly k: string;
  readonly t: string;
  readonly m: number;
  readonly c: number | undefined;
  readonly r: string | undefined;
  readonly b: string | undefined;
  readonly pt: number | undefined;
  readonly properties: string | undefined;
}

/** The body of `testImpressions/bulk`: grouped by flag, in the order in which the flags come first (§6.1). */
export function impressionsBody(impressions: readonly Impression[], labelsEnabled: boolean): string {
  const byFlag = new Map<string, ImpressionRow[]>();
  for (const { kind, key, bucketingKey, time, pt, properties } of impressions) {
    const { feature, treatment, label, changeNumber } = kind.parts;
    const r = labelsEnabled ? label : undefined;
    const row = { k: key, t: treatment, m: time, c: changeNumber, r, b: bucketingKey, pt, properties };
    const rows = byFlag.get(feature);
    if (rows === undefined) byFlag.set(feature, [row]);
    else rows.push(row);
  }
  return JSON.stringify(Array.from(byFlag, ([f, i]) => ({ f, i })));
}
