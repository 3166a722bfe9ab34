import { featureFlagCo } from '#src/parity/featureflag-co/comparison.js';
import { describeBeside } from './support/beside.js';

describeBeside(featureFlagCo, { enough: 0 });
