import { murmur3, percentBucket } from '@polyflag/core-engine';
import type { SplitKey } from '@polyflag/split-provider';
import { FormatError, objectOf, rowsOf, type VectorCase, type VectorSuite } from '../case.js';
import { decided } from './decided.js';
import { evaluate, type Definitions } from './evaluation.js';
import { functionSections, type FunctionSection } from './functions.js';

type Row = Readonly<Record<string, unknown>>;

/** Reads a file in the format of the Split page's §11.1. */
export function readSplitVectors(document: unknown): VectorSuite {
  const cases: VectorCase[] = [];
  for (const [name, section] of Object.entries(objectOf(document, 'the file'))) {
    if (name === 'about') continue;
    const rows = rowsOf(section, name);
    for (const [at, row] of rows.entries()) cases.push(caseOf(name, at, row));
  }
  if (cases.length === 0) throw new FormatError('it has no section with a row');
  return { cases, skipped: [] };
}

function caseOf(section: string, at: number, row: Row): VectorCase {
  const id = `${section}[${String(at)}]${typeof row.name === 'string' ? ` ${row.name}` : ''}`;
  const functions = functionSections[section];
  if (functions !== undefined) return functionCase(id, functions, row);
  if (section === 'rollout') return rolloutCase(id, row);
  if (section === 'evaluation') return evaluationCase(id, row);
  throw new FormatError(`there is no section "${section}" in this format`);
}

/** Whatever a row holds beside its inputs is an answer that ours must give. */
function functionCase(id: string, section: FunctionSection, row: Row): VectorCase {
  for (const input of section.inputs) {
    if (input !== 'astral' && row[input] === undefined) throw new FormatError(`${id} has no "${input}"`);
  }
  const expected = Object.fromEntries(Object.entries(row).filter(([name]) => !section.inputs.includes(name)));
  if (Object.keys(expected).length === 0) throw new FormatError(`${id} expects nothing`);
  return { id, expected, answer: () => section.answer(row) };
}

function rolloutCase(id: string, row: Row): VectorCase {
  const { key, rolloutBucket, treatmentBucket, treatment, label, ...flag } = row;
  const condition = {
    conditionType: 'ROLLOUT',
    matcherGroup: { combiner: 'AND', matchers: [{ matcherType: 'ALL_KEYS', negate: false, keySelector: null }] },
    partitions: flag.partitions,
    label: 'default rule',
  };
  const definitions = {
    flags: [{ name: 'x', algo: 2, ...flag, conditions: [condition] }],
    segments: {},
    ruleBasedSegments: [],
  };
  const bucketingKey = typeof key === 'string' ? key : (objectOf(key, `${id} key`).bucketingKey as string);
  return {
    id,
    expected: { rolloutBucket, treatmentBucket, treatment, label },
    answer: async () => ({
      rolloutBucket: percentBucket(murmur3(bucketingKey, flag.trafficAllocationSeed as number)),
      treatmentBucket: percentBucket(murmur3(bucketingKey, flag.seed as number)),
      ...(await evaluate(definitions, key as SplitKey, null)),
    }),
  };
}

function evaluationCase(id: string, row: Row): VectorCase {
  const { name, flags, segments, ruleBasedSegments, key, attributes, js } = row;
  const definitions: Definitions = {
    flags: rowsOf(flags, `${id} flags`),
    segments: objectOf(segments, `${id} segments`) as Definitions['segments'],
    ruleBasedSegments: rowsOf(ruleBasedSegments, `${id} ruleBasedSegments`),
  };
  const recorded = objectOf(js, `${id} js`);
  return {
    id,
    expected: decided.get(name as string) ?? recorded,
    answer: () => evaluate(definitions, key as SplitKey, attributes as Row | null),
  };
}
