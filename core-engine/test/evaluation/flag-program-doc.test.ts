import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { noReferences } from '#src/evaluation/cells.js';
import { compile } from '#src/evaluation/compile.js';
import { checkOf } from '#src/evaluation/conditions/compile.js';
import type { Decision } from '#src/evaluation/decision.js';
import type { Condition, FlagProgram, Step } from '#src/evaluation/program.js';
import type { Scope } from '#src/evaluation/scope.js';
import { FlagSet } from '#src/evaluation/set.js';
import type { Subject } from '#src/evaluation/subject.js';
import { quoted, readPage, type PageBlock, type PageTable } from './flag-program-page.js';
import {
  amplitudeOutcomes,
  bucketSegment,
  ffcAnswer,
  ffcOutcomes,
  hackleBuckets,
  hackleOutcomes,
  levelsOf,
  murmur3,
  percentOf,
  slotOf,
  slotTarget,
  splitOutcome,
  treatmentOf,
  variantOf,
  type AmplitudeWire,
  type FfcWire,
  type HackleWire,
  type SplitWire,
} from './flag-program-wires.js';
import { withoutMark, wordsOfTypes, wordsUsed, type Word } from './flag-program-words.js';

const repository = new URL('../../../', import.meta.url);
const { tables, blocks } = readPage(readFileSync(new URL('docs/flag-program.md', repository), 'utf8'));
const types = wordsOfTypes(readFileSync(new URL('core-engine/src/evaluation/program.ts', repository), 'utf8'));

/** The vendors' own word for an evaluation that failed. */
const failureLabels: Readonly<Record<string, string>> = {
  Amplitude: 'error',
  Hackle: 'EXCEPTION',
  Split: 'exception',
  'featureflag.co': 'error in evaluation',
};

const nothing = '–';

describe('docs/flag-program.md', () => {
  describe('its words', () => {
    it('are the words of program.ts, every one and no other', () => {
      const said = tables.flatMap(wordsInTable);
      expect([...said].sort()).to.deep.equal([...types].sort());
    });

    it('are all that its programs use', () => {
      const known = new Set([...types].map(withoutMark));
      for (const block of blocks) {
        const unknown = wordsInBlock(block).filter((word) => !known.has(word));
        expect(unknown, titleOf(block)).to.deep.equal([]);
      }
    });
  });

  describe('its pieces of programs', () => {
    for (const block of blocks.filter((piece) => ['steps', 'condition'].includes(kindOf(piece)))) {
      it(`compile: ${titleOf(block)}`, () => {
        const json: unknown = JSON.parse(block.text);
        expect(() => {
          if (kindOf(block) === 'condition') checkOf(json as Condition, anywhere);
          else compile(withSteps(json as Step[]), anywhere);
        }).to.not.throw();
      });
    }
  });

  describe('its programs', () => {
    for (const { section, rows } of tables.filter(({ columns }) => columns.includes('subject'))) {
      for (const row of rows) {
        it(`${section}: ${titleOfRow(row)}`, () => {
          const told = answer(setOf(section), row);
          const { flag: _flag, subject: _subject, named: _named, buckets: _buckets, ...expected } = row;
          expect(told).to.include(expected);
        });
      }
    }

    it('are all evaluated', () => {
      const asked = new Set(tables.flatMap(({ rows }) => rows).map(({ subject, flag }) => subject && flag));
      const programs = blocks.filter((block) => kindOf(block) === 'program').map(programOf);
      expect(programs.map(({ key }) => key).filter((key) => !asked.has(key))).to.deep.equal([]);
    });
  });

  describe("its outcomes, by the vendors' JSON", () => {
    it('carry the configuration of a Split treatment', () => {
      const [program] = programsOf('Split');
      const wire = wiresOf('Split')[0] as SplitWire;
      for (const outcome of program!.outcomes) expect(outcome).to.deep.equal(splitOutcome(wire, outcome.variant));
    });

    it('carry the ids and parameters of Hackle variations', () => {
      const wire = wiresOf('Hackle')[0] as HackleWire;
      for (const { info, outcomes } of programsOf('Hackle')) {
        expect(outcomes).to.deep.equal(hackleOutcomes(wire, info.key as number));
      }
    });

    it('carry the ids and values of featureflag.co options', () => {
      const wires = wiresOf('featureflag.co') as FfcWire[];
      for (const { key, outcomes } of programsOf('featureflag.co')) {
        expect(outcomes).to.have.deep.members(ffcOutcomes(wires.find(({ id }) => id === key)!));
      }
    });

    it('carry the merged metadata of Amplitude variants', () => {
      const wires = wiresOf('Amplitude')[0] as AmplitudeWire[];
      for (const { key, outcomes } of programsOf('Amplitude')) {
        expect(amplitudeOutcomes(wires.find((wire) => wire.key === key)!)).to.deep.include.members([...outcomes]);
      }
    });
  });

  describe("its buckets, by the reference and the vendors' JSON", () => {
    it('hash as the vendors publish it', () => {
      expect(percentOf('user-1', -605938843)).to.equal(88);
      expect(percentOf('Жук', -605938843)).to.equal(1);
      expect(percentOf('a', 100)).to.equal(25);
      expect(percentOf('user-2', 100)).to.equal(100);
      expect(slotOf('abc', { seed: 875758774, slotSize: 10000 })).to.equal(7949);
      expect(slotOf('user', { seed: 42, slotSize: 10000 })).to.equal(4118);
      expect(slotOf('alice@example.com', { seed: -320, slotSize: 10000 })).to.equal(6188);
      expect(murmur3('Qm1zaltA/user-1', 0)).to.equal(2001638848);
    });

    for (const row of rowsOf('Split')) {
      const wire = wiresOf('Split')[0] as SplitWire;
      it(`Split: ${titleOfRow(row)}`, () => {
        const { key, bucketingKey = key } = subjectIn(row);
        const { traffic, rollout } = bucketsIn(row);
        if (traffic !== undefined)
          expect(traffic).to.deep.equal([percentOf(bucketingKey!, wire.trafficAllocationSeed)]);
        if (rollout !== undefined) {
          expect(rollout).to.deep.equal([percentOf(bucketingKey!, wire.seed)]);
          expect(row.variant).to.equal(treatmentOf(wire, row.label!, rollout[0]!));
        }
        if (traffic === undefined || row.label === 'whitelisted') return;
        expect(row.label === 'not in split').to.equal(traffic[0]! > wire.trafficAllocation);
      });
    }

    for (const row of rowsOf('Hackle')) {
      const wire = wiresOf('Hackle')[0] as HackleWire;
      it(`Hackle: ${titleOfRow(row)}`, () => {
        const identifier = subjectIn(row).identifiers!.$id;
        const targets = Object.entries(bucketsIn(row)).map(([place, [slot]]) => {
          const bucket = hackleBuckets(wire)[place]!;
          expect(slot, place).to.equal(slotOf(identifier!, bucket));
          return [place, slotTarget(bucket, slot!)] as const;
        });
        expectHackle(row, wire, Object.fromEntries(targets));
      });
    }

    for (const row of rowsOf('featureflag.co')) {
      it(`featureflag.co: ${titleOfRow(row)}`, () => {
        const wire = (wiresOf('featureflag.co') as FfcWire[]).find(({ id }) => id === row.flag)!;
        const { option, marked } = ffcAnswer(wire, row.label!, subjectIn(row));
        expect(row.variant).to.equal(String(option));
        expect(row.mark).to.equal(marked ? 'yes' : 'no');
      });
    }

    for (const row of rowsOf('Amplitude')) {
      const [holdout, experiment] = (wiresOf('Amplitude')[0] as AmplitudeWire[]).map(bucketSegment);
      it(`Amplitude: ${titleOfRow(row)}`, () => {
        const unit = subjectIn(row).identifiers?.user_id;
        const buckets = bucketsIn(row);
        const segments = { holdout: holdout!, experiment: experiment! };
        for (const place of ['holdout', 'experiment'] as const) {
          const levels = buckets[place];
          if (levels !== undefined) expect(levels, place).to.deep.equal(levelsOf(unit!, segments[place].bucket!.salt));
        }
        const own = buckets[row.flag === 'onboarding' ? 'experiment' : 'holdout'] as [number, number] | undefined;
        const bucketed = segments[row.flag === 'onboarding' ? 'experiment' : 'holdout'];
        if (own !== undefined) expect(row.variant).to.equal(variantOf(bucketed, own));
        if (row.flag !== 'onboarding' || buckets.holdout === undefined) return;
        const heldOut = variantOf(holdout!, buckets.holdout as [number, number]) !== 'off';
        expect(row.label === 'flag-dependencies').to.equal(heldOut);
      });
    }
  });
});

/** What the answer of an A/B test follows from: what its buckets lead to, and the variant that the caller named. */
function expectHackle(row: Row, wire: HackleWire, targets: Readonly<Record<string, number | undefined>>): void {
  const [test, other] = wire.experiments;
  const variation = (id: number | undefined) => test!.variations.find((found) => found.id === id);
  if ('container' in targets && row.label !== 'OVERRIDDEN') {
    const group = wire.containers[0]!.groups.find(({ id }) => id === targets.container);
    const inGroup = group?.experiments.includes(test!.id) === true;
    expect(row.label === 'NOT_IN_MUTUAL_EXCLUSION_EXPERIMENT').to.equal(!inGroup);
  }
  if ('other test' in targets && row.flag === 'experiment:42') {
    const { key } = other!.variations.find(({ id }) => id === targets['other test'])!;
    expect(row['side reports']).to.equal(`experiment:7 → ${key} (TRAFFIC_ALLOCATED_BY_TARGETING)`);
    expect(row.label === 'TRAFFIC_ALLOCATED').to.equal(key === 'B');
  }
  if ('default' in targets) {
    const found = variation(targets.default);
    const dropped = found?.status === 'DROPPED';
    expect(row.label === 'TRAFFIC_NOT_ALLOCATED').to.equal(found === undefined);
    expect(row.label === 'VARIATION_DROPPED').to.equal(dropped);
    if (found !== undefined && !dropped) expect(row.variant).to.equal(found.key);
  }
  if ('override' in targets) {
    const found = variation(targets.override);
    expect(row.label === 'OVERRIDDEN').to.equal(found !== undefined);
    if (found !== undefined) expect(row.variant).to.equal(found.key);
  }
  if (!['OVERRIDDEN', 'TRAFFIC_ALLOCATED'].includes(row.label!)) expect(row.variant).to.equal(row.named);
}

type Row = PageTable['rows'][number];

type SubjectInRow = Partial<Omit<Subject, 'clear' | 'identifiers'>> & {
  readonly identifiers?: Readonly<Record<string, string>>;
};

function rowsOf(section: string): readonly Row[] {
  return tables.find((table) => table.section === section && table.columns.includes('subject'))!.rows;
}

function subjectIn(row: Row): SubjectInRow {
  return JSON.parse(quoted(row.subject)[0]!) as SubjectInRow;
}

/** `traffic 56, rollout 25`: numbers by the name of the place where they are asked for. */
function bucketsIn({ buckets }: Row): Readonly<Record<string, number[]>> {
  if (buckets === undefined || buckets === nothing) return {};
  const places = buckets.split(', ').map((place) => /^(\D+) ([\d ]+)$/.exec(place)!);
  return Object.fromEntries(places.map(([, place, numbers]) => [place!, numbers!.split(' ').map(Number)]));
}

/** What the set answers, in the words of the table. */
function answer(set: FlagSet, row: Row): Record<string, string> {
  const { key = '', bucketingKey = key, ...rest } = subjectIn(row);
  const decision = set.evaluate(row.flag!, Object.assign(set.subject(), { key, bucketingKey, ...rest }), row.named);
  expectWholeOutcome(set, decision);
  return {
    variant: decision.outcome?.variant ?? nothing,
    label: decision.label,
    reason: decision.reason,
    mark: decision.mark ? 'yes' : 'no',
    error: decision.error === undefined ? nothing : `${decision.error.code}: ${decision.error.message}`,
    'side reports': set.sideReports.map((report) => inWords(report.decision, report.label)).join('; ') || nothing,
  };
}

/** An outcome comes with all that the program says of it; one that the program does not have comes with nothing. */
function expectWholeOutcome(set: FlagSet, { flag, outcome }: Decision): void {
  if (outcome === undefined) return;
  const { outcomes } = set.program(set.flag(flag!.key)!);
  if (outcomes.some(({ variant }) => variant === outcome.variant)) expect(outcomes).to.deep.include(outcome);
  else expect([outcome.id, outcome.payload, outcome.parameters]).to.deep.equal([undefined, undefined, undefined]);
}

function inWords({ flag, outcome, mark }: Decision, label: string): string {
  return `${flag!.key} → ${outcome!.variant!} (${label})${mark ? ', marked' : ''}`;
}

/** The set that the programs, rules and segments under a heading make up. */
function setOf(section: string): FlagSet {
  const here = blocks.filter((block) => block.section === section);
  const problems: string[] = [];
  const set = new FlagSet({
    translator: { flag: (wire) => wire as FlagProgram, rule: (wire) => wire as Condition },
    failureLabel: failureLabels[here[0]!.info[2]!]!,
    onProblem: (name, problem) => problems.push(`${name}: ${problem}`),
  });
  for (const block of here) {
    const json = JSON.parse(block.text) as Record<string, unknown>;
    if (kindOf(block) === 'program') {
      set.table.putFlag({ name: json.key as string, version: 1, wire: json, references: noReferences });
    } else if (kindOf(block) === 'rules') {
      for (const [name, wire] of Object.entries(json)) {
        set.table.putRule({ name, version: 1, wire, references: noReferences });
      }
    } else if (kindOf(block) === 'segments') {
      for (const [name, keys] of Object.entries(json)) set.table.putSegment(name, 1, new Set(keys as string[]));
    }
  }
  for (const cell of set.flagCells()) set.compileFlag(cell);
  expect(problems).to.deep.equal([]);
  return set;
}

function wiresOf(section: string): unknown[] {
  return blocks
    .filter((block) => block.section === section && kindOf(block) === 'wire')
    .map(({ text }) => JSON.parse(text) as unknown);
}

/** The programs of a vendor's section. */
function programsOf(section: string): FlagProgram[] {
  return blocks.filter((block) => block.section === section && kindOf(block) === 'program').map(programOf);
}

function programOf(block: PageBlock): FlagProgram {
  return JSON.parse(block.text) as FlagProgram;
}

function kindOf({ info }: PageBlock): string {
  return info[1] ?? '';
}

function titleOfRow({ flag, subject, named }: Row): string {
  return `${flag!} for ${quoted(subject)[0]!}${named === undefined ? '' : `, who named ${named}`}`;
}

function titleOf({ section, info }: PageBlock): string {
  return `${info.slice(1).join(' ')} under "${section}"`;
}

function wordsInBlock(block: PageBlock): Word[] {
  if (kindOf(block) === 'wire' || kindOf(block) === 'segments') return [];
  const json: unknown = JSON.parse(block.text);
  if (kindOf(block) === 'rules') return wordsUsed(Object.values(json as object), 'condition');
  return wordsUsed(json, kindOf(block) === 'steps' ? 'step' : kindOf(block));
}

/** The words that a table of the page defines: its first column says of which sort they are. */
function wordsInTable({ section, columns, rows }: PageTable): Word[] {
  const [sort] = columns;
  switch (sort) {
    case 'act':
    case 'condition':
    case 'source':
      return rows.flatMap((row) => {
        const [name] = quoted(row[sort]);
        return [`${sort} ${name!}`, ...quoted(row.fields).map((field) => `field ${sort} ${name!}.${field}`)];
      });
    case 'field':
      return rows.map((row) => `field part ${section.toLowerCase()}.${quoted(row.field)[0]!}`);
    case 'choice':
      return rows.map((row) => choice(quoted(row.choice)[0]!));
    case 'code':
    case 'hash':
    case 'operator':
    case 'reason':
    case 'space':
    case 'type':
      return rows.map((row) => `${sort} ${quoted(row[sort])[0]!}`);
    default:
      return [];
  }
}

function choice(text: string): Word {
  return text.replace(': ', ' ');
}

/** A program around some steps, with a place for every `goto` and outcome. */
function withSteps(steps: readonly Step[]): FlagProgram {
  return { key: 'piece', kind: 'piece', info: {}, outcomes: [{ variant: null, value: null }], steps };
}

const cells = new FlagSet({
  translator: { flag: (wire) => wire as FlagProgram, rule: (wire) => wire as Condition },
}).table;

/** A scope in which every name leads somewhere. */
const anywhere: Scope = {
  flagCell: (key) => cells.flagCell(key),
  ruleCell: (name) => cells.ruleCell(name),
  segmentCell: (name) => cells.segmentCell(name),
  onProblem: (problem) => {
    throw new Error(problem);
  },
};
