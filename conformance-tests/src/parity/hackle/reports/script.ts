import { Random } from '../../random.js';
import { Closures } from '../closure.js';
import { deliberateDifferences } from '../deliberate/differences.js';
import { rewriteAsked, rewriteUser, rewriteWorkspace } from '../deliberate/rewrite.js';
import { makeUser } from '../make/users.js';
import { makeWorkspace, type WholeWorkspace } from '../make/workspace.js';
import type { Asked } from '../asked.js';
import { makeEvent, propertiesOf, type Call } from './calls.js';

/** Calls, and the workspace that they are about. */
export interface Script {
  readonly workspace: WholeWorkspace;
  readonly calls: readonly Call[];
}

const SIZE = 24;

/** Random calls about a random workspace. What answers differ in is compared elsewhere, and put so that it does not. */
export function makeScript(seed: number, count: number): Script {
  const random = new Random(seed);
  const made = makeWorkspace(random, SIZE);
  const closures = new Closures(made);
  const call = (): Call => {
    const asked = makeAsked(random, made);
    const user = withOwnProperties(random, rewriteUser(makeUser(random, closures.of(asked)), deliberateDifferences));
    if (random.chance(0.25)) return { method: 'track', event: makeEvent(random), user };
    return { method: 'ask', asked: rewriteAsked(asked, deliberateDifferences), user };
  };
  return {
    workspace: rewriteWorkspace(made, deliberateDifferences),
    calls: Array.from({ length: count }, call),
  };
}

function makeAsked(random: Random, { experiments, featureFlags, remoteConfigParameters }: WholeWorkspace): Asked {
  const fallback = random.pick([undefined, 'A', 'B', 'K', 'none']);
  return random.pick<() => Asked>([
    () => ({ call: 'variationDetail', key: random.pick(experiments).key, fallback, reads: 'typed' }),
    () => ({ call: 'featureFlagDetail', key: random.pick(featureFlags).key, reads: 'typed' }),
    () => ({ call: 'remoteConfig', key: random.pick(remoteConfigParameters).key, fallback: defaultOf(random) }),
  ])();
}

function defaultOf(random: Random): unknown {
  return random.pick<unknown>(['none', 'x'.repeat(1_030), -1, 0, NaN, true, false, null, undefined, {}, []]);
}

/** With properties that nothing asks for, after those that something asks for: it is seen what is sent of them. */
function withOwnProperties(random: Random, user: unknown): unknown {
  if (typeof user !== 'object' || user === null || Array.isArray(user) || random.chance(0.6)) return user;
  const given = user as { readonly properties?: object };
  return { ...user, properties: { ...given.properties, ...(propertiesOf(random) as object) } };
}
