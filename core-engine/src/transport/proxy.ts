import type { AgentOptions, ClientRequest } from 'node:http';
import type { Socket } from 'node:net';

/** What the two proxy agents have in common, as far as we reach into them. */
interface ProxyAgent {
  protocol: string;
  options: object;
  connectOpts: object;
  connect: (request: never, options: never) => Promise<Socket>;
  isSecureEndpoint: (options?: never) => boolean;
}

/** A request with Node's own note of whether its headers stand in front of what is written. */
type Written = ClientRequest & { _headerSent: boolean };

/** How to give up a connection through a proxy that is still being made: Node knows no socket of it yet. */
const pending = new WeakMap<object, AbortController>();

/** Gives up the connection that a proxy agent is still making for this request. */
export function abandonConnect(request: ClientRequest): void {
  pending.get(request)?.abort();
}

/** The answer of a proxy that makes no connection. It comes from no backend, so nobody may take it for the backend's. */
class ProxyRefusal extends Error {
  readonly code: string;

  constructor(status: number) {
    super(`the proxy answered ${status}`);
    this.code = `PROXY_ANSWERED_${status}`;
  }
}

/**
 * An agent that goes through a proxy.
 *
 * @param kind `tunnel` asks the proxy for a connection of our own (CONNECT), `forward` hands it the request
 * @param isSecure whether TLS is spoken to the backend, inside the tunnel
 */
export async function proxyAgent(proxy: URL, kind: 'tunnel' | 'forward', isSecure: boolean, options: AgentOptions) {
  // The agents write the URL that they are given into their debug output.
  const bare = new URL(`${proxy.protocol}//${proxy.host}`);
  const authorization = authorizationOf(proxy);
  const settings = {
    ...options,
    ...(authorization === undefined ? {} : { headers: { 'Proxy-Authorization': authorization } }),
  };
  if (kind === 'tunnel') {
    const { HttpsProxyAgent } = await import('https-proxy-agent');
    return guarded(new HttpsProxyAgent(bare, settings), isSecure, options);
  }
  const { HttpProxyAgent } = await import('http-proxy-agent');
  return guarded(new HttpProxyAgent(bare, settings), isSecure, options);
}

function guarded<A extends object>(agent: A, isSecure: boolean, options: AgentOptions): A {
  const guardedAgent = agent as A & ProxyAgent;
  const connect = guardedAgent.connect.bind(agent) as (request: Written, options: unknown) => Promise<Socket>;
  // The agent that makes tunnels keeps these for the proxy alone; the TLS inside the tunnel needs them too.
  guardedAgent.options = { ...guardedAgent.options, ...options };
  // Otherwise the agent reads the protocol off the stack of the caller.
  guardedAgent.isSecureEndpoint = () => isSecure;
  guardedAgent.protocol = isSecure ? 'https:' : 'http:';
  guardedAgent.connect = async (request: Written, target: unknown) => {
    const controller = new AbortController();
    pending.set(request, controller);
    let status = 200;
    request.once('proxyConnect', (answer: { readonly statusCode?: number }) => (status = answer.statusCode ?? 200));
    const { connectOpts } = guardedAgent;
    try {
      // The agent opens its socket before it first waits, so no other request sees this signal.
      guardedAgent.connectOpts = { ...connectOpts, signal: controller.signal };
      const isWritten = request._headerSent;
      const connecting = connect(request, target);
      // The forwarding agent makes the headers anew, in their place too, and has Node write them once more behind the body.
      if (isWritten) request._headerSent = true;
      guardedAgent.connectOpts = connectOpts;
      const socket = await connecting;
      if (status === 200) return socket;
      socket.destroy();
      throw new ProxyRefusal(status);
    } finally {
      guardedAgent.connectOpts = connectOpts;
      pending.delete(request);
    }
  };
  return agent;
}

function authorizationOf({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  return `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64')}`;
}

/** A stray percent sign in a password is a percent sign. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
