import { expect } from 'chai';
import type { SplitClient } from '#src/client/client.js';
import { attributeIs, dependsOn, flag, flagOf, rollout } from '../definitions/build.js';
import { useFactories } from './use-factories.js';

const flags = [
  flag('plain'),
  flag('two', { conditions: [rollout([attributeIs('a', 'x'), attributeIs('b', 'y')])] }),
  flagOf('by flag', dependsOn('two', 'on'), attributeIs('c', 'z')),
  flag('needing', { prerequisites: [{ n: 'two', ts: ['on'] }], conditions: [rollout([attributeIs('c', 'z')])] }),
];
const good = { a: 'x', b: 'y', c: 'z' };

describe('a getter that evaluates again', () => {
  const factories = useFactories();

  /** What is asked inside a getter, and what it has to answer. */
  const inner: readonly (readonly [name: string, attributes: object, answer: string])[] = [
    ['plain', {}, 'on'],
    ['two', {}, 'off'],
    ['two', good, 'on'],
    ['by flag', {}, 'off'],
    ['by flag', good, 'on'],
    ['needing', good, 'on'],
    ['nowhere', {}, 'control'],
  ];
  for (const outer of ['two', 'by flag', 'needing']) {
    for (const [name, attributes, answer] of inner) {
      it(`${outer} is not disturbed by ${name} with ${JSON.stringify(attributes)}, which gives ${answer}`, async () => {
        const { client } = await factories.ready({ flags });
        const answers: string[] = [];
        const asking = (value: string) => ({
          get: () => {
            answers.push(client.getTreatment('bob', name, { ...attributes }));
            answers.push(
              client.getTreatmentWithConfig({ matchingKey: 'eve', bucketingKey: 'b' }, name, { ...attributes })
                .treatment,
            );
            return value;
          },
          enumerable: true,
        });
        const given = Object.defineProperties({}, { a: asking('x'), b: asking('y'), c: asking('z') }) as Record<
          string,
          unknown
        >;
        expect(client.getTreatment('ana', outer, given)).to.equal('on');
        expect(client.getTreatmentWithConfig('ana', outer, given).treatment).to.equal('on');
        expect(answers).to.have.length.above(3);
        expect(new Set(answers)).to.deep.equal(new Set([answer]));
      });
    }
  }

  it('and throws afterwards spoils neither its own evaluation nor the next one', async () => {
    const { client } = await factories.ready({ flags });
    const given = {
      get a(): string {
        client.getTreatment('bob', 'by flag', good);
        throw new Error('no more');
      },
    };
    expect(client.getTreatment('ana', 'by flag', given)).to.equal('off');
    expect(client.getTreatment('ana', 'two', given)).to.equal('control');
    expect(client.getTreatment('ana', 'by flag', good)).to.equal('on');
    expect(client.getTreatment('ana', 'two', good)).to.equal('on');
  });

  it('many times inside itself comes to an end', async () => {
    const { client } = await factories.ready({ flags });
    const nested = (depth: number): Record<string, unknown> => ({
      ...good,
      get a(): string {
        return depth === 0 || ask(client, nested(depth - 1)) === 'on' ? 'x' : 'not x';
      },
    });
    expect(ask(client, nested(20))).to.equal('on');
  });

  it('without end is answered all the same', async () => {
    const { client } = await factories.ready({ flags });
    const endless: Record<string, unknown> = {
      get a(): string {
        return ask(client, endless);
      },
    };
    expect(ask(client, endless)).to.be.oneOf(['off', 'control']);
    expect(ask(client, good)).to.equal('on');
  });

  it('may destroy the factory meanwhile', async () => {
    const { client, factory } = await factories.ready({ flags });
    let destroying: Promise<void> | undefined;
    const given = {
      ...good,
      get a(): string {
        destroying ??= factory.destroy();
        return 'x';
      },
    };
    expect(client.getTreatment('ana', 'two', given)).to.be.oneOf(['on', 'control']);
    await destroying;
    expect(client.getTreatment('ana', 'two', good)).to.equal('control');
  });
});

function ask(client: SplitClient, attributes: Record<string, unknown>): string {
  return client.getTreatment('ana', 'two', attributes);
}
