import { describeDisagreements, describeTally } from '../report.js';
import { featureFlagCo } from './comparison.js';
import { Soak } from './soak.js';

/** `npm run soak`: 10,000 patches and 200 reconnects; prints what came of them, and fails when something is not as it should be. */
const patches = 10_000;
const reconnects = 200;
/** What the heap may grow by between a fifth of the way and its end, in bytes. */
const GROWTH = 3 * 1024 * 1024;

const seed = Number(process.argv[2] ?? 1);
const { answers, ...rest } = await new Soak({ seed, patches, reconnects }).run();
console.log(describeTally(answers));
console.log(JSON.stringify(rest, undefined, 2));
if (answers.disagreements.length > 0) console.log(describeDisagreements(featureFlagCo, seed, answers.disagreements));
const { evaluated, reported, early, late } = rest;
const isFlat =
  late.heapBytes - early.heapBytes < GROWTH && late.handles <= early.handles && late.timers <= early.timers;
const isGood = answers.disagreements.length === 0 && evaluated === reported && rest.reconnects === reconnects && isFlat;
console.log(isGood ? 'as the model, and flat' : 'NOT as it should be');
process.exitCode = isGood ? 0 : 1;
