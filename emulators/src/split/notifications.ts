import { inlineFields, type Inline } from './inline.js';
import { channels } from './token.js';

/** What the inner `data` of a message says (spec §5.3). */
export type Notification =
  | DefinitionNotification
  | { readonly type: 'SPLIT_KILL'; changeNumber: number; splitName: string; defaultTreatment: string }
  | { readonly type: 'SEGMENT_UPDATE'; changeNumber: number; segmentName: string }
  | { readonly type: 'CONTROL'; controlType: ControlType };

export interface DefinitionNotification {
  readonly type: 'SPLIT_UPDATE' | 'RB_SEGMENT_UPDATE';
  readonly changeNumber: number;
  /** The change number before this one. */
  readonly pcn?: number;
  readonly c?: number;
  readonly d?: string;
}

export type ControlType =
  'STREAMING_PAUSED' | 'STREAMING_RESUMED' | 'STREAMING_ENABLED' | 'STREAMING_DISABLED' | 'STREAMING_RESET';

/** A notification of a changed definition, with the definition in it if that is wanted. */
export function definitionNotification(
  type: DefinitionNotification['type'],
  definition: object,
  { changeNumber, pcn }: { readonly changeNumber: number; readonly pcn: number },
  inline: Inline,
): DefinitionNotification {
  const fields = inlineFields(definition, inline);
  return fields === undefined ? { type, changeNumber } : { type, changeNumber, pcn, ...fields };
}

/** The channel that a notification comes through. */
export function channelOf({ type }: { readonly type?: unknown }): string {
  switch (type) {
    case 'CONTROL':
      return channels.primary;
    case 'SEGMENT_UPDATE':
      return channels.segments;
    case 'RB_SEGMENT_UPDATE':
      return channels.ruleBasedSegments;
    default:
      return channels.flags;
  }
}
