import type { HttpOutcome, HttpRequest } from '@polyflag/core-engine';

/** What the backend does with a request: a status, or never an answer. */
export type Reply = number | 'hang' | { readonly status: number; readonly headers: Readonly<Record<string, string>> };

export interface Posted {
  readonly path: string;
  readonly status: number | undefined;
  readonly request: HttpRequest;
  readonly body: unknown;
}

/** A backend on a script: for each path replies in turn, then 200 for good. It keeps what it was sent. */
export class FakeBackend {
  readonly posts: Posted[] = [];
  /** By the end of the path. */
  readonly replies = new Map<string, Reply[]>();
  /** What comes where the script is at its end. */
  otherwise: Reply = 200;

  readonly transport = {
    close: (): void => undefined,
    request: (request: HttpRequest): Promise<HttpOutcome> => {
      const path = new URL(request.url).pathname.replace(/^\/api\//, '');
      const reply = this.replies.get(path)?.shift() ?? this.otherwise;
      const status = reply === 'hang' ? undefined : typeof reply === 'number' ? reply : reply.status;
      this.posts.push({ path, status, request, body: JSON.parse(request.body ?? 'null') as unknown });
      if (status === undefined) {
        return new Promise((resolve) => {
          request.signal?.addEventListener('abort', () =>
            resolve({ kind: 'failed', problem: 'aborted', message: 'given up' }),
          );
        });
      }
      const headers = typeof reply === 'object' ? reply.headers : {};
      return Promise.resolve({ kind: 'response', status, headers, body: '' });
    },
  };

  reply(path: string, ...replies: Reply[]): void {
    this.replies.set(path, replies);
  }

  /** The bodies that were posted to a path; `taken`: only those that were answered with 200. */
  bodies<T>(path: string, taken = false): T[] {
    return this.posts
      .filter((post) => post.path === path && (!taken || post.status === 200))
      .map(({ body }) => body as T);
  }
}

/** A body of `testImpressions/bulk`. */
export type ImpressionsBody = readonly {
  readonly f: string;
  readonly i: readonly {
    readonly k: string;
    readonly t: string;
    readonly m: number;
    readonly c?: number;
    readonly r?: string;
    readonly b?: string;
    readonly pt?: number;
    readonly properties?: string;
  }[];
}[];

export interface CountsBody {
  readonly pf: readonly { readonly f: string; readonly m: number; readonly rc: number }[];
}

export interface KeysBody {
  readonly keys: readonly { readonly f: string; readonly ks: readonly string[] }[];
}

export const paths = {
  impressions: 'testImpressions/bulk',
  counts: 'testImpressions/count',
  events: 'events/bulk',
  keys: 'v1/keys/ss',
  config: 'v1/metrics/config',
  usage: 'v1/metrics/usage',
} as const;
