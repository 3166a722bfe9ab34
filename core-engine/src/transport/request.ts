import { deadlinesFrom } from './deadlines.js';
import { Exchange, type Wiring } from './exchange.js';
import type { HttpOutcome, HttpRequest } from './transport.js';

/** A mark of the byte order at the beginning is for whoever reads the text to accept or not (RFC 8259, 8.1). */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** One request, whole. Never rejects. */
export function requestOnce(wiring: Wiring, request: HttpRequest): Promise<HttpOutcome> {
  return new Promise((resolve) => {
    const { ongoing, maxBytes } = wiring;
    const chunks: Uint8Array[] = [];
    let size = 0;
    let status = 0;
    let headers: Readonly<Record<string, string>> = {};
    const tooLarge = () => exchange.giveUp('too-large', `more than ${maxBytes} bytes`);
    const exchange = new Exchange(wiring, exchangeOf(wiring, request), {
      head(itsStatus, itsHeaders) {
        status = itsStatus;
        headers = itsHeaders;
        // A 304 tells the length of a body that does not come.
        if (status !== 304 && Number(headers['content-length']) > maxBytes) tooLarge();
      },
      data(chunk) {
        size += chunk.byteLength;
        if (size > maxBytes) tooLarge();
        else chunks.push(chunk);
      },
      over(failure) {
        ongoing.delete(abort);
        request.signal?.removeEventListener('abort', abort);
        resolve(failure ?? { kind: 'response', status, headers, body: textOf(chunks) });
      },
    });
    const abort = () => exchange.giveUp('aborted');
    ongoing.add(abort);
    request.signal?.addEventListener('abort', abort);
    if (request.signal?.aborted) abort();
    else exchange.start();
  });
}

function exchangeOf(wiring: Wiring, { method, url, headers = {}, body, deadlines, background }: HttpRequest) {
  return {
    method,
    url,
    headers,
    body,
    deadlines: deadlinesFrom(deadlines, wiring.deadlines),
    hold: background !== true,
  };
}

function textOf(chunks: readonly Uint8Array[]): string {
  return decoder.decode(Buffer.concat(chunks));
}
