import { parseJson } from '@polyflag/core-engine';
import { decodeMessage } from '@polyflag/featureflag-co-provider/internal';
import { completeFlag, completeSegment } from '../featureflag-co/complete.js';
import type { FeatureFlagWire, FfcContents, FfcSegmentWire } from '../featureflag-co/wire.js';
import { isObject } from '../http/form.js';
import { FollowedFiles, type Reading } from './followed-files.js';

/** The file that holds an environment: a message of the type `data-sync`, or only what is in its `data`. */
export function featureFlagCoFiles(environment: string): FollowedFiles<FfcContents, Reading<FfcContents>> {
  return new FollowedFiles({ path: environment, parse: readEnvironment }, ({ document }) => document);
}

/** What could not be evaluated is said, and sent all the same. What is no flag of any key cannot be held. */
function readEnvironment(text: string, path: string): Reading<FfcContents> {
  const read = parseJson(text, path);
  const contents = isObject(read) && isObject(read.data) ? read.data : read;
  if (!isObject(contents)) throw new Error('an environment is an object');
  const { featureFlags = [], segments = [] } = contents;
  if (!Array.isArray(featureFlags) || !featureFlags.every(isFlag)) {
    throw new Error('featureFlags is a list of flags, each with "ff" and in it "keyName"');
  }
  if (!Array.isArray(segments) || !segments.every(isSegment))
    throw new Error('segments is a list of segments with ids');
  return { contents: { featureFlags, segments }, warnings: warningsOf(featureFlags, segments) };
}

function warningsOf(flags: readonly FeatureFlagWire[], segments: readonly FfcSegmentWire[]): readonly string[] {
  const featureFlags = flags.map((flag) => completeFlag(flag, flag.id ?? flag.ff.keyName, 0));
  const data = { eventType: 'full', featureFlags, segments: segments.map((segment) => completeSegment(segment, 0)) };
  const received = decodeMessage({ messageType: 'data-sync', data });
  return received.kind === 'data' ? received.data.problems : [];
}

function isFlag(entry: unknown): entry is FeatureFlagWire {
  return isObject(entry) && isObject(entry.ff) && typeof entry.ff.keyName === 'string';
}

function isSegment(entry: unknown): entry is FfcSegmentWire {
  return isObject(entry) && typeof entry.id === 'string';
}
