import type { Report, ReportedUser } from './report.js';

/** What JSON puts around the texts of a user, a property, an answer and a metric, in bytes. */
const USER = 90;
const PROPERTY = 24;
const VARIATION = 160;
const METRIC = 110;

/** What an event weighs as sent, in bytes, nearly: so that a queue is bounded in what it holds, not only in how many. */
export function eventSize(report: Report): number {
  let bytes = userSize(report.user);
  switch (report.kind) {
    case 'usage':
      for (const { featureFlagKeyName, variation } of report.variations) {
        bytes += VARIATION + featureFlagKeyName.length + variation.variationValue.length + variation.reason.length;
      }
      return bytes;
    case 'metric':
      for (const { eventName } of report.metrics) bytes += METRIC + eventName.length;
      return bytes;
  }
}

function userSize({ keyId, userName, email, country, customizedProperties }: ReportedUser): number {
  let bytes = USER + keyId.length + userName.length + email.length + country.length;
  for (const { name, value } of customizedProperties) bytes += PROPERTY + name.length + value.length;
  return bytes;
}
