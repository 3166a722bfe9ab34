import { expect } from 'chai';
import fc from 'fast-check';
import { Announcer } from '#src/provider/announcer.js';
import {
  type Held,
  type Input,
  isServing,
  type ProviderEvent,
  type State,
  transition,
} from '#src/provider/lifecycle.js';

const nothing: Held = { changed: [], outage: undefined };
const change: Input = { kind: 'changed', flagKeys: ['a'] };
const stale: Input = { kind: 'stale', message: 'old' };
const refusal: Input = { kind: 'error', message: 'no', code: 'PROVIDER_FATAL' };
const error: Input = { kind: 'error', message: 'gone', code: 'GENERAL' };
const failure: Input = { kind: 'failed', message: 'late', code: 'PROVIDER_NOT_READY' };
const fatalFailure: Input = { kind: 'failed', message: 'no', code: 'PROVIDER_FATAL' };

const inputs: Readonly<Record<string, Input>> = {
  start: { kind: 'start' },
  started: { kind: 'started' },
  failure,
  fatalFailure,
  ready: { kind: 'ready' },
  stale,
  error,
  refusal,
  change,
  close: { kind: 'close' },
  closed: { kind: 'closed' },
};

const states: Readonly<Record<State['name'], State>> = {
  'not-ready': { name: 'not-ready' },
  starting: { name: 'starting', held: nothing },
  failed: { name: 'failed', held: nothing },
  fatal: { name: 'fatal', held: nothing },
  ready: { name: 'ready' },
  stale: { name: 'stale' },
  error: { name: 'error' },
  closing: { name: 'closing' },
  closed: { name: 'closed' },
};

/** From, input, to, events. Every pair that is not here changes nothing and says nothing. */
const table: [State['name'], string, State['name'], string[]][] = [
  ['not-ready', 'start', 'starting', []],
  ['not-ready', 'close', 'closing', []],
  ['starting', 'started', 'ready', []],
  ['starting', 'failure', 'failed', []],
  ['starting', 'fatalFailure', 'fatal', []],
  ['starting', 'close', 'closing', []],
  ['failed', 'started', 'ready', ['READY']],
  ['failed', 'ready', 'ready', ['READY']],
  ['failed', 'refusal', 'fatal', ['ERROR PROVIDER_FATAL']],
  ['failed', 'fatalFailure', 'fatal', ['ERROR PROVIDER_FATAL']],
  ['failed', 'close', 'closing', []],
  ['fatal', 'started', 'ready', ['READY']],
  ['fatal', 'ready', 'ready', ['READY']],
  ['fatal', 'close', 'closing', []],
  ['ready', 'stale', 'stale', ['STALE']],
  ['ready', 'error', 'error', ['ERROR GENERAL']],
  ['ready', 'refusal', 'error', ['ERROR GENERAL']],
  ['ready', 'change', 'ready', ['CONFIGURATION_CHANGED']],
  ['ready', 'close', 'closing', []],
  ['stale', 'ready', 'ready', ['READY']],
  ['stale', 'error', 'error', ['ERROR GENERAL']],
  ['stale', 'refusal', 'error', ['ERROR GENERAL']],
  ['stale', 'change', 'stale', ['CONFIGURATION_CHANGED']],
  ['stale', 'close', 'closing', []],
  ['error', 'ready', 'ready', ['READY']],
  ['error', 'change', 'error', ['CONFIGURATION_CHANGED']],
  ['error', 'close', 'closing', []],
  ['closing', 'closed', 'closed', []],
  ['closed', 'start', 'starting', []],
];

function shown(event: ProviderEvent): string {
  const name = event.type.replace('PROVIDER_', '');
  return event.type === 'PROVIDER_ERROR' ? `${name} ${event.errorCode}` : name;
}

describe('the state machine of a provider', () => {
  describe('2.8.1 each input in each state', () => {
    for (const from of Object.keys(states) as State['name'][]) {
      it(`from ${from}`, () => {
        for (const [name, input] of Object.entries(inputs)) {
          const row = table.find(([state, other]) => state === from && other === name);
          const [, , to, events] = row ?? [from, name, from, []];
          const step = transition(states[from], input);
          expect(step.state.name, `${from} + ${name}`).to.equal(to);
          expect(step.events.map(shown), `${from} + ${name}`).to.deep.equal(events);
        }
      });
    }
  });

  it('5.1.1 holds changes back until READY, as one event with each key once', () => {
    for (const from of ['starting', 'failed', 'fatal'] as const) {
      const first = transition(states[from], { kind: 'changed', flagKeys: ['a', 'b'] });
      const second = transition(first.state, { kind: 'changed', flagKeys: ['b', 'c'] });
      expect([...first.events, ...second.events]).to.be.empty;
      const step = transition(second.state, { kind: 'started' });
      expect(step.events.at(-1)).to.deep.equal({
        type: 'PROVIDER_CONFIGURATION_CHANGED',
        flagsChanged: ['a', 'b', 'c'],
      });
      expect(step.events).to.have.length(from === 'starting' ? 1 : 2);
    }
  });

  it('5.1.1 says STALE after READY when the first definitions are old already', () => {
    for (const from of ['starting', 'failed', 'fatal'] as const) {
      const step = transition(transition(states[from], stale).state, { kind: 'started' });
      expect(step.state.name).to.equal('stale');
      expect(step.events.map(shown)).to.deep.equal(from === 'starting' ? ['STALE'] : ['READY', 'STALE']);
      expect(step.events.at(-1)).to.include({ message: 'old' });
    }
  });

  it('5.1.1 says ERROR after READY when the first definitions have been old for too long, and never FATAL', () => {
    for (const from of ['starting', 'failed', 'fatal'] as const) {
      const held = [stale, error].reduce((state, input) => transition(state, input).state, states[from]);
      const step = transition(held, { kind: 'started' });
      expect(step.state.name).to.equal('error');
      expect(step.events.map(shown)).to.deep.equal([...(from === 'starting' ? [] : ['READY']), 'ERROR GENERAL']);
      expect(step.events.at(-1)).to.include({ message: 'gone' });
    }
    const refused = transition(states.starting, refusal).state;
    expect(transition(refused, { kind: 'started' }).state.name).to.equal('ready');
  });

  it('5.1.1 forgets that they were old when the backend is ready before the start ends', () => {
    const held = transition(transition(states.starting, stale).state, { kind: 'ready' }).state;
    expect(transition(held, { kind: 'started' }).state.name).to.equal('ready');
    const late = transition(transition(states.failed, stale).state, { kind: 'ready' });
    expect(late.events.map(shown)).to.deep.equal(['READY']);
  });

  it('5.1.1 says nothing of a change of no flag', () => {
    expect(transition(states.ready, { kind: 'changed', flagKeys: [] }).events).to.be.empty;
  });

  it('5.1.4 and 5.1.5 gives ERROR a message and a code, STALE a message', () => {
    expect(transition(states.ready, error).events).to.deep.equal([
      { type: 'PROVIDER_ERROR', message: 'gone', errorCode: 'GENERAL' },
    ]);
    expect(transition(states.ready, stale).events).to.deep.equal([{ type: 'PROVIDER_STALE', message: 'old' }]);
  });

  it('2.8.1 in any history: status events never repeat, none come while starting or closed, FATAL never after data', () => {
    const steps = fc.array(fc.constantFrom(...Object.values(inputs)), { maxLength: 40 });
    fc.assert(
      fc.property(steps, (history) => {
        let state: State = states['not-ready'];
        let status = '';
        let hasServed = false;
        for (const input of history) {
          const before = state;
          const step = transition(state, input);
          state = step.state;
          if (input.kind === 'start' && before.name !== state.name) hasServed = false;
          hasServed ||= isServing(state);
          const quiet = ['not-ready', 'starting', 'closing', 'closed'];
          if (quiet.includes(state.name)) expect(step.events).to.be.empty;
          if (step.ending !== undefined) status = shown(step.ending);
          for (const event of step.events) {
            if (event.type === 'PROVIDER_CONFIGURATION_CHANGED') expect(isServing(state)).to.be.true;
            else {
              expect(shown(event)).not.to.equal(status);
              status = shown(event);
            }
            if (hasServed) expect(shown(event)).not.to.equal('ERROR PROVIDER_FATAL');
          }
        }
      }),
    );
  });
});

describe('what is said of it', () => {
  /** An announcer whose turns of the event loop the test takes. */
  function announcer(options: { announcesStart?: boolean } = {}) {
    const said: string[] = [];
    const later: (() => void)[] = [];
    const made = new Announcer({
      emit: (event) => said.push(shown(event)),
      enter: (state) => said.push(`(${state.name})`),
      defer: (task) => later.push(task),
      ...options,
    });
    const turn = () => {
      for (const task of later.splice(0)) task();
    };
    return { said, turn, tell: (...all: Input[]) => all.forEach((input) => made.accept(input)) };
  }

  it('2.8.1 comes in a later turn, in order, after the state has changed', () => {
    const { said, turn, tell } = announcer();
    tell({ kind: 'start' }, { kind: 'started' }, stale, { kind: 'ready' });
    expect(said).to.deep.equal(['(starting)', '(ready)', '(stale)', '(ready)']);
    turn();
    expect(said.slice(4)).to.deep.equal(['STALE', 'READY']);
  });

  it('2.8.2 and 2.8.3 does not include the end of a start, which the SDK announces', () => {
    const { said, turn, tell } = announcer();
    tell({ kind: 'start' }, { kind: 'started' }, { kind: 'close' }, { kind: 'closed' }, { kind: 'start' }, failure);
    turn();
    expect(said.filter((line) => !line.startsWith('('))).to.be.empty;
  });

  it('2.8.2 and 2.8.3 includes it at once when switched on for an SDK that does not', () => {
    const { said, tell } = announcer({ announcesStart: true });
    tell({ kind: 'start' }, { kind: 'started' });
    expect(said).to.deep.equal(['(starting)', '(ready)', 'READY']);
    tell({ kind: 'close' }, { kind: 'closed' }, { kind: 'start' }, fatalFailure);
    expect(said.slice(-2)).to.deep.equal(['(fatal)', 'ERROR PROVIDER_FATAL']);
  });

  it('2.5.2 is taken back by a close, also when a new start has followed', () => {
    const { said, turn, tell } = announcer();
    tell({ kind: 'start' }, { kind: 'started' }, stale, { kind: 'close' }, { kind: 'closed' }, { kind: 'start' });
    turn();
    expect(said.filter((line) => !line.startsWith('('))).to.be.empty;
  });

  it('says nothing twice: a state that stays is not entered again', () => {
    const { said, tell } = announcer();
    tell({ kind: 'start' }, { kind: 'started' }, { kind: 'ready' }, change);
    expect(said).to.deep.equal(['(starting)', '(ready)']);
  });
});
