import { absentFields } from './absent-fields.js';
import { colons } from './colons.js';
import type { ReportDifference } from './difference.js';
import { missingLabels } from './missing-labels.js';

/** Every deliberate difference between our reports and those of Split's SDK for Node.js. */
export const reportDifferences: readonly ReportDifference[] = [absentFields, missingLabels, colons];
