import { expect } from 'chai';
import { Soak } from '#src/parity/featureflag-co/soak.js';

describe('featureflag.co through many changes', () => {
  it('answers as the model after each, and reports every answer @slow', async function () {
    this.timeout(60_000);
    const report = await new Soak({ seed: 20_220_801, patches: 300, reconnects: 15 }).run();
    expect(report).to.include({ patches: 300, reconnects: 15, reported: report.evaluated });
    expect(report.answers.disagreements).to.deep.equal([]);
    expect(report.answers.evaluations).to.be.above(5_000);
    expect(report.late.handles).to.be.at.most(report.early.handles);
    expect(report.late.timers).to.be.at.most(report.early.timers);
  });
});
