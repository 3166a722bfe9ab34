import { isDeepStrictEqual } from 'node:util';
import { Random } from '../random.js';
import type { DeliberateDifference } from './deliberate/difference.js';
import { makeDefinitions } from './flags.js';
import { openOurs } from './ours.js';
import { rewritten } from './rewrite.js';
import type { Answer } from './side.js';
import { Tally } from './tally.js';
import { makeUser } from './users.js';
import type { Verdict } from './verdict.js';
import { openVendor } from './vendor.js';
import type { Definitions, User } from './wire.js';

export interface ParityOptions {
  readonly seed: number;
  /** How many questions are asked: one half for all flags or some, one for a flag alone. */
  readonly count: number;
  readonly differences: readonly DeliberateDifference[];
}

/** So many users are asked about in each set of flags. */
const USERS = 40;

/** Puts random questions to both sides. */
export function compare({ seed, count, differences }: ParityOptions): Tally {
  const random = new Random(seed);
  const tally = new Tally(differences);
  for (let left = count; left > 0; left -= 2 * USERS) {
    const sides = new Sides(makeDefinitions(random), differences);
    for (let user = 0; user < USERS; user += 1) ask(random, sides, tally);
  }
  return tally;
}

function ask(random: Random, sides: Sides, tally: Tally): void {
  const user = makeUser(random, sides.definitions);
  const keys = sides.definitions.flags.map(({ key }) => key);
  const some = random.chance(0.25) ? random.some([...keys, 'ghost'], 0, 3) : undefined;
  tally.count(sides.judge(user, some));
  tally.count(sides.judgeAlone(user, random.pick(keys)));
}

/** Both sides over the same definitions. */
export class Sides {
  readonly definitions: Definitions;
  private readonly ours;
  private readonly vendor;
  private readonly rules: readonly string[];
  private readonly rewrittenVendor;

  constructor(definitions: Definitions, differences: readonly DeliberateDifference[]) {
    this.definitions = definitions;
    this.ours = openOurs(definitions);
    this.vendor = openVendor(definitions);
    const changed = rewritten(definitions, differences);
    this.rules = changed.rules;
    this.rewrittenVendor = changed.rules.length === 0 ? this.vendor : openVendor(changed.definitions);
  }

  /** As the vendor's client is asked: for all flags, or some. */
  judge(user: User, flagKeys?: readonly string[]): Verdict {
    return this.verdict(user, flagKeys, this.ours.evaluate(user, flagKeys), (vendor) =>
      vendor.evaluate(user, flagKeys),
    );
  }

  /** As the provider asks: for one flag. */
  judgeAlone(user: User, flagKey: string): Verdict {
    const ours = this.ours.decide(user, flagKey);
    return this.verdict(user, [flagKey], ours, (vendor) => alone(vendor.evaluate(user, [flagKey]), flagKey));
  }

  private verdict(
    user: User,
    flagKeys: readonly string[] | undefined,
    ours: Answer,
    ask: (vendor: Sides['vendor']) => Answer,
  ): Verdict {
    const vendor = ask(this.vendor);
    const said = { definitions: this.definitions, user, flagKeys, ours, vendor };
    if (isDeepStrictEqual(ours, vendor)) return { ...said, rules: [] };
    const isDeliberate = this.rules.length > 0 && isDeepStrictEqual(ours, ask(this.rewrittenVendor));
    return { ...said, rules: isDeliberate ? this.rules : undefined };
  }
}

/** What the vendor says of one flag, in as much as a decision says it. */
function alone(answer: Answer, flagKey: string): Answer {
  if ('thrown' in answer) {
    // Where flags are decided one by one, those in a circle fail in words of our own.
    const isCircle = String(answer.thrown).includes('Detected a cycle');
    return { thrown: isCircle ? 'flags in a circle' : String(answer.thrown) };
  }
  if (!Object.hasOwn(answer, flagKey)) return {};
  const { key, metadata } = (answer as Readonly<Record<string, Readonly<Record<string, unknown>>>>)[flagKey] ?? {};
  return { key: key ?? null, metadata };
}
