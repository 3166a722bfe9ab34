export type {
  Control,
  Deviation,
  OfrepServer,
  Packaging,
  ProviderAdapter,
  SharingProvider,
  Reason,
  Timeouts,
  TrackedEvent,
} from './adapter.js';
export { UnusableAdapter } from './adapter-check.js';
export { capabilities, type Capability } from './capabilities.js';
export { type ConformanceCase, type Level, nameOf } from './case.js';
export { allCases, sections, type Section } from './cases/index.js';
export {
  canonicalFlags,
  MATCHING_DATE,
  MATCHING_EMAIL,
  MATCHING_KEY,
  rules,
  servedValue,
  type CanonicalFlag,
  type HeldRole,
  type Role,
} from './flags.js';
export { describeProviderConformance, type DescribeOptions } from './mocha.js';
export { isConforming, totalsOf, type Outcome, type Report, type Result, type Totals } from './outcome.js';
export { asJson } from './reports/json.js';
export { asJunit } from './reports/junit.js';
export { asTable } from './reports/table.js';
export { checkConformance } from './check.js';
export type { RunOptions } from './running/run.js';
