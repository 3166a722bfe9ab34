import { isRaw } from '@polyflag/core-engine';
import type { Cohort } from '../local/cohort-table.js';

/** The cohort of an answer (spec §4.3); `undefined`: it is none. */
export function decodeCohort(body: unknown): Cohort | undefined {
  if (!isRaw(body)) return undefined;
  const { cohortId, groupType, lastModified, memberIds } = body;
  if (typeof cohortId !== 'string' || typeof groupType !== 'string' || !Array.isArray(memberIds)) return undefined;
  const members = new Set<string>();
  for (const id of memberIds as readonly unknown[]) if (typeof id === 'string') members.add(id);
  return {
    id: cohortId,
    groupType,
    lastModified: typeof lastModified === 'number' ? lastModified : undefined,
    members,
  };
}
