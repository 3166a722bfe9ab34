// What Polyflag answers otherwise than was recorded, and by which rule.

type Row = Readonly<Record<string, unknown>>;

/** Lists that are null count as empty (D15): the rule or the target is as if it were not there. */
const nullLists: Readonly<Record<string, Row>> = {
  'malformed-001': { id: 2, reason: 'fall through all rules', variation: 'miss', name: 'Misc Bad Null Ffp' },
  'malformed-002': { id: 2, reason: 'fall through all rules', variation: 'miss', name: 'Misc Bad Null Rules' },
  'malformed-003': { id: 2, reason: 'fall through all rules', variation: 'miss', name: 'Misc Bad Null Targets' },
  'malformed-004': { id: 2, reason: 'fall through all rules', variation: 'miss', name: 'Misc Bad Null Individuals' },
  'malformed-005': { id: 2, reason: 'fall through all rules', variation: 'miss', name: 'Misc Bad Null Clauses' },
  'malformed-008': { id: 3, reason: 'fall through all rules', variation: 'off', name: 'Misc Bad Null Default' },
};

/** The answer that a row expects. */
export function decidedState(id: string, recorded: Row, row: Row): Row {
  // The option for those whom no slice holds (D5).
  if (typeof row.recommended === 'object' && row.recommended !== null) return row.recommended as Row;
  const nullList = nullLists[id];
  if (nullList !== undefined && recorded.reason === 'error in evaluation') {
    return { ...recorded, success: true, message: 'OK', ...nullList };
  }
  // A default is given as it is (D7).
  if (recorded.success === false && recorded.variation === 'flag value unknown') {
    return { ...recorded, variation: row.default };
  }
  return recorded;
}

/** The events that a row expects: of an answer that was decided for otherwise, its own. */
export function decidedEvents(recorded: readonly Row[], answer: Row, state: Row, row: Row): readonly Row[] {
  if (state === answer || state.success !== true) return recorded;
  const { keyName, id, variation, reason } = state;
  return [
    {
      featureFlagKeyName: keyName,
      // Whom no slice holds takes no part (D5); in the others nobody is left out.
      sendToExperiment: row.category === 'malformed' && id !== 3,
      variation: { localId: id, variationValue: variation, reason },
    },
  ];
}
