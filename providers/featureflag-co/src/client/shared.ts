import { invalidOption } from '@polyflag/core-engine';
import type { FFCConfig } from '../config/ffc-config.js';
import { FFCClient } from './client.js';

let shared: FFCClient | undefined;

/**
 * Says with what the shared client of the process is made (spec §3, DECISIONS 2). One that lives is stopped. Returns once
 * that has begun; the new client is made, and does nothing before `initialize`.
 *
 * @throws CodedError naming the option that is unknown, or wrong in type or range, and what it takes
 */
export function setConfig(envSecret: string, config?: FFCConfig): void {
  const next = new FFCClient(envSecret, config);
  void shared?.stop();
  shared = next;
}

/**
 * The shared client of the process.
 *
 * @throws CodedError when `setConfig` was not called
 */
export function get(): FFCClient {
  if (shared === undefined) throw invalidOption('get: call setConfig first, with the env secret and the options');
  return shared;
}
