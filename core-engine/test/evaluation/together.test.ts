import { expect } from 'chai';
import type { Condition, FlagProgram } from '#src/evaluation/program.js';
import { always, failing, flag, onIf, present, serve, test, World } from './support/world.js';

function resultIs(of: string, variant: string): Condition {
  return test({ from: 'result', flag: of, path: ['variant'] }, 'in', 'any', variant);
}

function answers(world: World, keys: readonly string[], who = {}): (string | null | undefined)[] {
  const cells = keys.map((key) => world.set.flag(key)!);
  return world.set
    .evaluateTogether(cells, world.bind(who))
    .map(({ error, outcome }) => (error === undefined ? outcome?.variant : error.code));
}

describe('evaluation: flags evaluated together', () => {
  it('see what the earlier ones came to, and nothing of the later ones', () => {
    const world = new World({ flags: [onIf('a', resultIs('b', 'on')), flag('b', serve('on'))] });
    expect(answers(world, ['a', 'b'])).to.deep.equal(['off', 'on']);
    expect(answers(world, ['b', 'a'])).to.deep.equal(['on', 'on']);
    expect(answers(world, ['a'])).to.deep.equal(['off']);
  });

  it('are evaluated once, be it for themselves or for others', () => {
    let reads = 0;
    const attributes = {
      get a() {
        reads += 1;
        return 'a';
      },
    };
    const shared = onIf('shared', present('a'));
    const needy: FlagProgram = { ...onIf('needy', resultIs('shared', 'on')), first: ['shared'] };
    const world = new World({ flags: [shared, needy] });
    expect(answers(world, ['shared', 'needy'], { attributes })).to.deep.equal(['on', 'on']);
    expect(answers(world, ['needy', 'shared'], { attributes })).to.deep.equal(['on', 'on']);
    expect(reads).to.equal(2);
  });

  it('cost nobody else when they fail, but those that need them', () => {
    const needy: FlagProgram = { ...onIf('needy', always), first: ['bad'] };
    const world = new World({ flags: [onIf('bad', failing), needy, flag('good', serve('on'))] });
    expect(answers(world, ['bad', 'needy', 'good'])).to.deep.equal(['PARSE_ERROR', 'PARSE_ERROR', 'on']);
  });

  it('let go of the subject', () => {
    const world = new World({ flags: [flag('good', serve('on'))] });
    const subject = world.bind({ attributes: { a: 1 } });
    world.set.evaluateTogether([world.set.flag('good')!], subject);
    expect(subject.attributes).to.deep.equal({});
  });

  it('can be asked for while others are evaluated', () => {
    const world = new World({
      flags: [onIf('outer', present('a')), flag('inner', serve('on')), onIf('c', resultIs('inner', 'on'))],
    });
    const inner: unknown[] = [];
    const attributes = {
      get a() {
        inner.push(...answers(world, ['inner', 'c']));
        return 'a';
      },
    };
    expect(answers(world, ['outer', 'c'], { attributes })).to.deep.equal(['on', 'off']);
    expect(inner).to.deep.equal(['on', 'on']);
  });
});
