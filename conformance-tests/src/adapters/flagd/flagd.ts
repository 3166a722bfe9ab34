import { mkdtempSync, renameSync, rmSync, unwatchFile, watchFile, writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@polyflag/core-engine';
import { FlagdProvider } from '@openfeature/flagd-provider';
import type { ProviderAdapter } from '../../kit/adapter.js';
import { absentFlags, definitions } from './flags.js';

/** flagd's provider, in process, with its flags from a file. */
export function flagdAdapter(): ProviderAdapter {
  const folder = mkdtempSync(join(tmpdir(), 'polyflag-conformance-flagd-'));
  const file = join(folder, 'flags.json');
  const make = (): FlagdProvider =>
    new FlagdProvider({ resolverType: 'in-process', offlineFlagSourcePath: file }, silentLogger);
  const put = (text: string): void => {
    // Whoever reads it finds the old one or the new one, never half of it.
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  };
  /** Only what changes after the provider has looked at the file for the first time is a change to it. */
  const putLater = async (text: string): Promise<void> => {
    await stat(file);
    put(text);
  };
  /** Until whoever watches the file has been told. */
  const putAndSeen = async (text: string): Promise<void> => {
    const seen = new Promise<void>((resolve) => {
      const listener = (): void => {
        unwatchFile(file, listener);
        resolve();
      };
      watchFile(file, listener);
    });
    await putLater(text);
    await seen;
  };

  return {
    name: '@openfeature/flagd-provider',
    module: import.meta.url,
    capabilities: [
      'events',
      'lifecycle',
      'configuration-change',
      'flags-changed',
      'object',
      'variants',
      'disabled-flags',
      'code-default',
      'offline',
      'string-typing',
      'fully-typed-values',
      'large-integers',
      'reinitialization',
      'targeting',
      'context-attributes',
      'split',
      'standard-reasons',
      'metadata',
    ],
    absentFlags,
    // The provider looks at the file every five seconds.
    timeouts: { ready: 2_000, event: 7_500, close: 2_000, quiet: 100, case: 40_000 },
    tearDown: () => {
      rmSync(folder, { recursive: true, force: true });
    },
    createProvider: make,
    createOfflineProvider: make,
    control: {
      reset: () => {
        put(definitions());
      },
      changeFlag: () => putLater(definitions({ 'changing-flag': 'bar' })),
      addFlag: () => putLater(definitions({ 'added-flag': 'new' })),
      removeFlag: () => putLater(definitions()),
      touch: () => putAndSeen(definitions()),
      malform: () => putAndSeen('{"flags":{"boolean-flag":{"sta'),
    },
  };
}

export default flagdAdapter;
