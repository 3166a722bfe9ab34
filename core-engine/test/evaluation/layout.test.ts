import { expect } from 'chai';
import { Branch } from '#src/evaluation/branch.js';
import { follow, type Answer, type Code, type Way } from '#src/evaluation/code.js';
import { entered, layOut } from '#src/evaluation/layout.js';
import { State } from '#src/evaluation/state.js';
import { Subject } from '#src/evaluation/subject.js';

function lead(code: Code, at: number, subject: Subject, state: State): Answer {
  return follow(code, code[at + (subject.key === code[at + 3] ? 1 : 2)] as Way, subject, state);
}

describe('evaluation: the layout of code', () => {
  const last = new Branch(lead, true, false, 'c');
  const start = new Branch(lead, new Branch(lead, last, null, 'b'), last, 'a');

  it('has each branch once, in the order in which they are asked, and places where branches lead', () => {
    expect(layOut(start)).to.deep.equal([lead, 4, 8, 'a', lead, 8, null, 'b', lead, true, false, 'c']);
  });

  it('takes no operand for a place', () => {
    expect(layOut(new Branch(lead, last, false, 4, 0))).to.deep.equal([lead, 5, false, 4, 0, lead, true, false, 'c']);
  });

  it('is followed from its beginning', () => {
    const answers = ['a', 'b', 'c'].map((key) => entered(start)(Object.assign(new Subject(), { key }), new State()));
    expect(answers).to.deep.equal([null, false, true]);
  });

  it('is not needed for an end', () => {
    for (const end of [true, false, null]) expect(entered(end)(new Subject(), new State())).to.equal(end);
  });
});
