import type { FlagWire } from '@polyflag/split-provider/internal';
import { Random } from '../../random.js';
import { Closures } from '../closure.js';
import { makeDefinitions, type Definitions } from '../definitions.js';
import { deliberateDifferences } from '../deliberate/differences.js';
import { rewriteUser } from '../deliberate/rewrite.js';
import { makeUser } from '../users.js';
import { reportDifferences } from './deliberate/differences.js';
import { makeCall, type Call } from './calls.js';

/** Calls, and the definitions that they are about. */
export interface Script {
  readonly definitions: Definitions;
  readonly calls: readonly Call[];
}

const FLAGS = 40;
/** So few that they come again and again. */
const USERS = 12;

/** Random calls about random definitions. */
export function makeScript(seed: number, count: number): Script {
  const random = new Random(seed);
  const made = makeDefinitions(random, FLAGS);
  const flags = made.flags.map((flag) => reported(random, flag));
  // With the flags of the examples every rule has something to say.
  const examples = reportDifferences.flatMap(({ example }) => example.definitions.flags);
  const definitions = { ...made, flags: [...flags, ...examples] };
  const closures = new Closures(definitions);
  const flagNames = definitions.flags.map(({ name }) => name);
  const users = Array.from({ length: USERS }, () =>
    rewriteUser(makeUser(random, closures.of(random.pick(flagNames))), deliberateDifferences),
  );
  return { definitions, calls: Array.from({ length: count }, () => makeCall(random, { users, flagNames })) };
}

/** A flag with what makes a difference to reports alone. */
function reported(random: Random, flag: FlagWire): FlagWire {
  return {
    ...flag,
    impressionsDisabled: random.chance(0.2),
    conditions: (flag.conditions ?? []).map(({ label, ...condition }) =>
      label === undefined || random.chance(0.1) ? condition : { ...condition, label },
    ),
  };
}
