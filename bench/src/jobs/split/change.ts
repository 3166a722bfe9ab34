import { changeFlag, innerDefinitions } from '../../contestants/split/inner-definitions.js';
import { definitionSet } from '../../definitions/split/sets.js';
import { users, type User } from '../../definitions/users.js';
import type { Surroundings } from '../../measure/surroundings.js';
import { interleave, type Runner } from '../../measure/rounds.js';
import type { Rounds } from '../../measure/samples.js';

/** Flags that are changed in turn. */
const CHANGED = 64;

/** Changes one flag of the large set, again and again, and gives the milliseconds of one change. */
export async function measureChange(
  _parameters: Readonly<Record<string, never>>,
  surroundings: Surroundings,
): Promise<Rounds> {
  const { scale } = surroundings;
  const { flags } = definitionSet('five-rules', scale);
  const definitions = await innerDefinitions(JSON.parse(JSON.stringify(flags)) as unknown[]);
  const changing = flags.slice(0, CHANGED);
  const [user] = users() as [User];
  let version = 2_000_000_000_000;

  /** As it arrives: the text of one flag, which differs each time in its version and in one of its rules. */
  const change = (at: number): number => {
    const flag = changing[at % CHANGED];
    version += 1;
    const rules = flag?.conditions.slice(at % 2) ?? [];
    const text = JSON.stringify({ ...flag, changeNumber: version, conditions: rules });
    const start = process.hrtime.bigint();
    const changed = changeFlag(definitions, text);
    spent += Number(process.hrtime.bigint() - start);
    return changed;
  };

  const changeAndAsk = (at: number): number => {
    const changed = change(at);
    const start = process.hrtime.bigint();
    const subject = definitions.set.subject();
    subject.key = user.key;
    subject.bucketingKey = user.key;
    subject.attributes = user.attributes;
    const { label } = definitions.set.evaluate(changing[at % CHANGED]?.name ?? '', subject);
    spent += Number(process.hrtime.bigint() - start);
    return changed + label.length;
  };

  // Only the changes themselves are timed, not the making of their texts.
  let spent = 0;
  const times: Record<string, number[]> = { 'polyflag, change': [], 'polyflag, change and first answer': [] };
  const runner = (name: string, one: (at: number) => number): Runner => ({
    name,
    run: (count) => {
      spent = 0;
      let answers = 0;
      for (let at = 0; at < count; at += 1) answers += one(at);
      times[name]?.push(spent / count / 1e6);
      return answers;
    },
  });
  await interleave(
    [runner('polyflag, change', change), runner('polyflag, change and first answer', changeAndAsk)],
    scale,
    CHANGED,
  );
  return Object.fromEntries(Object.entries(times).map(([name, list]) => [name, list.slice(-scale.rounds)]));
}
