import { expect } from 'chai';
import { amplitudeRemote } from '#src/parity/amplitude-remote/comparison.js';
import { VARIANTS } from '#src/parity/amplitude-remote/run.js';
import { describeBeside } from './support/beside.js';

const { count } = amplitudeRemote.standard;

describeBeside(
  amplitudeRemote,
  { enough: count / 20 },
  {
    'gets variants from more than half of the fetches': ({ truths }) =>
      expect(truths.get(VARIANTS)?.held).to.be.greaterThan(count / 2),
  },
);
