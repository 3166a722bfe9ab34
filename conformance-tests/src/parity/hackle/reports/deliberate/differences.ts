import type { ReportDifference } from './difference.js';
import { emptyTexts } from './empty-texts.js';
import { sentHackleProperties } from './hackle-properties.js';
import { nestedReasons } from './nested-reasons.js';
import { noValue } from './no-value.js';
import { numbersOnly } from './numbers-only.js';
import { systemLists } from './system-lists.js';

/** Every deliberate difference between our events and those of Hackle's SDK for Node.js. */
export const reportDifferences: readonly ReportDifference[] = [
  numbersOnly,
  noValue,
  emptyTexts,
  systemLists,
  sentHackleProperties,
  nestedReasons,
];
