import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProviderAdapter } from '@polyflag/conformance-tests';
import { silentLogger } from '@polyflag/core-engine';
import { allFlags, flagFor } from './kit-flags.js';
import { FlagFileProvider } from './provider.js';
import type { FlagWire } from './wire.js';

/** What the kit is told: how to make a provider, what it can do, and how to change its file. */
export function flagFileAdapter(): ProviderAdapter {
  const folder = mkdtempSync(join(tmpdir(), 'flag-file-'));
  const path = join(folder, 'flags.json');
  let flags: Readonly<Record<string, FlagWire>> = {};
  const write = (next: typeof flags): void => {
    flags = next;
    writeFileSync(path, JSON.stringify(flags));
  };
  const createProvider = (): FlagFileProvider =>
    new FlagFileProvider(path, { logger: silentLogger, refreshIntervalMillis: 100 });
  return {
    name: 'flag-file',
    module: import.meta.url,
    capabilities: [
      ...(['events', 'lifecycle', 'stale', 'configuration-change', 'flags-changed', 'unavailable'] as const),
      ...(['object', 'variants', 'metadata', 'disabled-flags', 'code-default', 'reinitialization'] as const),
      ...(['string-typing', 'fully-typed-values', 'large-integers', 'standard-reasons'] as const),
      ...(['targeting', 'context-attributes', 'split'] as const),
    ],
    absentFlags: { 'malformed-json-flag': 'text is text here, and never read as JSON' },
    tearDown: () => rmSync(folder, { recursive: true }),
    createProvider,
    createUnavailableProvider() {
      rmSync(path);
      return createProvider();
    },
    control: {
      reset: () => write(allFlags()),
      changeFlag() {
        const serves = flags['changing-flag']?.serve === 'foo' ? 'bar' : 'foo';
        write({ ...flags, 'changing-flag': flagFor('changing-flag', serves) });
      },
      addFlag: () => write({ ...flags, 'added-flag': flagFor('added-flag') }),
      removeFlag() {
        const { 'added-flag': _, ...rest } = flags;
        write(rest);
      },
      touch: () => write(flags),
      breakBackend: () => rmSync(path),
      restoreBackend: () => write(flags),
      malform: () => writeFileSync(path, '{"boolean-flag": {"vari'),
    },
  };
}

export default flagFileAdapter;
