import { expect } from 'chai';
import { Subject } from '#src/evaluation/subject.js';
import { attribute, failing, flag, isOn, never, onIf, present, serve, test, World } from './support/world.js';

const flags = [
  flag('constant', serve('on')),
  onIf('tested', present('a')),
  onIf('referring', isOn('tested')),
  onIf('failing', failing),
  flag('silent', serve('on', never)),
  flag('caller', { then: { do: 'caller' }, label: 'c', reason: 'DEFAULT' }),
  { ...flag('uncompiled', serve('on')), outcomes: [] },
];
const keys = [...flags.map(({ key }) => key), 'unknown'];

describe('evaluation: the subject', () => {
  const who = {
    key: 'ana',
    bucketingKey: 'team',
    identifiers: { id: 1 },
    attributes: { a: 1 },
    extra: { b: 2 },
    root: { c: 3 },
  };
  const empty = contents(new Subject());

  function contents(subject: Subject): object {
    return Object.fromEntries(Object.entries(subject));
  }

  for (const key of keys) {
    it(`lets go of the caller's objects after the evaluation: ${key}`, () => {
      const world = new World({ flags });
      for (let round = 0; round < 2; round += 1) {
        const subject = world.bind(who);
        world.set.evaluate(key, subject);
        expect(contents(subject)).to.deep.equal(empty);
        const many = world.bind(who);
        world.set.evaluateMany([key, key], many);
        expect(contents(many)).to.deep.equal(empty);
      }
    });
  }

  it('lets go of them where the caller threw', () => {
    const world = new World({ flags });
    const attributes = {
      get a(): never {
        throw new Error('no');
      },
    };
    const subject = world.bind({ ...who, attributes });
    expect(world.set.evaluate('tested', subject).error?.code).to.equal('GENERAL');
    expect(contents(subject)).to.deep.equal(empty);
  });

  it('leaves nothing of one caller to the next', () => {
    const world = new World({ flags: [onIf('f', test(attribute('a'), 'present', 'any'))] });
    world.ask('f', who);
    const subject = Object.assign(world.set.subject(), { key: 'bob' });
    expect(world.set.evaluate('f', subject).outcome?.variant).to.equal('off');
  });
});
