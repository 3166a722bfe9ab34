import { expect } from 'chai';
import { decodeArrival } from '#src/definitions/arrival.js';
import { SplitDefinitions } from '#src/definitions/definitions.js';
import { flag, flagOf, inRuleBasedSegment, inSegment, allKeys, keyIn, ruleBasedSegment } from './build.js';

function definitions(): SplitDefinitions {
  return new SplitDefinitions({ dateUnit: 'ms', ignoreAlgo: false }, () => undefined);
}

async function update(
  to: SplitDefinitions,
  flags: readonly unknown[],
  ruleBasedSegments: readonly unknown[] = [],
  flagSets?: ReadonlySet<string>,
): Promise<string[]> {
  return to.update(await decodeArrival({ flags, ruleBasedSegments }), flagSets).sort();
}

const names = (of: SplitDefinitions): string[] => of.flags().map(({ name }) => name);

describe('a change list (§1.5)', () => {
  it('puts what is active and removes what is archived, and names those flags', async () => {
    const to = definitions();
    expect(await update(to, [flag('a'), flag('b')])).to.deep.equal(['a', 'b']);
    const archived = flag('a', { status: 'ARCHIVED', changeNumber: 8 });
    expect(await update(to, [archived, flag('b', { changeNumber: 8 }), flag('c')])).to.deep.equal(['a', 'b', 'c']);
    expect(names(to)).to.deep.equal(['b', 'c']);
  });

  it('changes nothing where it says what is known', async () => {
    const to = definitions();
    await update(to, [flag('a')]);
    expect(await update(to, [flag('a')])).to.deep.equal([]);
  });

  it('does not go back: neither to an older definition nor from a removal', async () => {
    const to = definitions();
    await update(to, [flag('a', { changeNumber: 10 }), flag('b', { changeNumber: 10, status: 'ARCHIVED' })]);
    const older = [flag('a', { changeNumber: 9, killed: true }), flag('b', { changeNumber: 9 })];
    expect(await update(to, older)).to.deep.equal([]);
    expect(names(to)).to.deep.equal(['a']);
  });

  it('does not let an older removal remove what is newer', async () => {
    const to = definitions();
    await update(to, [flag('a', { changeNumber: 10 })]);
    expect(await update(to, [flag('a', { changeNumber: 9, status: 'ARCHIVED' })])).to.deep.equal([]);
    expect(names(to)).to.deep.equal(['a']);
  });

  it('keeps the flags of the flag sets that are synchronised, and removes one that leaves them', async () => {
    const to = definitions();
    const sets = new Set(['s', 't']);
    await update(to, [flag('in', { sets: ['s', 'x'] }), flag('out', { sets: ['x'] }), flag('none')], [], sets);
    expect(names(to)).to.deep.equal(['in']);
    expect(await update(to, [flag('in', { sets: ['x'], changeNumber: 8 })], [], sets)).to.deep.equal(['in']);
    expect(names(to)).to.deep.equal([]);
    expect(await update(to, [flag('in', { sets: ['t'], changeNumber: 9 })], [], sets)).to.deep.equal(['in']);
  });

  it('names the flags that follow from a rule-based segment', async () => {
    const to = definitions();
    await update(to, [flagOf('follows', inRuleBasedSegment('beta')), flag('other')]);
    expect(await update(to, [], [ruleBasedSegment('beta', [allKeys])])).to.deep.equal(['follows']);
    const archived = { ...ruleBasedSegment('beta', [allKeys]), status: 'ARCHIVED', changeNumber: 8 };
    expect(await update(to, [], [archived])).to.deep.equal(['follows']);
    expect(to.hasRuleBasedSegment('beta')).to.equal(false);
  });

  it('says which segments are to be synchronised', async () => {
    const to = definitions();
    const excluding = ruleBasedSegment('beta', [inSegment('inner')], { segments: [{ name: 'out', type: 'standard' }] });
    await update(to, [flagOf('f', inSegment('staff')), flag('g')], [excluding]);
    expect(to.segmentsInUse().sort()).to.deep.equal(['inner', 'out', 'staff']);
    await update(to, [flag('f', { changeNumber: 8 })]);
    expect(to.segmentsInUse().sort()).to.deep.equal(['inner', 'out']);
  });
});

describe('a change of a segment', () => {
  it('names the flags that follow from it, also through a rule-based segment', async () => {
    const to = definitions();
    const flags = [flagOf('direct', inSegment('staff')), flagOf('by rule', inRuleBasedSegment('beta')), flag('other')];
    await update(to, flags, [ruleBasedSegment('beta', [inSegment('staff')])]);
    const change = { name: 'staff', version: 1, added: ['ana'], removed: [] };
    expect(to.updateSegment(change).sort()).to.deep.equal(['by rule', 'direct']);
    expect(to.updateSegment({ ...change, version: 2 })).to.deep.equal([]);
  });
});

describe('a kill (§5.5)', () => {
  it('takes effect at once', async () => {
    const to = definitions();
    await update(to, [flag('a')]);
    expect(to.kill('a', 'dead', 8)).to.deep.equal(['a']);
    expect(to.flag('a')).to.include({ killed: true, defaultTreatment: 'dead', changeNumber: 8 });
  });

  it('leaves a definition alone that is as new, and one that is not there', async () => {
    const to = definitions();
    await update(to, [flag('a')]);
    expect(to.kill('a', 'dead', 7)).to.deep.equal([]);
    expect(to.kill('b', 'dead', 8)).to.deep.equal([]);
    expect(to.flag('a')).to.include({ killed: false });
  });

  it('is not undone by a definition from before it', async () => {
    const to = definitions();
    await update(to, [flag('a')]);
    to.kill('a', 'dead', 9);
    await update(to, [flag('a', { changeNumber: 8 })]);
    expect(to.flag('a')).to.include({ killed: true });
  });
});

describe('a full resynchronisation (DECISIONS 25)', () => {
  it('replaces flags and rule-based segments, whatever their versions, and leaves segments alone', async () => {
    const to = definitions();
    await update(to, [flagOf('a', inSegment('staff')), flag('gone'), flag('same')]);
    to.updateSegment({ name: 'staff', version: 5, added: ['ana'], removed: [] });
    const arrival = await decodeArrival({
      flags: [flagOf('a', inSegment('staff'), keyIn('ana')), flag('same')].map((f) => ({ ...f, changeNumber: 3 })),
      ruleBasedSegments: [],
    });
    expect(to.resynchronise(arrival, undefined)).to.include.members(['a', 'gone']);
    expect(names(to)).to.deep.equal(['a', 'same']);
    expect([...to.set.table.segments.get('staff')!.keys!]).to.deep.equal(['ana']);
  });
});

describe('a new session', () => {
  it('begins with nothing, and takes what an earlier one had removed', async () => {
    const to = definitions();
    await update(to, [flag('a', { changeNumber: 10, status: 'ARCHIVED' }), flag('b')]);
    to.clear();
    expect(names(to)).to.deep.equal([]);
    expect(await update(to, [flag('a', { changeNumber: 9 })])).to.deep.equal(['a']);
  });
});
