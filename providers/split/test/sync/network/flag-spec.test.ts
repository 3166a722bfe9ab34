import { expect } from 'chai';
import { isRecoveryDue, isTooNew } from '#src/sync/network/flag-spec.js';

const DAY = 86_400_000;

describe('the version of the definitions (§4.3)', () => {
  it('is too new where something other than the vendor answers 400', () => {
    expect(isTooNew(400, 'https://proxy.example/api')).to.equal(true);
    expect(isTooNew(400, 'https://sdk.split.io/api')).to.equal(false);
    for (const status of [401, 404, 500]) expect(isTooNew(status, 'https://proxy.example/api')).to.equal(false);
  });

  it('is tried again after more than a day', () => {
    expect(isRecoveryDue({ spoken: '1.2', since: 5 }, 5 + DAY)).to.equal(false);
    expect(isRecoveryDue({ spoken: '1.2', since: 5 }, 6 + DAY)).to.equal(true);
    expect(isRecoveryDue({ spoken: '1.3' }, 100 * DAY)).to.equal(false);
  });
});
