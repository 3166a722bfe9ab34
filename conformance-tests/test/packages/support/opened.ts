import {
  OpenFeature,
  type Client,
  type EvaluationContext,
  type EvaluationDetails,
  type FlagValue,
} from '@openfeature/server-sdk';
import { silentLogger } from '@polyflag/core-engine';
import { SplitProvider, type SplitConfig } from '@polyflag/split-provider';
import type { Flag } from './flags.js';
import { Folder } from './folder.js';

/** Providers that answer from files of their own, and what they leave behind. */
export class Opened {
  readonly folder = new Folder();
  private count = 0;

  /** Writes the flags to a file of their own. */
  file(flags: readonly Flag[]): string {
    this.count += 1;
    return this.folder.write(`flags-${this.count}.json`, { splits: flags });
  }

  /** A client that is answered by a provider of these flags. */
  async client(flags: readonly Flag[], options: SplitConfig = {}): Promise<Client> {
    const provider = this.provider({ splitFile: this.file(flags), ...options });
    return this.bound(provider);
  }

  provider(options: SplitConfig): SplitProvider {
    return new SplitProvider('localhost', { logger: silentLogger, ...options });
  }

  /** A client of a domain of its own. */
  async bound(provider: SplitProvider): Promise<Client> {
    const domain = this.domain();
    await OpenFeature.setProviderAndWait(domain, provider);
    return OpenFeature.getClient(domain);
  }

  domain(): string {
    this.count += 1;
    return `packages-${this.count}`;
  }

  async close(): Promise<void> {
    await OpenFeature.clearProviders();
    OpenFeature.clearHandlers();
    this.folder.remove();
  }
}

/** One for each test of the suite that calls this. */
export function openedInTest(): () => Opened {
  let opened: Opened | undefined;
  beforeEach(() => {
    opened = new Opened();
  });
  afterEach(async () => {
    await opened?.close();
  });
  return () => opened!;
}

export type Asked = 'boolean' | 'string' | 'number' | 'object';

/** A default of each type that no flag here serves. */
export const defaults = { boolean: true, string: 'default', number: -1, object: { default: true } } as const;

/** Asks through OpenFeature, whatever the type. */
export function ask(
  client: Client,
  asked: Asked,
  flag: string,
  context: EvaluationContext,
): Promise<EvaluationDetails<FlagValue>> {
  switch (asked) {
    case 'boolean':
      return client.getBooleanDetails(flag, defaults.boolean, context);
    case 'string':
      return client.getStringDetails(flag, defaults.string, context);
    case 'number':
      return client.getNumberDetails(flag, defaults.number, context);
    case 'object':
      return client.getObjectDetails(flag, defaults.object, context);
  }
}
