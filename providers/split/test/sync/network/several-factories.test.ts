import { expect } from 'chai';
import { useNetwork } from './use-network.js';

describe('several factories in one process (§3.3)', () => {
  const network = useNetwork();

  it('are pointed out in the log of each that comes later', async () => {
    const [first, second, third] = [network.rig(), network.rig(), network.rig()];
    for (const rig of [first, second, third]) await rig.start();
    expect(first.log.at('warn')).to.be.empty;
    expect(second.log.at('warn').join()).to.include('2 Split factories').and.include('SDK key');
    expect(third.log.at('warn').join()).to.include('3 Split factories');
  });

  it('are not counted when they come one after the other', async () => {
    const first = network.rig();
    await first.start();
    const destroyed = first.factory.destroy();
    await first.pass(20);
    await destroyed;
    const second = network.rig();
    await second.start();
    expect(second.log.at('warn')).to.be.empty;
  });
});
