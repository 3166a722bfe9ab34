import type { BackendStatus } from './backend.js';
import type { Code } from './errors.js';

/** Where a provider is in its life (1.7, 2.4 to 2.6). */
export type State =
  | { readonly name: 'not-ready' }
  | Waiting
  | { readonly name: 'ready' }
  /** The definitions may be out of date. */
  | { readonly name: 'stale' }
  /** They have been so for too long. The last ones go on serving. */
  | { readonly name: 'error' }
  | { readonly name: 'closing' }
  | { readonly name: 'closed' };

/** Definitions have not come yet: in time, not in time, or not for want of good credentials. */
export interface Waiting {
  readonly name: 'starting' | 'failed' | 'fatal';
  readonly held: Held;
}

/** What was told before READY, to be said after it. */
export interface Held {
  readonly changed: readonly string[];
  /** That the definitions are out of date from the beginning, perhaps for too long. */
  readonly outage: InputOf<'stale' | 'error'> | undefined;
}

/** What can happen: what the base does (`start`, `close`), how that ended, and what the backend tells. */
export type Input =
  | { readonly kind: 'start' }
  | { readonly kind: 'started' }
  | Failed
  | { readonly kind: 'close' }
  | { readonly kind: 'closed' }
  | BackendStatus;

interface Failed {
  readonly kind: 'failed';
  readonly message: string;
  readonly code: Code;
}

/** An event with its payload (5.1.1 to 5.1.5). */
export type ProviderEvent =
  | { readonly type: 'PROVIDER_READY' }
  | { readonly type: 'PROVIDER_STALE'; readonly message: string }
  | { readonly type: 'PROVIDER_ERROR'; readonly message: string; readonly errorCode: Code }
  | { readonly type: 'PROVIDER_CONFIGURATION_CHANGED'; readonly flagsChanged: string[] };

/** What comes of an input. */
export interface Step {
  readonly state: State;
  /** In order. */
  readonly events: readonly ProviderEvent[];
  /** The end of a start, an event that the SDK makes by itself so far (2.8.2, 2.8.3). */
  readonly ending?: ProviderEvent;
}

type InputOf<K extends Input['kind']> = Extract<Input, { kind: K }>;
type Handlers<S> = { readonly [K in Input['kind']]?: (state: S, input: InputOf<K>) => Step };
type Table = { readonly [N in State['name']]: Handlers<N extends Waiting['name'] ? Waiting : State> };

const READY: ProviderEvent = { type: 'PROVIDER_READY' };
const NOTHING_HELD: Held = { changed: [], outage: undefined };
const HOLDING = { stale: hold, error: hold, changed: hold } satisfies Handlers<Waiting>;

/** Every transition. An input that is not in the row of the state changes nothing and says nothing (2.8.1). */
const TABLE: Table = {
  'not-ready': { start: begin, close: shut },
  starting: {
    ...HOLDING,
    ready: hold,
    started: (state) => ({ ...serve(state.held), ending: READY }),
    failed: (state, input) => ({ ...giveUp(state, input), ending: errorEvent(input.message, input.code) }),
    close: shut,
  },
  failed: { ...HOLDING, started: comeLate, ready: comeLate, failed: refuse, error: refuse, close: shut },
  fatal: { ...HOLDING, started: comeLate, ready: comeLate, close: shut },
  ready: { stale: goStale, error: breakDown, changed: pass, close: shut },
  stale: { ready: recover, error: breakDown, changed: pass, close: shut },
  error: { ready: recover, changed: pass, close: shut },
  closing: { closed: () => still({ name: 'closed' }) },
  closed: { start: begin },
};

/** What comes of an input. Pure. */
export function transition(state: State, input: Input): Step {
  // The table pairs each handler with the very state and input it is looked up by.
  const handler = TABLE[state.name][input.kind] as ((state: State, input: Input) => Step) | undefined;
  return handler === undefined ? still(state) : handler(state, input);
}

/** Whether there are definitions to evaluate: evaluation goes on in STALE and ERROR. */
export function isServing(state: State): boolean {
  return state.name === 'ready' || state.name === 'stale' || state.name === 'error';
}

function still(state: State): Step {
  return { state, events: [] };
}

function begin(): Step {
  return still({ name: 'starting', held: NOTHING_HELD });
}

function shut(): Step {
  return still({ name: 'closing' });
}

function hold(state: Waiting, input: BackendStatus): Step {
  const { held } = state;
  switch (input.kind) {
    case 'ready':
      return still({ ...state, held: { ...held, outage: undefined } });
    case 'stale':
      return still({ ...state, held: { ...held, outage: input } });
    case 'error':
      // That credentials are refused is the outcome of a start, not the state of definitions.
      return input.code === 'PROVIDER_FATAL' ? still(state) : still({ ...state, held: { ...held, outage: input } });
    case 'changed':
      return still({ ...state, held: { ...held, changed: [...held.changed, ...input.flagKeys] } });
  }
}

/** The first definitions are there: what was held is said. */
function serve(held: Held): Step {
  const events = changes(held.changed);
  const { outage } = held;
  const state: State = { name: 'ready' };
  if (outage === undefined) return { state, events };
  const step = outage.kind === 'stale' ? goStale(state, outage) : breakDown(state, outage);
  return { state: step.state, events: [...events, ...step.events] };
}

/** They are there after the start was given up, and READY is ours to say. */
function comeLate(state: Waiting, input: InputOf<'started' | 'ready'>): Step {
  const { state: next, events } = serve(input.kind === 'ready' ? { ...state.held, outage: undefined } : state.held);
  return { state: next, events: [READY, ...events] };
}

function giveUp(state: Waiting, input: Failed): Step {
  return still({ name: input.code === 'PROVIDER_FATAL' ? 'fatal' : 'failed', held: state.held });
}

/** Bad credentials may show only after the start was given up. */
function refuse(state: Waiting, input: InputOf<'failed' | 'error'>): Step {
  if (input.code !== 'PROVIDER_FATAL') return input.kind === 'error' ? hold(state, input) : still(state);
  return { state: { name: 'fatal', held: state.held }, events: [errorEvent(input.message, input.code)] };
}

function recover(): Step {
  return { state: { name: 'ready' }, events: [READY] };
}

function goStale(_: State, input: InputOf<'stale'>): Step {
  return { state: { name: 'stale' }, events: [staleEvent(input.message)] };
}

/** With definitions nothing is fatal: in FATAL the SDK would not ask any more. */
function breakDown(_: State, input: InputOf<'error'>): Step {
  const code = input.code === 'PROVIDER_FATAL' ? 'GENERAL' : input.code;
  return { state: { name: 'error' }, events: [errorEvent(input.message, code)] };
}

function pass(state: State, input: InputOf<'changed'>): Step {
  return { state, events: changes(input.flagKeys) };
}

function changes(flagKeys: readonly string[]): readonly ProviderEvent[] {
  if (flagKeys.length === 0) return [];
  return [{ type: 'PROVIDER_CONFIGURATION_CHANGED', flagsChanged: [...new Set(flagKeys)] }];
}

function staleEvent(message: string): ProviderEvent {
  return { type: 'PROVIDER_STALE', message };
}

function errorEvent(message: string, errorCode: Code): ProviderEvent {
  return { type: 'PROVIDER_ERROR', message, errorCode };
}
