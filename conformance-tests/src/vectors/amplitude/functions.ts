import { FlagSet } from '@polyflag/core-engine';
import { CohortTable, inDependencyOrder, place, UserDocument } from '@polyflag/amplitude-provider/internal';

type Row = Readonly<Record<string, unknown>>;
type Dependent = Parameters<typeof inDependencyOrder>[0] extends ReadonlyMap<string, infer D> ? D : never;

const set = new FlagSet({
  translator: {
    flag: () => ({ key: '', kind: '', info: {}, outcomes: [], steps: [] }),
    rule: () => ({ if: 'constant', value: false }),
  },
});

/** The evaluation context of a user. */
export function contextOf(user: Row): unknown {
  const { root } = new UserDocument(new CohortTable(), false).bind(set.subject(), user);
  return (root as Row)[place.context];
}

/** The keys of flags in the order of evaluation, or the error that there is instead. */
export function inOrder(flags: unknown, flagKeys: unknown): unknown {
  const dependents = new Map((flags as readonly Dependent[]).map((flag) => [flag.key, flag]));
  // The vendor's map is an object.
  const keys = (flagKeys as readonly string[] | undefined) ?? Object.keys(Object.fromEntries(dependents));
  try {
    return inDependencyOrder(dependents, keys);
  } catch (error) {
    return { error: (error as Error).message };
  }
}
