import { equal, ok } from '../judging/assert.js';
import type { Logger } from '@openfeature/core';
import { defineCase, type ConformanceCase } from '../case.js';
import { messageOf, within } from '../running/bounded.js';
import { resolveDirectly } from '../running/direct.js';
import { shown } from '../running/bound.js';
import type { Evaluation } from '../running/journal.js';
import type { Scene } from '../running/scene.js';
import { sweepRefused } from '../judging/sweep.js';
import { answerOf, callersDefault, errorCodes, expectServed, judgeDefaulted, types } from '../judging/values.js';

/** What a message must not give away. */
const secrets: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a URL with a query', /https?:\/\/[^\s"']*\?[^\s"']+/i],
  ['a URL with credentials', /https?:\/\/[^\s/"']*:[^\s/"']*@/i],
  ['a bearer token', /bearer\s+\S{8,}/i],
];

/** What failing looks like. */
export const errCases: readonly ConformanceCase[] = [
  defineCase('ERR-01', '2.2.7', 'M', 'gives every error one of the eight codes', { closing: true }, async (scene) => {
    for (const { key, type, details, caseId } of await failures(scene)) {
      const where = `${shown(key)} as ${type} in ${caseId}`;
      ok(errorCodes.has(details.errorCode), `${where}: ${String(details.errorCode)} is no error code`);
    }
  }),

  defineCase(
    'ERR-02',
    '2.3.3',
    'Q',
    'gives every error a message that tells no secret',
    { closing: true },
    async (scene) => {
      for (const { key, type, details, caseId } of await failures(scene)) {
        const where = `${shown(key)} as ${type} in ${caseId}`;
        const { errorMessage } = details;
        ok(typeof errorMessage === 'string' && errorMessage !== '', `${where}: there is no message`);
        for (const [what, pattern] of secrets) ok(!pattern.test(errorMessage), `${where}: the message holds ${what}`);
      }
    },
  ),

  defineCase(
    'ERR-03',
    '1.4.9',
    'S',
    "gives every error the reason ERROR, the caller's default and no variant",
    { closing: true },
    async (scene) => {
      for (const evaluation of await failures(scene)) {
        const { key, type, details, caseId } = evaluation;
        const where = `${shown(key)} as ${type} in ${caseId}`;
        judgeDefaulted(details, evaluation.default, where);
        equal(details.variant, undefined, `${where}: the variant`);
      }
    },
  ),

  defineCase(
    'ERR-04',
    '2.2.7',
    'M',
    'says PROVIDER_NOT_READY before it is started, unless it needs no start',
    {},
    async (scene) => {
      const provider = await scene.create();
      const answer = await answerOf(() => scene.direct(provider, 'boolean', scene.key('boolean-flag'), false));
      if (answer.kind === 'value') equal(answer.details.value, true, 'the value of a provider that needs no start');
      else equal(answer.code, 'PROVIDER_NOT_READY', 'the code');
    },
  ),

  defineCase(
    'ERR-05',
    '2.2.7',
    'M',
    'says PROVIDER_FATAL after a start that failed for good',
    { needs: ['fatal'] },
    async (scene) => {
      const provider = await scene.create('forbidden');
      const { started } = await scene.register(provider);
      await within(
        'the start',
        scene.times.ready,
        started.catch(() => undefined),
      );
      const answer = await answerOf(() => scene.direct(provider, 'boolean', scene.key('boolean-flag'), false));
      equal(answer.kind === 'error' ? answer.code : 'a value', 'PROVIDER_FATAL', 'the code');
    },
  ),

  defineCase(
    'ERR-06',
    '2.2.7',
    'M',
    'says at once that it has nothing to answer from',
    { needs: ['unavailable'] },
    async (scene) => {
      const { bound, started } = await scene.register(await scene.create('unavailable'));
      await within(
        'the start',
        scene.times.ready + 1_000,
        started.catch(() => undefined),
      );
      const details = await bound.details('boolean', scene.key('boolean-flag'), false);
      const { errorCode } = details;
      ok(
        ['PROVIDER_NOT_READY', 'GENERAL', 'PROVIDER_FATAL'].includes(String(errorCode)),
        `${String(errorCode)} is not expected`,
      );
      judgeDefaulted(details, false, 'without a backend');
    },
  ),

  defineCase('ERR-07', '2.2.7', 'M', 'says PROVIDER_NOT_READY after it was closed', {}, async (scene) => {
    const provider = await scene.create();
    await within('initialize', scene.times.ready, Promise.resolve(provider.initialize?.({})));
    await within('onClose', scene.times.close, Promise.resolve(provider.onClose?.()));
    if (provider.onClose === undefined) return;
    const answer = await answerOf(() => scene.direct(provider, 'boolean', scene.key('boolean-flag'), false));
    if (answer.kind === 'value') throw new Error('it serves after it was closed');
    equal(answer.code, 'PROVIDER_NOT_READY', `the code (${answer.message})`);
    ok(!/undefined|null/.test(answer.message), `the message tells of its inside: ${answer.message}`);
  }),

  defineCase(
    'ERR-08',
    '2.2.7',
    'Q',
    'throws, if at all, errors with a code and with what caused them',
    {},
    async (scene) => {
      const bound = await scene.open();
      for (const type of types) {
        const thrown = await thrownBy(() =>
          scene.direct(bound.provider, type, scene.key('missing-flag'), callersDefault[type]),
        );
        if (thrown !== undefined) judgeThrown(thrown, 'a missing flag');
      }
      if (!scene.has('unavailable')) return;
      const { started } = await scene.register(await scene.create('unavailable'));
      const thrown = await thrownBy(() => within('the start', scene.times.ready + 1_000, started));
      if (thrown !== undefined) judgeThrown(thrown, 'a start without a backend');
    },
  ),

  defineCase('ERR-09', '1.4.11', 'SN', 'writes no warning or error of an ordinary evaluation', {}, async (scene) => {
    const bound = await scene.open();
    const lines: string[] = [];
    const logger: Logger = {
      error: (...words: unknown[]) => void lines.push(`error: ${words.map(messageOf).join(' ')}`),
      warn: (...words: unknown[]) => void lines.push(`warn: ${words.map(messageOf).join(' ')}`),
      info: () => undefined,
      debug: () => undefined,
    };
    bound.client.setLogger(logger);
    await expectServed(scene, bound, 'boolean-flag');
    await bound.details('boolean', scene.key('missing-flag'), false);
    equal(lines.join('\n'), '', 'the lines of the logger');
  }),

  defineCase('ERR-10', '2.2.7', 'M', 'answers although the logger throws', {}, async (scene) => {
    const bound = await scene.open();
    const fail = (): never => {
      throw new Error('a logger that throws');
    };
    const logger: Logger = { error: fail, warn: fail, info: fail, debug: fail };
    bound.client.setLogger(logger);
    await expectServed(scene, bound, 'boolean-flag');
    const { errorCode } = await bound.details('boolean', scene.key('missing-flag'), false);
    equal(errorCode, 'FLAG_NOT_FOUND', 'the code for a missing flag');
    const details = await resolveDirectly(
      bound.provider,
      'boolean',
      scene.key('boolean-flag'),
      false,
      scene.context,
      logger,
    );
    equal(details.value, true, 'the value of a resolution');
  }),
];

/** Every failure of the run so far, with some that are sure to be there. */
async function failures(scene: Scene): Promise<Evaluation[]> {
  await sweepRefused(scene, await scene.open());
  return scene.journal.evaluations.filter(({ caseId, details }) => {
    // There the client's own hook throws, not the provider. An empty code in a normal result is for RES-19.
    const { errorCode = '', reason } = details;
    return caseId !== 'HOOK-02' && ((errorCode as string) !== '' || reason === 'ERROR');
  });
}

async function thrownBy(act: () => Promise<unknown>): Promise<unknown> {
  try {
    await act();
    return undefined;
  } catch (error) {
    return error;
  }
}

function judgeThrown(thrown: unknown, what: string): void {
  ok(thrown instanceof Error, `${what}: what is thrown is no Error`);
  const { code, cause } = thrown as Error & { readonly code?: unknown };
  ok(errorCodes.has(code), `${what}: ${String(code)} is no error code`);
  const isForeign = /\b(?:ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|fetch failed)\b/.test(thrown.message);
  ok(!isForeign || cause !== undefined, `${what}: the message repeats a foreign error, and cause is missing`);
}
