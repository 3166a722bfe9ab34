import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import type { ProviderAdapter } from '../adapter.js';

/**
 * Loads an adapter: the default export of a module, or its export `adapter`; either may be a function that makes one.
 *
 * @param module a URL, or a path from the working directory
 * @throws Error naming the module when it cannot be loaded or exports neither
 */
export async function readAdapter(module: string): Promise<ProviderAdapter> {
  const url = urlOf(module);
  const exported = (await import(url)) as { readonly default?: unknown; readonly adapter?: unknown };
  const found = exported.default ?? exported.adapter;
  if (found === undefined) throw new Error(`${module} exports no adapter: neither default nor adapter`);
  const adapter = (typeof found === 'function' ? await (found as () => unknown)() : found) as ProviderAdapter;
  return typeof adapter === 'object' && (adapter as unknown) !== null && adapter.module === undefined
    ? { ...adapter, module: url }
    : adapter;
}

/** The URL of a module. */
function urlOf(module: string): string {
  return /^(?:file|data|node):/.test(module) ? module : pathToFileURL(resolve(module)).href;
}
