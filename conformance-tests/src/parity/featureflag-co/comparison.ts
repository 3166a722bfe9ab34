import type { Comparison } from '../comparison.js';
import { Soak, type SoakQuestion } from './soak.js';

/** After so many patches the connection is ended once. */
const PATCHES = 20;
/** What patches come to: 15 evaluations each, and 200 after a reconnect and at the end. */
const PER_PATCH = 25;

/** featureflag.co has no SDK for Node.js: a model, written from its pages and without the engine, stands in its place. */
export const featureFlagCo: Comparison<SoakQuestion> = {
  title: 'featureflag.co, streamed, beside a model of it (the vendor has no SDK for Node.js)',
  other: 'the model',
  standard: { seed: 20_220_801, count: 7_500 },
  rules: [],
  async compare({ seed, count }) {
    const patches = Math.ceil(count / PER_PATCH);
    const { answers } = await new Soak({ seed, patches, reconnects: Math.floor(patches / PATCHES) }).run();
    return answers;
  },
  describe: ({ patch, key, user }) => [`after patch ${String(patch)}: ${key} for ${user}`],
};
