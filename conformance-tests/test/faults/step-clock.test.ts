import { expect } from 'chai';
import { StepClock } from '#src/faults/step-clock.js';

describe('the clock of the fault tests', () => {
  const nothing = (): void => undefined;

  it('knows a phase of a request by its deadline, until it is over', () => {
    const clock = new StepClock(0, [1_501]);
    const timer = clock.schedule(1_501, nothing);
    expect(clock.underWay).to.equal(1);
    timer.cancel();
    expect(clock.underWay).to.equal(0);
  });

  it('takes no delay for one that only comes to the same whole number', () => {
    const clock = new StepClock(0, [1_501]);
    clock.schedule(1_500.4, nothing);
    expect([clock.underWay, clock.nextAt]).to.deep.equal([0, 1_501]);
  });
});
