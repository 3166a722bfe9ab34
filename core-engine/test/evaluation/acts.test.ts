import { expect } from 'chai';
import type { Act, FlagProgram } from '#src/evaluation/program.js';
import { always, failing, flag, isOn, never, onIf, outcomes, present, serve, World } from './support/world.js';

function does(then: Act): FlagProgram {
  return flag('f', { then, label: 'the label', reason: 'TARGETING_MATCH' });
}

describe('evaluation: the act "serve"', () => {
  it('decides with all that the program says', () => {
    const { slot, ...decision } = new World({ flags: [does({ do: 'serve', outcome: 1 })] }).ask('f');
    expect(slot).to.be.an('object');
    expect(decision).to.deep.equal({
      flag: { key: 'f', kind: 'test', info: { version: 1 } },
      outcome: outcomes[1],
      label: 'the label',
      reason: 'TARGETING_MATCH',
      mark: false,
      error: undefined,
    });
  });

  it('marks by a constant or by a condition', () => {
    for (const [mark, a, marked] of [
      [true, 0, true],
      [false, 1, false],
      [present('a'), 1, true],
      [present('a'), undefined, false],
    ] as const) {
      const world = new World({ flags: [does({ do: 'serve', outcome: 0, mark })] });
      const decision = world.ask('f', { attributes: { a } });
      expect(decision.mark).to.equal(marked);
      expect(decision.outcome).to.equal(outcomes[0]);
      expect(world.ask('f', { attributes: { a } })).to.equal(decision);
    }
  });

  it('fails where its mark does', () => {
    expect(new World({ flags: [does({ do: 'serve', outcome: 0, mark: failing })] }).answer('f')).to.equal(
      'PARSE_ERROR',
    );
  });
});

describe('evaluation: the act "caller"', () => {
  const program = flag('f', { then: { do: 'caller' }, label: 'called', reason: 'DEFAULT' });

  it('serves what the caller named, with all that the program knows of it', () => {
    const world = new World({ flags: [program] });
    expect(world.ask('f', {}, 'off').outcome).to.equal(outcomes[1]);
    expect(world.ask('f', {}, 'on').outcome).to.equal(outcomes[0]);
    expect(world.ask('f', {}, 'on')).to.equal(world.ask('f', {}, 'on'));
    expect(world.ask('f', {}, 'on').label).to.equal('called');
  });

  it('serves a variant that is unknown here by its name alone', () => {
    for (const name of ['unknown', '__proto__', 'constructor', '']) {
      const { outcome, error } = new World({ flags: [program] }).ask('f', {}, name);
      expect(outcome?.variant).to.equal(name);
      expect(outcome).to.not.have.any.keys('id', 'payload', 'parameters', 'metadata');
      expect(error).to.be.undefined;
    }
  });

  it('serves no variant where the caller named none, even after one that did', () => {
    const world = new World({ flags: [program] });
    world.ask('f', {}, 'on');
    expect(world.ask('f').outcome?.variant).to.be.null;
  });

  it('keeps what it built for a variant that is unknown here', () => {
    const world = new World({ flags: [program] });
    expect(world.ask('f', {}, 'unknown')).to.equal(world.ask('f', {}, 'unknown'));
    expect(world.ask('f', {}, 'other').outcome?.variant).to.equal('other');
    expect(world.ask('f', {}, 'unknown').outcome?.variant).to.equal('unknown');
  });

  it('takes the first of two outcomes with one name', () => {
    const twin = { variant: 'on', value: 'another' };
    const world = new World({ flags: [{ ...program, outcomes: [...outcomes, twin] }] });
    expect(world.ask('f', {}, 'on').outcome?.value).to.be.true;
  });
});

describe('evaluation: an outcome with a fault', () => {
  const faulty = [{ variant: 'on', value: true, fault: 'it leads nowhere' }, outcomes[1]!];
  const fault = { code: 'GENERAL', message: 'it leads nowhere' };
  const bucket = { space: 'percent', hash: 'murmur3', of: { from: 'constant', value: 'x' } } as const;
  const acts: [title: string, act: Act, fallback?: string][] = [
    ['served', { do: 'serve', outcome: 0 }],
    ['served with a mark', { do: 'serve', outcome: 0, mark: true }],
    ['served with a mark that depends', { do: 'serve', outcome: 0, mark: present('a') }],
    ['named by the caller', { do: 'caller' }, 'on'],
    ['in a range', { do: 'split', bucket, ranges: [{ from: 0, to: 100, then: { do: 'serve', outcome: 0 } }] }],
    ['where no range holds', { do: 'split', bucket, ranges: [], miss: { do: 'serve', outcome: 0 } }],
  ];
  for (const [title, act, fallback] of acts) {
    it(`fails the evaluation: ${title}`, () => {
      const world = new World({ flags: [{ ...does(act), outcomes: faulty }] });
      for (let round = 0; round < 2; round += 1) {
        const { error, outcome } = world.ask('f', {}, fallback);
        expect([error, outcome]).to.deep.equal([fault, undefined]);
      }
      expect(world.problems).to.be.empty;
    });
  }

  it('does no harm while another outcome is decided for', () => {
    const world = new World({ flags: [{ ...does({ do: 'caller' }), outcomes: faulty }] });
    expect(world.answer('f', {}, 'off')).to.equal('off');
  });

  it('fails whoever refers to the flag', () => {
    const target = { ...does({ do: 'serve', outcome: 0 }), outcomes: faulty };
    const world = new World({ flags: [target, onIf('g', isOn('f'))] });
    expect(world.ask('g').error).to.deep.equal(fault);
  });
});

describe('evaluation: the act "fail"', () => {
  it('decides with an error, perhaps with an outcome', () => {
    for (const outcome of [undefined, 1]) {
      const act: Act = { do: 'fail', code: 'TARGETING_KEY_MISSING', message: 'whom?', ...(outcome && { outcome }) };
      const decision = new World({ flags: [does(act)] }).ask('f');
      expect(decision.error).to.deep.equal({ code: 'TARGETING_KEY_MISSING', message: 'whom?' });
      expect(decision.outcome).to.equal(outcome && outcomes[outcome]);
      expect([decision.label, decision.reason]).to.deep.equal(['the label', 'ERROR']);
      expect(decision.flag?.info).to.deep.equal({ version: 1 });
    }
  });

  it('that stops fails the evaluation, without an outcome', () => {
    const world = new World({
      flags: [does({ do: 'fail', code: 'PARSE_ERROR', message: 'stop', outcome: 1, stop: true })],
    });
    const { error, outcome, reason } = world.ask('f');
    expect(error).to.deep.equal({ code: 'PARSE_ERROR', message: 'stop' });
    expect([outcome, reason]).to.deep.equal([undefined, 'ERROR']);
  });

  it('keeps the steps after it from being tried', () => {
    const program = flag(
      'f',
      { then: { do: 'fail', code: 'GENERAL', message: 'no' }, label: 'x', reason: 'ERROR' },
      serve('on'),
    );
    expect(new World({ flags: [program] }).answer('f')).to.equal('GENERAL');
  });
});

describe('evaluation: a program that cannot be compiled', () => {
  const rows: [title: string, act: unknown, says: string][] = [
    ['an unknown act', { do: 'dance' }, 'dance'],
    ['an outcome that is not there', { do: 'serve', outcome: 2 }, 'outcome 2'],
    ['an outcome before the first', { do: 'serve', outcome: -1 }, 'outcome -1'],
    ['half an outcome', { do: 'serve', outcome: 0.5 }, 'outcome 0.5'],
    [
      'a failure with an outcome that is not there',
      { do: 'fail', code: 'GENERAL', message: '', outcome: 9 },
      'outcome 9',
    ],
    ['a step that is not there', { do: 'goto', step: 'nowhere' }, 'nowhere'],
    ['no act', undefined, ''],
  ];
  for (const [title, act, says] of rows) {
    it(`${title}: costs that flag, which says it once`, () => {
      const world = new World({ flags: [does(act as Act), flag('g', serve('on'))] });
      const decisions = [1, 2, 3].map(() => world.ask('f'));
      expect(decisions[0]!.error?.code).to.equal('GENERAL');
      expect(decisions[0]!.error?.message).to.contain(says);
      expect(decisions[0]!.flag?.key).to.equal('f');
      expect(world.problems.map(([name]) => name)).to.deep.equal(['f']);
      expect(world.problems[0]![1]).to.contain(says);
      expect(world.answer('g')).to.equal('on');
      expect(world.translations).to.equal(2);
    });
  }

  it('is compiled anew when it arrives mended, and says it again when it arrives broken', () => {
    const world = new World({ flags: [does({ do: 'serve', outcome: 9 })] });
    const put = (version: number, wire: FlagProgram) =>
      world.store.apply({
        flags: { put: [{ name: 'f', version, wire, references: { flags: [], rules: [], segments: [] } }] },
      });
    expect(world.answer('f')).to.equal('GENERAL');
    put(2, flag('f', serve('off', never), serve('on', always)));
    expect(world.answer('f')).to.equal('on');
    put(3, does({ do: 'serve', outcome: 9 }));
    expect(world.answer('f')).to.equal('GENERAL');
    expect(world.problems).to.have.length(2);
  });
});
