import { expect } from 'chai';
import { takeOver, type KeptCase, type Results } from '#src/report/kept.js';
import type { Machine } from '#src/report/machine.js';
import type { CaseResult } from '#src/report/results.js';

const run = (commit: string): Machine => ({
  date: '2026-01-01T00:00:00.000Z',
  commit,
  cpu: 'one',
  cores: 2,
  memoryGiB: 8,
  load: 0,
  system: 'linux',
  node: 'v20.20.0',
  v8: '11.3',
  packages: {},
});

const found = (name: string, rounds: number): CaseResult => ({
  name,
  title: name,
  unit: 'ns',
  processes: 1,
  rounds,
  contestants: [],
  figures: [],
});

const order = ['static', 'rollout', 'load'];

const before: Results = {
  runs: [run('first')],
  cases: ['static', 'load'].map((name): KeptCase => ({ ...found(name, 1), run: 0 })),
};

/** Which run found a case, by its commit. */
const shownBy = ({ runs, cases }: Results): [string, number, string | null | undefined][] =>
  cases.map(({ name, rounds, run: at }) => [name, rounds, runs[at]?.commit]);

describe('results that are kept', () => {
  it('are replaced case by case, in the order of the cases', () => {
    const after = takeOver(before, { machine: run('second'), cases: [found('rollout', 2), found('static', 2)] }, order);
    expect(shownBy(after)).to.deep.equal([
      ['static', 2, 'second'],
      ['rollout', 2, 'second'],
      ['load', 1, 'first'],
    ]);
  });

  it('forget a run of which nothing is left', () => {
    const after = takeOver(before, { machine: run('second'), cases: [found('static', 2), found('load', 2)] }, order);
    expect(after.runs.map(({ commit }) => commit)).to.deep.equal(['second']);
    expect(shownBy(after).map(([, , commit]) => commit)).to.deep.equal(['second', 'second']);
  });

  it('forget a case that is there no more', () => {
    const after = takeOver(before, { machine: run('second'), cases: [found('rollout', 2)] }, ['rollout', 'load']);
    expect(shownBy(after)).to.deep.equal([
      ['rollout', 2, 'second'],
      ['load', 1, 'first'],
    ]);
  });
});
