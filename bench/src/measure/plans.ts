import { runProcess, type Order } from './process.js';
import { rotated } from './rounds.js';
import type { Rounds, Samples } from './samples.js';
import { timeStart, type Start } from './starts.js';
import type { Surroundings } from './surroundings.js';

/** How a case is measured. */
export type Plan =
  /** All contestants in one process, in turn; several such processes one after the other. */
  | {
      readonly kind: 'together';
      readonly processes: number;
      readonly order: Order;
      readonly nodeFlags?: readonly string[];
    }
  /** Every contestant in a fresh process each time, in turn. */
  | {
      readonly kind: 'apart';
      readonly rounds: number;
      readonly contestants: Readonly<Record<string, Order>>;
      readonly nodeFlags?: readonly string[];
      /** What counts: the number that the job gives, or the scavenges in the trace of its process. */
      readonly counts: 'result' | 'scavenges';
    }
  /** Whole processes, from their start to their first answer, in turn. */
  | { readonly kind: 'starts'; readonly contestants: Readonly<Record<string, Start>> };

export async function carryOut(plan: Plan, surroundings: Surroundings): Promise<Samples> {
  switch (plan.kind) {
    case 'together':
      return together(plan, surroundings);
    case 'apart':
      return [await apart(plan, surroundings)];
    case 'starts':
      return [await starts(plan, surroundings)];
  }
}

async function together(
  { processes, order, nodeFlags }: Plan & { kind: 'together' },
  surroundings: Surroundings,
): Promise<Samples> {
  const samples: Rounds[] = [];
  for (let at = 0; at < Math.min(processes, surroundings.scale.processes); at += 1) {
    const { result } = await runProcess(order, surroundings, nodeFlags);
    samples.push(result as Rounds);
  }
  return samples;
}

async function apart(plan: Plan & { kind: 'apart' }, surroundings: Surroundings): Promise<Rounds> {
  return inTurn(plan.contestants, Math.min(plan.rounds, surroundings.scale.rounds), async (order) => {
    const { result, output } = await runProcess(order, surroundings, plan.nodeFlags);
    return plan.counts === 'result' ? (result as number) : (output.match(/ Scavenge /g) ?? []).length;
  });
}

async function starts(plan: Plan & { kind: 'starts' }, surroundings: Surroundings): Promise<Rounds> {
  // The first start of each reads the disk.
  await inTurn(plan.contestants, 1, (start) => timeStart(start, surroundings));
  return inTurn(plan.contestants, surroundings.scale.starts, (start) => timeStart(start, surroundings));
}

async function inTurn<T>(
  contestants: Readonly<Record<string, T>>,
  rounds: number,
  measure: (contestant: T) => Promise<number>,
): Promise<Rounds> {
  const entries = Object.entries(contestants);
  const found = new Map(entries.map(([name]): [string, number[]] => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, contestant] of rotated(entries, round)) found.get(name)?.push(await measure(contestant));
  }
  return Object.fromEntries(found);
}
