import { catalogue } from '@polyflag/emulators/faults';
import { expect } from 'chai';
import { polledTable } from '#src/faults/polled-table.js';
import { socketTable } from '#src/faults/socket-table.js';
import { streamTable } from '#src/faults/stream-table.js';

/** What a body does depends on what it says, and what a close code means on the vendor: tests of theirs have them. */
const ofVendors = ['socket-body', 'socket-closed-4003'];

describe('the tables of the fault tests', () => {
  it('have every fault of the fault server', () => {
    const had = [...polledTable, ...streamTable, ...socketTable].flatMap(({ trouble }) =>
      trouble.kind === 'wire' ? [trouble.fault] : [],
    );
    expect(Object.keys(catalogue).filter((fault) => !had.includes(fault))).to.deep.equal(ofVendors);
  });
});
