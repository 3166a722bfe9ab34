import { open, type Who } from '../contestants/contestants.js';
import { inSegment, withoutSegment } from '../definitions/measured.js';
import { users } from '../definitions/users.js';
import { literal } from '../definitions/wire.js';
import { loopOver, type Inputs } from '../measure/loop.js';
import type { Surroundings } from '../measure/surroundings.js';
import { blackhole } from '../measure/rounds.js';

export interface ManyCallsParameters {
  readonly who: Who;
  /** Whether the calls are made after those that make the code warm, or those alone. */
  readonly measured: boolean;
}

/** Makes very many calls, over all measured flags in turn, and measures nothing: the runtime's trace is counted. */
export async function makeCalls({ who, measured }: ManyCallsParameters, surroundings: Surroundings): Promise<number> {
  const { scale } = surroundings;
  const { target, call, close } = await open({ name: who, who, set: 'measured' }, true, surroundings);
  const everybody = users();
  const flags = [...withoutSegment, inSegment].map(({ flag }) => literal(flag.name));
  const inputs: Inputs = {
    names: everybody.map((_, at) => flags[at % flags.length] ?? ''),
    keys: everybody.map(({ key }) => key),
    attributes: everybody.map(({ attributes }) => attributes),
  };
  const loop = loopOver(target, call);
  blackhole.answers += loop(scale.firstCalls, inputs);
  if (measured) blackhole.answers += loop(scale.calls, inputs);
  await close();
  return measured ? scale.calls : 0;
}
