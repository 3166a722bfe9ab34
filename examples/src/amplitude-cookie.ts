import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OpenFeature } from '@openfeature/server-sdk';
import { AmplitudeProvider } from '@polyflag/amplitude-provider';
import { AmplitudeEmulator } from '@polyflag/emulators';
import { deviceCookie } from './device-cookie.js';

// A visitor comes twice: the first answer gives him the cookie of a device, the second is for the same device. The server is
// Node's own, so that nothing has to be installed; what it calls is the middleware for Express.

const backend = new AmplitudeEmulator();
await backend.start();
backend.putVariant('banner', { key: 'on', value: 'on' });
await OpenFeature.setProviderAndWait(new AmplitudeProvider('a deployment key', { urls: backend.urls }));
const flags = OpenFeature.getClient();
const withDevice = deviceCookie('analytics-api-key');

const server = createServer((request, response) => {
  const locals: Record<string, unknown> = {};
  const cookie = (name: string, value: string, { domain, path }: { domain: string; path: string }): void => {
    response.setHeader('set-cookie', `${name}=${encodeURIComponent(value)}; Domain=${domain}; Path=${path}`);
  };
  withDevice({ cookies: cookiesIn(request.headers.cookie) }, { cookie, locals }, () => {
    const device_id = String(locals.deviceId);
    void flags
      .getStringValue('banner', 'none', { device_id })
      .then((banner) => response.end(JSON.stringify({ banner, device_id })));
  });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const first = await fetch(url);
const set = first.headers.get('set-cookie') ?? '';
const { banner, device_id } = (await first.json()) as { banner: string; device_id: string };
console.log(`first visit: banner ${banner}, and a cookie ${set.slice(0, set.indexOf('='))}`);
const second = await fetch(url, { headers: { cookie: set.slice(0, set.indexOf(';')) } });
const same = ((await second.json()) as { device_id: string }).device_id === device_id;
console.log(
  `second visit: ${same ? 'the same device' : 'another device'}, ${second.headers.get('set-cookie') ?? 'no cookie'}`,
);
console.log(`requests to Amplitude: ${backend.fetches.length}`);

server.close();
await OpenFeature.close();
await backend.stop();

/** What `cookie-parser` does. */
function cookiesIn(header = ''): Record<string, string> {
  const pairs = header.split('; ').map((pair) => pair.split('=', 2) as [string, string?]);
  return Object.fromEntries(pairs.map(([name, value = '']) => [name, decoded(value)]));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
