import { flagExample, flagWith } from './example.js';
import type { DeliberateDifference } from './difference.js';

const flag = flagWith({ matcherType: 'ALL_KEYS', negate: true });
const example = flagExample(
  { ...flag, defaultTreatment: 'control', configurations: { control: '{"size":5}' } },
  {},
  'control',
);

export const controlConfiguration: DeliberateDifference = {
  id: 'configuration of control',
  rule: 'Split page §2.1: the configuration of the treatment; null for `control` only by the rows 0 to 3',
  answer: 'a flag that serves `control` serves the configuration that it has for `control`',
  concerns: ({ flags: [asked] }) => typeof asked?.configurations?.control === 'string',
  remains: (answer) => ('treatment' in answer && answer.treatment === 'control' ? { ...answer, config: null } : answer),
  example: { ...example, answer: { treatment: 'control', config: '{"size":5}' } },
};
