import { catalogue } from '@polyflag/emulators/faults';
import { expect } from 'chai';
import { polledTable } from '#src/faults/polled-table.js';
import { socketTable } from '#src/faults/socket-table.js';
import { streamTable } from '#src/faults/stream-table.js';

describe('the tables of the fault tests', () => {
  it('have every fault of the fault server', () => {
    const had = [...polledTable, ...streamTable, ...socketTable].flatMap(({ trouble }) =>
      trouble.kind === 'wire' ? [trouble.fault] : [],
    );
    expect(Object.keys(catalogue).filter((fault) => !had.includes(fault))).to.deep.equal([]);
  });
});
