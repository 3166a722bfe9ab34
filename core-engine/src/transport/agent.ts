import type { Agent, AgentOptions } from 'node:http';
import { proxyAgent } from './proxy.js';
import { parseUrl } from './redact.js';
import type { AgentLike, AgentOption, CaOption, TransportOptions } from './transport.js';

/** How a request leaves. */
export interface Route {
  readonly agent: Agent;
  /** The host, and the proxy if there is one, as a message may show them. */
  readonly where: string;
}

/**
 * An idle connection is closed after this time, in milliseconds: balancers forget a silent one after about a minute, and
 * a request on a forgotten connection fails.
 */
const IDLE = 30_000;

/** Which agent serves which URL. Agents are made at their first use and shared by everything after it. */
export class Routes {
  readonly #given: { readonly http: Agent | undefined; readonly https: Agent | undefined };
  readonly #proxy: URL | false | undefined;
  readonly #options: AgentOptions & { readonly ca?: string | Buffer | (string | Buffer)[] };
  readonly #own = new Map<string, Promise<Agent>>();

  /** @throws TypeError when `proxy` is no URL of a proxy; it does not repeat it */
  constructor({ agent, ca, proxy }: Pick<TransportOptions, 'agent' | 'ca' | 'proxy'>) {
    this.#given = agentsOf(agent);
    this.#options = { keepAlive: true, timeout: IDLE, ...(ca === undefined ? {} : { ca: certificates(ca) }) };
    this.#proxy = typeof proxy === 'string' ? proxyUrl(proxy, 'proxy') : proxy;
  }

  /**
   * The way to a URL.
   *
   * @param isUpgrade whether the connection will leave HTTP, which no forwarding proxy lets through
   * @throws TypeError with the code `INVALID_PROXY_URL` when the environment names a proxy that cannot be used
   */
  async to(url: URL, isUpgrade = false): Promise<Route> {
    const isSecure = url.protocol === 'https:';
    const given = isSecure ? this.#given.https : this.#given.http;
    if (given !== undefined) return { agent: given, where: url.host };
    const proxy = this.#proxy ?? (await proxyFromEnvironment(url));
    if (proxy === false) return { agent: await this.#direct(isSecure), where: url.host };
    const kind = isSecure || isUpgrade ? 'tunnel' : 'forward';
    const agent = await this.#make(`${kind} ${isSecure} ${proxy.href}`, () =>
      proxyAgent(proxy, kind, isSecure, this.#options),
    );
    return { agent, where: `${url.host} through the proxy ${proxy.host}` };
  }

  /** Lets idle connections go, and ends those in use. A caller's agents stay open. */
  close(): void {
    for (const agent of this.#own.values()) {
      void agent.then(
        (made) => made.destroy(),
        () => undefined,
      );
    }
    this.#own.clear();
  }

  #direct(isSecure: boolean): Promise<Agent> {
    return this.#make(`direct ${isSecure}`, async () => {
      const { Agent: DirectAgent } = isSecure ? await import('node:https') : await import('node:http');
      return new DirectAgent(this.#options);
    });
  }

  #make(key: string, make: () => Promise<Agent>): Promise<Agent> {
    const known = this.#own.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.#own.set(key, made);
    return made;
  }
}

async function proxyFromEnvironment(url: URL): Promise<URL | false> {
  const { getProxyForUrl } = await import('proxy-from-env');
  const named = getProxyForUrl(url.href);
  return named === '' ? false : proxyUrl(named, 'the environment');
}

/** Recognised by `code`. It does not repeat the URL, which may hold a password. */
class ProxyUrlError extends TypeError {
  readonly code = 'INVALID_PROXY_URL';
}

function proxyUrl(text: string, source: string): URL {
  const url = parseUrl(text);
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new ProxyUrlError(`${source} must name a proxy by a URL that begins with http:// or https://`);
}

function agentsOf(option: AgentOption | undefined): { http: Agent | undefined; https: Agent | undefined } {
  if (option === undefined) return { http: undefined, https: undefined };
  const { http, https } = isAgent(option) ? { http: option, https: option } : option;
  return { http: nodeAgent(http), https: nodeAgent(https) };
}

/** Node asks an agent for `addRequest`, not for its descent. */
function nodeAgent(agent: AgentLike | undefined): Agent | undefined {
  return agent as unknown as Agent | undefined;
}

function isAgent(option: AgentOption): option is AgentLike {
  return typeof (option as Partial<AgentLike>).destroy === 'function';
}

function certificates(ca: CaOption): string | Buffer | (string | Buffer)[] {
  const one = (part: string | Uint8Array) => (typeof part === 'string' ? part : Buffer.from(part));
  return typeof ca === 'string' || ca instanceof Uint8Array ? one(ca) : ca.map(one);
}
