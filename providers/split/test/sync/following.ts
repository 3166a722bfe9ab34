import { systemClock, type Clock } from '@polyflag/core-engine';
import { runtimeParts } from '#src/client/factory.js';
import type { SplitConfig } from '#src/config/split-config.js';
import { SplitProvider } from '#src/provider.js';
import { Log } from '../client/log.js';
import { documentOf, useFactories, type Content, type Factories } from '../client/use-factories.js';
import {
  dependsOn,
  flag,
  flagOf,
  inRuleBasedSegment,
  inSegment,
  keyIn,
  ruleBasedSegment,
} from '../definitions/build.js';
import { useOpenFeature, type Bound } from '../provider/use-open-feature.js';

/** As fast as a test wants to see changes. */
export const follow: SplitConfig = {
  localhostRefreshEnabled: true,
  featuresRefreshRate: 0.05,
  segmentsRefreshRate: 0.05,
};

export const flags = [
  flag('plain'),
  flag('other'),
  flagOf('by segment', inSegment('staff')),
  flagOf('by rule', inRuleBasedSegment('beta')),
  flagOf('by flag', dependsOn('by rule', 'on')),
];

export const content: Content = {
  flags,
  ruleBasedSegments: [ruleBasedSegment('beta', [keyIn('ana')])],
  segments: { staff: ['ana'] },
};

/** The file with other flags, and everything else as it was. */
export function withFlags(...now: unknown[]): unknown {
  return documentOf(now, content.ruleBasedSegments);
}

export function changed(...flagsChanged: string[]) {
  return { type: 'CONFIGURATION_CHANGED', flagsChanged };
}

/** A provider that follows its file, bound, and what it logs. */
export type Following = Bound & { readonly splitFile: string; readonly log: Log };

/** To be called inside a `describe`. */
export function useFollowing(): { factories: Factories; following: (more?: SplitConfig) => Promise<Following> } & Pick<
  ReturnType<typeof useOpenFeature>,
  'bind' | 'bindInVain'
> {
  const factories = useFactories();
  const { bind, bindInVain } = useOpenFeature();
  return {
    factories,
    bind,
    bindInVain,
    async following(more = {}) {
      const log = new Log();
      const files = factories.files(content);
      const bound = await bind(new SplitProvider('localhost', { ...files, ...follow, logger: log, ...more }));
      return Object.assign(bound, { splitFile: files.splitFile, log });
    },
  };
}

/** Options with which waits of a minute and more end when a test calls them; those that are cancelled are not there. */
export function longWaits(): { readonly parts: SplitConfig; readonly waits: readonly (() => void)[] } {
  const waits: (() => void)[] = [];
  const clock: Clock = {
    now: () => systemClock.now(),
    schedule(delayMs, task, how) {
      if (delayMs < 60_000) return systemClock.schedule(delayMs, task, how);
      waits.push(task);
      return {
        cancel: () => {
          waits.splice(waits.indexOf(task), 1);
        },
      };
    },
  };
  return { parts: { [runtimeParts]: { clock } } as SplitConfig, waits };
}

/** Waits for something that no event tells of; mocha's time limit ends it. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
