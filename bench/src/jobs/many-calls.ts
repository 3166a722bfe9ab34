import { roomOf, type Asked } from '../contestants/rooms.js';
import { loopOver } from '../measure/loop.js';
import { blackhole } from '../measure/rounds.js';
import type { Surroundings } from '../measure/surroundings.js';

/** One contestant, and whether the calls are made after those that make the code warm, or those alone. */
export type ManyCallsParameters = Asked & { readonly measured: boolean };

/** Makes very many calls, over all flags of the question in turn, and measures nothing: the runtime's trace is counted. */
export async function makeCalls(
  { vendor, contestants, question, measured }: ManyCallsParameters,
  surroundings: Surroundings,
): Promise<number> {
  const { scale } = surroundings;
  const room = await roomOf(vendor);
  const inputs = room.inputs(question, scale);
  for (const { who, set } of contestants) {
    const { target, call, number, close } = await room.open(who, set, question, surroundings);
    const loop = loopOver(target, call, number);
    blackhole.answers += loop(scale.firstCalls, inputs);
    if (measured) blackhole.answers += loop(scale.calls, inputs);
    await close();
  }
  return measured ? scale.calls : 0;
}
