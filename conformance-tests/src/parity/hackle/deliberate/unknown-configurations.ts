import type { ExperimentWire, VariationWire } from '@polyflag/emulators';
import type { Answer } from '../answer.js';
import { flagExample, flagWith } from './example.js';
import type { DeliberateDifference } from './difference.js';

/** The id of a configuration that nobody defines, and a parameter of it where it is defined for the vendor's SDK. */
const MISSING = 9_999;
const MARK = 'it is missing';

const flag = flagWith();

export const unknownConfigurations: DeliberateDifference = {
  id: 'unknown configurations',
  rule: 'Hackle page §3.1, §11: a variation whose configuration does not exist: throw',
  answer: 'what decides for a variation whose parameters are missing ends in EXCEPTION',
  // Only of what is asked for itself: nothing else refers to one that has such a variation.
  concerns: ({ closure }) => closure.experiments.slice(0, 1).some(hasMissing),
  workspace: (workspace) => ({
    ...workspace,
    parameterConfigurations: [
      ...workspace.parameterConfigurations,
      { id: MISSING, parameters: [{ key: MARK, value: true }] },
    ],
  }),
  remains: (answer) => (isMarked(answer) || isException(answer) ? { thrown: 'EXCEPTION' } : answer),
  example: flagExample(
    { ...flag, variations: (flag.variations ?? []).map(withoutParameters) },
    'ana',
    false,
    'EXCEPTION',
  ),
};

function withoutParameters(variation: VariationWire): VariationWire {
  return { ...variation, parameterConfigurationId: MISSING };
}

function hasMissing({ variations = [] }: ExperimentWire): boolean {
  return variations.some(({ parameterConfigurationId }) => parameterConfigurationId === MISSING);
}

function isMarked(answer: Answer): boolean {
  return 'parameters' in answer && MARK in answer.parameters;
}

function isException(answer: Answer): boolean {
  return 'reason' in answer && answer.reason === 'EXCEPTION';
}
