import type { ExperimentUser } from '../wire/user.js';

/** Where the key is too short to name a cookie. */
const TOO_SHORT = 'Invalid Amplitude API Key';

/**
 * The cookie by which a browser with Amplitude's SDK and a server know the same device (spec §3). The value of a cookie is
 * meant as a framework gives it: percent-decoded.
 *
 * There are two formats: that of the old JavaScript SDK, and that of Browser SDK 2, which `newFormat` asks for.
 */
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- the vendor's name for these three
export class AmplitudeCookie {
  /**
   * The name of the cookie.
   *
   * @param apiKey the analytics API key of the project
   * @throws Error for a key of fewer than 6 characters, or 10 in the new format
   */
  static cookieName(apiKey: string, newFormat = false): string {
    const length = newFormat ? 10 : 6;
    if (typeof apiKey !== 'string' || apiKey.length < length) throw new Error(TOO_SHORT);
    return `${newFormat ? 'AMP' : 'amp'}_${apiKey.slice(0, length)}`;
  }

  /**
   * Who the cookie speaks of. Never throws: of a cookie that cannot be read, and of one that is not there, nothing is known.
   *
   * @param cookie the value of the cookie
   */
  static parse(cookie: string | undefined, newFormat = false): Pick<ExperimentUser, 'device_id' | 'user_id'> {
    if (typeof cookie !== 'string') return {};
    return newFormat ? parseNew(cookie) : parseOld(cookie);
  }

  /** The value of a cookie for a device. In the old format a device id cannot hold a dot. */
  static generate(deviceId: string, newFormat = false): string {
    if (!newFormat) return `${deviceId}..........`;
    return Buffer.from(encodeURIComponent(JSON.stringify({ deviceId }))).toString('base64');
  }
}

/** Fields between dots: the device, then the user in base64; what follows is the browser's. */
function parseOld(cookie: string): Pick<ExperimentUser, 'device_id' | 'user_id'> {
  const [deviceId = '', user = ''] = cookie.split('.', 2);
  return user === '' ? { device_id: deviceId } : { device_id: deviceId, user_id: textOf(user) };
}

function parseNew(cookie: string): Pick<ExperimentUser, 'device_id' | 'user_id'> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(decodeURIComponent(textOf(cookie)));
  } catch {
    return {};
  }
  if (typeof parsed !== 'object' || parsed === null) return {};
  const { deviceId, userId } = parsed as { readonly deviceId?: string; readonly userId?: string };
  return {
    ...(deviceId === undefined ? {} : { device_id: deviceId }),
    ...(userId === undefined ? {} : { user_id: userId }),
  };
}

/** Lenient, as the browser's cookies need it: padding and foreign characters do not matter. */
function textOf(base64: string): string {
  return Buffer.from(base64, 'base64').toString();
}
