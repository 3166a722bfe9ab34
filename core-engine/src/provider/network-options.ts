import type { AgentLike, AgentOption, CaOption } from '../transport/transport.js';
import { either, instance, url } from './option-kinds.js';

/** How a user may give `networkOptions`. */
export interface NetworkConfig {
  /** The agent of every connection. */
  readonly agent?: AgentOption | undefined;
  /** Certificates to trust in place of Node's own, in PEM. */
  readonly ca?: CaOption | undefined;
  /** The URL of an HTTP proxy, or `false` for none; default what the environment says. */
  readonly proxy?: string | false | undefined;
}

/** How the network is reached (DECISIONS 11): spread these into the schema of whoever does. */
export const networkOptions = {
  agent: instance('an http.Agent, or an object with one as http and https', isAgentOption),
  ca: instance('certificates in PEM: a text, a Buffer or a list of them', isCa),
  /** `false`: none, whatever the environment says. */
  proxy: either(
    url(),
    instance('false', (value): value is false => value === false),
  ),
};

function isAgentOption(value: unknown): value is AgentOption {
  if (isAgent(value)) return true;
  if (typeof value !== 'object' || value === null) return false;
  const { http, https, ...others } = value as Readonly<Record<string, unknown>>;
  const given = [http, https].filter((agent) => agent !== undefined);
  return given.length > 0 && given.every(isAgent) && Object.keys(others).length === 0;
}

/** By what it can do: agents of other packages do not descend from Node's. */
function isAgent(value: unknown): value is AgentLike {
  if (typeof value !== 'object' || value === null) return false;
  const { addRequest, destroy } = value as Readonly<Record<string, unknown>>;
  return typeof addRequest === 'function' && typeof destroy === 'function';
}

function isCa(value: unknown): value is CaOption {
  return isPem(value) || (Array.isArray(value) && value.length > 0 && value.every(isPem));
}

function isPem(value: unknown): boolean {
  return value instanceof Uint8Array || (typeof value === 'string' && value.includes('-----BEGIN '));
}
