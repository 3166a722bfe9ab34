import { decodeMessage, translateFlag, type FlagRecord } from '@polyflag/featureflag-co-provider/internal';
import { FormatError, rowsOf, type VectorCase } from '../case.js';
import { openClient } from './opened.js';

type Row = Readonly<Record<string, unknown>>;

/** A secret of an environment that is made up, and the beginning of its flags' ids. */
const SECRET = Buffer.from('0123456789%20220901000000__1__2__3__default_00000').toString('base64');
const PREFIX = 'FF__1__2__3__';

/**
 * Rows of `ffc-hash/1` (spec §14): shares by a client over a flag with the slice that is asked for.
 */
export function hashCases(document: Row): VectorCase[] {
  return [
    ...rowsOf(document.rows, 'rows').map(shareCase),
    ...rowsOf(document.special, 'special').map(specialCase),
    ...rowsOf(document.experimentKeys, 'experimentKeys').map(experimentKeyCase),
    ...rowsOf(document.experimentBounds, 'experimentBounds').map(experimentBoundCase),
    ...rowsOf(document.nonAscii, 'nonAscii').map(nonAsciiCase),
  ];
}

function shareCase({ key, percentage, inRange }: Row, at: number): VectorCase {
  if (typeof key !== 'string' || typeof percentage !== 'number')
    throw new FormatError(`rows[${String(at)}] has no key`);
  const ranges = rowsOf(inRange, `rows[${String(at)}].inRange`);
  // A key that is blank identifies nobody, so that no client is asked for its share (spec §6.2).
  const isSomebody = key.trim() !== '';
  return {
    id: `rows[${String(at)}] ${JSON.stringify(key)}`,
    expected: isSomebody ? { lies: true, inRange: ranges.map(({ expected }) => expected) } : 'nobody',
    answer: async () =>
      isSomebody
        ? {
            lies: await lies(key, percentage),
            inRange: await Promise.all(ranges.map(({ range }) => holds(key, range))),
          }
        : whom(key),
  };
}

function specialCase({ key, range, expected }: Row, at: number): VectorCase {
  return { id: `special[${String(at)}] ${JSON.stringify(range)}`, expected, answer: () => holds(key as string, range) };
}

/** The point of a key among those who take part in experiments: the mark of an answer that everybody gets. */
function experimentKeyCase({ userKey, base64Key, percentage }: Row, at: number): VectorCase {
  if (typeof userKey !== 'string' || typeof percentage !== 'number') {
    throw new FormatError(`experimentKeys[${String(at)}] has no key`);
  }
  return {
    id: `experimentKeys[${String(at)}] ${JSON.stringify(userKey)}`,
    expected: { base64Key, below: false, above: true },
    answer: async () => ({
      base64Key: Buffer.from(userKey).toString('base64'),
      below: await marked(userKey, [0, 1], percentage),
      above: await marked(userKey, [0, 1], percentage + Number.EPSILON),
    }),
  };
}

/** The share of a slice's users who take part, by its program; and for somebody who lies in the slice his mark. */
function experimentBoundCase(row: Row, at: number): VectorCase {
  const { userKey, rolloutPercentage, exptRollout, upperBound, expected } = row;
  if (typeof userKey !== 'string' || typeof upperBound !== 'number') {
    throw new FormatError(`experimentBounds[${String(at)}] has no key and bound`);
  }
  return {
    id: `experimentBounds[${String(at)}] ${JSON.stringify(userKey)}`,
    expected: { upperBound, expected },
    answer: async () => ({
      upperBound: boundOf(rolloutPercentage, exptRollout),
      expected: await markedAnywhere(userKey, rolloutPercentage, exptRollout, upperBound),
    }),
  };
}

function boundOf(rolloutPercentage: unknown, exptRollout: unknown): unknown {
  const record = decodedFlag({ rolloutPercentage, exptRollout });
  const [step] = translateFlag(record).steps;
  const act = step?.then.do === 'split' ? step.then.ranges[0]?.then : step?.then;
  const mark = act?.do === 'serve' ? act.mark : undefined;
  if (typeof mark === 'boolean') return mark ? 1 : 0;
  return mark?.if === 'bucket' ? mark.ranges[0]?.to : mark;
}

/** Every unit that is not ASCII is a question mark (D4). */
function nonAsciiCase({ key, substituted, percentageOfSubstituted }: Row, at: number): VectorCase {
  if (typeof key !== 'string' || typeof percentageOfSubstituted !== 'number') {
    throw new FormatError(`nonAscii[${String(at)}] has no key`);
  }
  return {
    id: `nonAscii[${String(at)}] ${JSON.stringify(key)}`,
    expected: key.trim() === '' ? { substituted, lies: 'nobody' } : { substituted, lies: true },
    answer: async () => ({
      substituted: Array.from({ length: key.length }, (_, unit) =>
        key.charCodeAt(unit) > 0x7f ? '?' : key.charAt(unit),
      ).join(''),
      lies: key.trim() === '' ? await whom(key) : await lies(key, percentageOfSubstituted),
    }),
  };
}

/** What two points are apart. */
const STEP = 2 ** -31;

/** Whether a key lies at a point: in the slice that has no other. */
function lies(key: string, point: number): Promise<boolean> {
  return holds(key, [point, point + STEP]);
}

async function holds(key: string, range: unknown): Promise<boolean> {
  const { answer } = await ask(key, { rolloutPercentage: range, exptRollout: null });
  return answer === 'in';
}

async function marked(key: string, rolloutPercentage: unknown, exptRollout: number): Promise<boolean> {
  const { sendToExperiment } = await ask(key, { rolloutPercentage, exptRollout });
  return sendToExperiment;
}

/** Somebody who does not lie in the slice is asked for in a whole one of the same share. */
async function markedAnywhere(
  key: string,
  rolloutPercentage: unknown,
  exptRollout: unknown,
  share: number,
): Promise<boolean> {
  const { answer, sendToExperiment } = await ask(key, { rolloutPercentage, exptRollout });
  return answer === 'in' ? sendToExperiment : marked(key, [0, 1], share);
}

async function whom(key: string): Promise<string> {
  const { answer } = await ask(key, { rolloutPercentage: [0, 1], exptRollout: null });
  return answer === null ? 'nobody' : 'somebody';
}

interface Asked {
  readonly answer: unknown;
  readonly sendToExperiment: boolean;
}

/** Asks a client for a flag with one slice. */
async function ask(key: string, slice: object): Promise<Asked> {
  const opened = openClient(SECRET);
  await opened.receive(messageWith(slice));
  const answer = opened.client.variation('flag', { key });
  const [event] = opened.events();
  const [variation] = event === undefined ? [] : rowsOf(event.userVariations, 'userVariations');
  return { answer, sendToExperiment: variation?.sendToExperiment === true };
}

function decodedFlag(slice: object): FlagRecord {
  const received = decodeMessage(messageWith(slice));
  const record = received.kind === 'data' ? received.data.flags[0]?.record : undefined;
  if (record === undefined) throw new FormatError('a slice makes no flag');
  return record;
}

function messageWith(slice: object): unknown {
  const id = `${PREFIX}flag`;
  const valueOption = { localId: 1, variationValue: 'in' };
  const ff = {
    id,
    name: 'Flag',
    keyName: 'flag',
    status: 'Enabled',
    isDefaultRulePercentageRolloutsIncludedInExpt: true,
    defaultRulePercentageRollouts: [{ ...slice, valueOption }],
    variationOptionWhenDisabled: { localId: 2, variationValue: 'out' },
  };
  const flag = { id, isArchived: false, timestamp: 1, exptIncludeAllRules: false, ff };
  const lists = { ffp: [], fftuwmtr: [], targetIndividuals: [] };
  const data = { eventType: 'full', featureFlags: [{ ...flag, ...lists }], segments: [] };
  return { messageType: 'data-sync', data };
}
