import type { SplitSettings } from '../../config/settings.js';
import { splitOptions } from '../../config/split-options.js';

/** What a configuration report tells beside the options. */
export interface ConfigFigures {
  /** Factories that run in this process, of any key; each key counts once. */
  readonly activeFactories: number;
  /** Factories that run beside another one with the same key. */
  readonly redundantFactories: number;
  /** How long it took until definitions were there, in milliseconds. */
  readonly readyAfterMs: number;
  readonly notReadyEvaluations: number;
}

const modes = { OPTIMIZED: 0, DEBUG: 1, NONE: 2 } as const;

/** The body of a configuration report (§6.6). */
export function configBody(options: SplitSettings, figures: ConfigFigures): string {
  const { urls } = options;
  const overridden = (name: keyof typeof urls): boolean => urls[name] !== splitOptions.urls.default[name];
  return JSON.stringify({
    oM: 0,
    st: 'memory',
    aF: figures.activeFactories,
    rF: figures.redundantFactories,
    sE: options.streamingEnabled,
    rR: {
      sp: options.featuresRefreshRate,
      se: options.segmentsRefreshRate,
      im: options.impressionsRefreshRate,
      ev: options.eventsPushRate,
      te: options.metricsRefreshRate,
    },
    uO: {
      s: overridden('sdk'),
      e: overridden('events'),
      a: overridden('auth'),
      st: overridden('streaming'),
      t: overridden('telemetry'),
    },
    iQ: options.impressionsQueueSize,
    eQ: options.eventsQueueSize,
    iM: modes[options.impressionsMode],
    iL: options.impressionListener !== undefined,
    hP: hasProxy(options),
    tR: figures.readyAfterMs,
    tC: 0,
    bT: 0,
    nR: figures.notReadyEvaluations,
    t: [],
    i: [],
    uC: 0,
    fsT: options.flagSetsFilter?.length ?? 0,
    fsI: 0,
  });
}

/** Where the option says nothing, and no agent goes before it, the environment does (DECISIONS 11). */
function hasProxy({ proxy, agent }: SplitSettings): boolean {
  if (proxy !== undefined) return proxy !== false;
  if (agent !== undefined) return false;
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'];
  return names.some((name) => (process.env[name] ?? '') !== '');
}
