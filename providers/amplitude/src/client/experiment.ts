import type { AmplitudeConfig } from '../config/amplitude-config.js';
import { ExperimentClient } from './client.js';

const shared = { remote: new Map<string, ExperimentClient>(), local: new Map<string, ExperimentClient>() };

/**
 * The clients of this process: one for a deployment key and `instanceName`, remote and local ones apart (spec §2.5). Whoever
 * asks again gets the same one, and the configuration of the first counts.
 */
export const Experiment = {
  /** A client that fetches variants, or, with `localEvaluation: true`, one that evaluates here. */
  initialize(deploymentKey: string, config: AmplitudeConfig = {}): ExperimentClient {
    return config.localEvaluation === true
      ? instance('local', deploymentKey, config)
      : instance('remote', deploymentKey, config);
  },

  /** A client that fetches variants. */
  initializeRemote(deploymentKey: string, config: AmplitudeConfig = {}): ExperimentClient {
    return instance('remote', deploymentKey, { ...config, localEvaluation: false });
  },

  /** A client that evaluates here. */
  initializeLocal(deploymentKey: string, config: AmplitudeConfig = {}): ExperimentClient {
    return instance('local', deploymentKey, { ...config, localEvaluation: true });
  },
};

function instance(kind: keyof typeof shared, deploymentKey: string, config: AmplitudeConfig): ExperimentClient {
  const name = JSON.stringify([deploymentKey, config.instanceName]);
  const known = shared[kind].get(name);
  if (known !== undefined) return known;
  const made = new ExperimentClient(deploymentKey, config);
  shared[kind].set(name, made);
  return made;
}
