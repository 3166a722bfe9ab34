// The command, with a client of ours that reads every default treatment otherwise than it is written.
import { parity } from '#src/parity/command.js';
import type { Comparison } from '#src/parity/comparison.js';
import { overHttp } from '#src/parity/split/comparison.js';
import { openOurs } from '#src/parity/split/ours.js';
import { compare } from '#src/parity/split/run.js';
import { openVendor } from '#src/parity/split/vendor.js';

const misreading: typeof openOurs = ({ definitions }, config) => {
  const flags = definitions.flags.map((flag) => ({ ...flag, defaultTreatment: 'elsewhere' }));
  return openOurs({ definitions: { ...definitions, flags } }, config);
};
const split = {
  ...overHttp,
  compare: (run) => compare({ ...run, differences: [], openers: { ours: misreading, vendor: openVendor } }),
} satisfies typeof overHttp;

process.exitCode = await parity(
  process.argv.slice(2),
  new Map([['split', () => Promise.resolve(split as Comparison)]]),
);
