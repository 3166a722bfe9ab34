import { request, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { SplitEmulator } from '@polyflag/emulators';

type Urls = SplitEmulator['urls'];

/** What a client knows of an emulator. */
export interface Known {
  readonly urls: Urls;
}

/** What is asked, where it is not a GET with a good key. */
export interface Asked {
  readonly method?: string;
  /** They replace all others. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** An answer, read to its end. */
export interface Answered {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  /** Parsed, if it says that it is JSON. */
  readonly body: unknown;
}

/** Asks over a connection of its own: one that was kept from before a stop would fail. */
export function ask(url: string, { method = 'GET', headers, body }: Asked = {}): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const options = { method, headers: headers ?? { authorization: 'Bearer any' }, agent: false };
    request(url, options, (response) => {
      buffer(response).then((bytes) => {
        const { statusCode: status, headers: answered } = response;
        const isJson = answered['content-type'] === 'application/json' && answered['content-encoding'] === undefined;
        const parsed: unknown = isJson ? JSON.parse(bytes.toString()) : undefined;
        resolve({ status, headers: answered, bytes, body: parsed });
      }, reject);
    })
      .on('error', reject)
      .end(body);
  });
}

/** A half of an answer of `splitChanges`. */
export interface Half {
  readonly s: number;
  readonly t: number;
  readonly d: readonly { readonly name: string; readonly changeNumber: number; readonly status: string }[];
}

/** Asks for changes with flag spec 1.3. */
export async function changes({ urls }: Known, query: string): Promise<{ readonly ff: Half; readonly rbs: Half }> {
  return (await ask(`${urls.sdk}/splitChanges?s=1.3&${query}`)).body as { ff: Half; rbs: Half };
}

/** The names in a half, in order. */
export function namesIn({ d }: Half): string[] {
  return d.map(({ name }) => name);
}
