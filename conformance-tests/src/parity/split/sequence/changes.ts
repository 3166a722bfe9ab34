import type { Inline, SplitEmulator } from '@polyflag/emulators';
import type { FlagWire, RuleBasedSegmentWire } from '@polyflag/split-provider/internal';
import type { Random } from '../../random.js';
import { knownKeys } from '../keys.js';
import { flagSign, segmentSign, signFlag, stateKey, type Sign } from './signs.js';
import type { World } from './world.js';

/** A change that was made. */
export interface Change {
  readonly kind: keyof typeof changes;
  readonly inline: Inline;
  readonly signs: readonly Sign[];
}

/** What a change works on. */
export interface Scene {
  readonly random: Random;
  readonly world: World;
  readonly emulator: SplitEmulator;
  /** How notifications carry definitions. */
  readonly inline: Inline;
  /** What has changed already and need not have arrived. */
  readonly pending: ReadonlySet<string>;
}

/** Each kind of change; it gives no sign where there is nothing to change. */
const changes = {
  'flag updated': (scene) => putFlag(scene, scene.random.pick([...scene.world.flags.keys()])),
  'flag added': (scene) => putFlag(scene, scene.world.addFlagName()),
  'flag killed': killFlag,
  'flag archived': archiveFlag,
  'segment edited': editSegment,
  'segment added': addSegment,
  'rule-based segment updated': updateRule,
  'rule-based segment archived': archiveRule,
} satisfies Record<string, (scene: Scene) => Sign[]>;

const weights: readonly (readonly [number, Change['kind']])[] = [
  [30, 'flag updated'],
  [4, 'flag added'],
  [10, 'flag killed'],
  [8, 'flag archived'],
  [20, 'segment edited'],
  [2, 'segment added'],
  [16, 'rule-based segment updated'],
  [4, 'rule-based segment archived'],
];

/** Every kind of change. */
export const changeKinds = weights.map(([, kind]) => kind);

/** Every way in which a notification carries a definition. */
export const inlines: readonly Inline[] = ['none', 'plain', 'gzip', 'zlib'];

/** Changes something, at random. */
export function change(scene: Omit<Scene, 'inline'>): Change {
  for (;;) {
    const kind = scene.random.weighted(weights);
    const inline = scene.random.pick(inlines);
    const signs = changes[kind]({ ...scene, inline });
    if (signs.length > 0) return { kind, inline, signs };
  }
}

function putFlag({ world, emulator, inline }: Scene, name: string): Sign[] {
  const flag = carried(inline, () => world.newFlag(name));
  const changeNumber = emulator.putFlag(world.servedFlag(flag), { inline });
  world.flags.set(name, { ...flag, changeNumber });
  return [flagSign(name, flag.status === 'ARCHIVED' ? undefined : changeNumber)];
}

function killFlag({ random, world, emulator, pending }: Scene): Sign[] {
  // The kill is seen before what else is new of the flag: one that waits for something would be compared too early.
  const names = world.activeFlags().filter((name) => !pending.has(flagSign(name, 0).subject));
  if (names.length === 0) return [];
  const name = random.pick(names);
  const flag = world.flags.get(name) as FlagWire;
  const defaultTreatment = random.pick(['on', 'off', 'dead', 'control']);
  const changeNumber = emulator.killFlag(name, defaultTreatment);
  world.flags.set(name, { ...flag, killed: true, defaultTreatment, changeNumber });
  return [flagSign(name, changeNumber)];
}

function archiveFlag({ random, world, emulator, inline }: Scene): Sign[] {
  const names = world.activeFlags();
  if (names.length === 0) return [];
  const name = random.pick(names);
  const flag = world.flags.get(name) as FlagWire;
  emulator.archiveFlag(name, { inline: isPlainText(flag) ? inline : 'none' });
  world.flags.set(name, { ...flag, status: 'ARCHIVED' });
  return [flagSign(name, undefined)];
}

function editSegment({ random, world, emulator }: Scene): Sign[] {
  const name = random.pick([...world.segments.keys()]);
  const keys = world.segments.get(name) as Set<string>;
  const old = stateKey(name, world.states.get(name) ?? 0);
  const own = stateKey(name, world.nextState(name));
  const edit = {
    add: [...random.some(knownKeys, 0, 6), own],
    remove: [
      ...random.some(
        [...keys].filter((key) => key !== old),
        0,
        4,
      ),
      old,
    ],
  };
  emulator.changeSegment(name, edit);
  for (const key of edit.add) keys.add(key);
  for (const key of edit.remove) keys.delete(key);
  return [segmentSign('segment', name, own, true)];
}

function addSegment({ random, world, emulator, inline }: Scene): Sign[] {
  const name = world.addSegment();
  const own = stateKey(name, 0);
  const keys = [...random.some(knownKeys, 0, 20), own];
  world.segments.set(name, new Set(keys));
  emulator.changeSegment(name, { add: keys });
  emulator.putFlag(signFlag('IN_SEGMENT', name), { inline });
  return [segmentSign('segment', name, own, true)];
}

function updateRule({ random, world, emulator, inline }: Scene): Sign[] {
  const name = random.pick([...world.rules.keys()]);
  const state = world.nextState(name);
  const segment = carried(inline, () => world.newRule(name));
  emulator.putRuleBasedSegment(world.servedRule(segment), { inline });
  world.rules.set(name, segment);
  return [segmentSign('rule-based segment', name, stateKey(name, state), true)];
}

function archiveRule({ random, world, emulator, inline }: Scene): Sign[] {
  const names = world.activeRules();
  if (names.length < 2) return [];
  const name = random.pick(names);
  const segment = world.rules.get(name) as RuleBasedSegmentWire;
  emulator.removeRuleBasedSegment(name, { inline: isPlainText(segment) ? inline : 'none' });
  world.rules.set(name, { ...segment, status: 'ARCHIVED' });
  return [segmentSign('rule-based segment', name, stateKey(name, world.states.get(name) ?? 0), false)];
}

/** A definition that can come with its notification; beyond ASCII it is fetched (spec §5.4). */
function carried<T>(inline: Inline, make: () => T): T {
  for (;;) {
    const definition = make();
    if (inline === 'none' || isPlainText(definition)) return definition;
  }
}

function isPlainText(definition: unknown): boolean {
  return /^[\0-\x7f]*$/.test(JSON.stringify(definition));
}
