import { roomOf, type Asked } from '../contestants/rooms.js';
import { askerOf, loopOver, type Inputs, type Loop } from '../measure/loop.js';
import { interleave } from '../measure/rounds.js';
import type { Rounds } from '../measure/samples.js';
import { median } from '../measure/statistics.js';
import type { Surroundings } from '../measure/surroundings.js';

/** A contestant that is open, with its loop. */
interface Opened {
  readonly name: string;
  readonly loop: Loop;
  /** What its answer to one question says, as text. */
  readonly says: (at: number, inputs: Inputs) => string;
  readonly close: () => Promise<void>;
}

/** Measures direct calls, the contestants in turn. */
export async function measureCalls(asked: Asked, surroundings: Surroundings): Promise<Rounds> {
  return measure(asked, surroundings, () => true);
}

/** Measures one of the contestants, by its name; the others only have to agree with it. Nanoseconds per call. */
export async function measureOne(
  { alone, ...asked }: Asked & { readonly alone: string },
  surroundings: Surroundings,
): Promise<number> {
  const rounds = await measure(asked, surroundings, ({ name }) => name === alone);
  return median(rounds[alone] ?? []);
}

async function measure(
  { vendor, contestants, question, before }: Asked,
  surroundings: Surroundings,
  isTimed: (contestant: { readonly name: string }) => boolean,
): Promise<Rounds> {
  const { scale } = surroundings;
  const room = await roomOf(vendor);
  const opened: Opened[] = [];
  for (const { name, who, set } of contestants) {
    const { target, call, number, says = String, close } = await room.open(who, set, question, surroundings);
    const ask = askerOf(target, call);
    opened.push({
      name,
      loop: loopOver(target, call, number),
      says: (at, inputs) => JSON.stringify(says(ask(at, inputs) as never)),
      close,
    });
  }
  const timed = opened.filter(isTimed);
  if (before !== undefined) {
    const others = room.inputs(before, scale);
    insistOnAgreement(opened, others);
    const passes = Math.ceil(scale.warmUpMs / 4);
    for (let pass = 0; pass < passes; pass += 1) for (const { loop } of timed) loop(others.names.length, others);
  }
  const inputs = room.inputs(question, scale);
  insistOnAgreement(opened, inputs);
  const runners = timed.map(({ name, loop }) => ({ name, run: (count: number) => loop(count, inputs) }));
  const rounds = await interleave(runners, scale, inputs.names.length);
  for (const { close } of opened) await close();
  return rounds;
}

/** Contestants that answer differently do not do the same work. */
function insistOnAgreement(opened: readonly Opened[], inputs: Inputs): void {
  for (let at = 0; at < inputs.names.length; at += 1) {
    const answers = opened.map(({ says }) => says(at, inputs));
    if (new Set(answers).size > 1) {
      const found = opened.map(({ name }, who) => `${name}: ${answers[who] ?? ''}`).join(', ');
      throw new Error(
        `the contestants disagree about ${inputs.names[at] ?? ''} for ${inputs.keys[at] ?? ''} (${found})`,
      );
    }
  }
}
