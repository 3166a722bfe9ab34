interface Row {
  readonly name: string;
  /** Hundreds of megabytes go through it. */
  readonly heavy?: boolean | undefined;
}

/** Long enough for what is heavy, on a machine that is busy. */
const TIMEOUT_MS = 30_000;

/**
 * A test of each row of a table.
 *
 * @param when at what time the fault comes, as the titles say it; absent: there is only one
 */
export function testRows<R extends Row>(
  rows: readonly R[],
  plays: readonly { readonly when?: string; readonly play: (row: R) => Promise<void> }[],
): void {
  for (const row of rows) {
    for (const { when, play } of plays) {
      const title = [row.name, ...(when === undefined ? [] : [when])].join(', ');
      it(row.heavy === true ? `${title} @slow` : title, () => play(row)).timeout(TIMEOUT_MS);
    }
  }
}

/** An answer that asks to stay away for ten minutes. */
export const STAY_AWAY =
  'HTTP/1.1 429 As arranged\r\nRetry-After: 600\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';
