import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Material, Texts } from '../definitions/material.js';

/** Split's backend, as far as its SDK asks for anything while it is measured. Runs in the parent, outside of what is measured. */
export interface Loopback {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves every set of the material below its name: `/<set>/splitChanges`, `/<set>/segmentChanges/<segment>`. */
export async function serve(material: Material): Promise<Loopback> {
  const server = createServer((request, response) => {
    answer(material, request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function answer(material: Material, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://loopback');
  const [, set = '', resource, segment] = pathname.split('/').map(decodeURIComponent);
  const texts = material.texts(set);
  // Reports (impressions, counts, unique keys, usage) are taken and forgotten.
  request.resume();
  request.on('end', () => {
    const body = request.method === 'GET' ? bodyOf(texts, resource, segment, searchParams) : '{}';
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(body ?? '{}');
  });
}

function bodyOf(
  texts: Texts | undefined,
  resource: string | undefined,
  segment: string | undefined,
  query: URLSearchParams,
): string | undefined {
  const since = Number(query.get('since') ?? -1);
  if (resource === 'splitChanges') {
    const none = { s: since, t: since, d: [] };
    return since === -1 ? texts?.changes : JSON.stringify({ ff: none, rbs: none });
  }
  if (resource === 'segmentChanges' && segment !== undefined) {
    if (since === -1) return texts?.segments.get(segment);
    return JSON.stringify({ name: segment, added: [], removed: [], since, till: since });
  }
  return undefined;
}
