import { randomUUID } from 'node:crypto';
import { AmplitudeCookie } from '@polyflag/amplitude-provider';

/** What is needed of a request: its cookies, decoded. Express has them with `cookie-parser`, Fastify with `@fastify/cookie`. */
interface WithCookies {
  readonly cookies: Readonly<Record<string, string | undefined>>;
}

/** A new device gets a cookie that the browser can read: Amplitude's browser SDK is to find the same device. */
const options = { domain: '.your-domain.com', path: '/', httpOnly: false } as const;

/** The device of a request, and the cookie to be set if it is a new one. */
function deviceOf({ cookies }: WithCookies, apiKey: string): { deviceId: string; cookie?: [string, string] } {
  const name = AmplitudeCookie.cookieName(apiKey, true);
  const { device_id: known } = AmplitudeCookie.parse(cookies[name], true);
  // What a visitor sends may be anything.
  if (typeof known === 'string' && known !== '') return { deviceId: known };
  const deviceId = randomUUID();
  return { deviceId, cookie: [name, AmplitudeCookie.generate(deviceId, true)] };
}

/** For Express: `app.use(cookieParser(), deviceCookie(apiKey))`; the device is in `response.locals.deviceId`. */
export function deviceCookie(apiKey: string) {
  return (
    request: WithCookies,
    response: { cookie(name: string, value: string, set: typeof options): unknown; locals: Record<string, unknown> },
    next: () => void,
  ): void => {
    const { deviceId, cookie } = deviceOf(request, apiKey);
    if (cookie !== undefined) response.cookie(...cookie, options);
    response.locals.deviceId = deviceId;
    next();
  };
}

/** For Fastify: `app.addHook('onRequest', deviceHook(apiKey))`; the device is in `request.deviceId`. */
export function deviceHook(apiKey: string) {
  return (
    request: WithCookies & { deviceId?: string },
    reply: { setCookie(name: string, value: string, set: typeof options): unknown },
    done: () => void,
  ): void => {
    const { deviceId, cookie } = deviceOf(request, apiKey);
    if (cookie !== undefined) reply.setCookie(...cookie, options);
    request.deviceId = deviceId;
    done();
  };
}
