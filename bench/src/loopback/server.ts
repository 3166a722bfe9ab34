import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Material } from '../definitions/material.js';

/** The vendors' backends, as far as anybody asks them for anything while it is measured. Runs in the parent, outside of that. */
export interface Loopback {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves every set of the material below its vendor and its name: `/split/<set>/splitChanges`. */
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
  const [, vendor = '', set = '', ...path] = pathname.split('/').map(decodeURIComponent);
  // Reports (impressions, exposures, counts, usage) are taken and forgotten.
  request.resume();
  request.on('end', () => {
    const body = request.method === 'GET' ? material.of(vendor, set)?.answer(path, searchParams) : '{}';
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(body ?? '{}');
  });
}
