import { open, type Contestant } from '../contestants/contestants.js';
import { ALL_IN_TURN, fiveRulesNames, variedNames } from '../definitions/sets.js';
import { users, USERS } from '../definitions/users.js';
import { literal } from '../definitions/wire.js';
import { loopOver, type Inputs, type Loop } from '../measure/loop.js';
import type { Surroundings } from '../measure/surroundings.js';
import { interleave } from '../measure/rounds.js';
import type { Rounds } from '../measure/samples.js';

export interface CallsParameters {
  readonly contestants: readonly Contestant[];
  /** One flag, or all flags of the large set in turn. */
  readonly flags: readonly string[] | typeof ALL_IN_TURN;
  /** Whether the calls hand over attributes. */
  readonly attributes: boolean;
  /** Evaluate the varied flags first, by the same loops, so that what the runtime has learned holds for many flags. */
  readonly afterVaried?: boolean;
}

/** Measures direct calls, the contestants in turn. */
export async function measureCalls(parameters: CallsParameters, surroundings: Surroundings): Promise<Rounds> {
  const { scale } = surroundings;
  const inputs = inputsFor(parameters.flags === ALL_IN_TURN ? fiveRulesNames(scale) : parameters.flags.map(literal));
  const opened = [];
  for (const contestant of parameters.contestants) {
    const { target, call, close } = await open(contestant, parameters.attributes, surroundings);
    opened.push({ name: contestant.name, loop: loopOver(target, call), close });
  }
  if (parameters.afterVaried === true) {
    const varied = inputsFor(variedNames);
    insistOnAgreement(opened, varied);
    const passes = Math.ceil(scale.warmUpMs / 4);
    for (let pass = 0; pass < passes; pass += 1) {
      for (const { loop } of opened) loop(varied.names.length, varied);
    }
  }
  insistOnAgreement(opened, inputs);
  const runners = opened.map(({ name, loop }) => ({ name, run: (count: number) => loop(count, inputs) }));
  const rounds = await interleave(runners, scale, inputs.names.length);
  for (const { close } of opened) await close();
  return rounds;
}

/** Lists of one length: that of the names or of the users, whichever is longer. */
function inputsFor(names: readonly string[]): Inputs {
  const everybody = users();
  const length = Math.max(names.length, USERS);
  const repeat = <T>(list: readonly T[]): T[] => Array.from({ length }, (_, at) => list[at % list.length] as T);
  return {
    names: repeat(names),
    keys: repeat(everybody.map(({ key }) => key)),
    attributes: repeat(everybody.map(({ attributes }) => attributes)),
  };
}

/** Contestants that answer differently do not do the same work. */
function insistOnAgreement(opened: readonly { name: string; loop: Loop }[], inputs: Inputs): void {
  for (let at = 0; at < inputs.names.length; at += 1) {
    const one: Inputs = {
      names: inputs.names.slice(at, at + 1),
      keys: inputs.keys.slice(at, at + 1),
      attributes: inputs.attributes.slice(at, at + 1),
    };
    const answers = opened.map(({ loop }) => loop(1, one));
    if (new Set(answers).size > 1) {
      const found = opened.map(({ name }, who) => `${name}: ${answers[who] ?? ''}`).join(', ');
      throw new Error(
        `the contestants disagree about ${one.names[0] ?? ''} for ${one.keys[0] ?? ''} (lengths: ${found})`,
      );
    }
  }
}
