import { expect } from 'chai';
import type { Decision } from '#src/evaluation/decision.js';
import { fatal } from '#src/provider/errors.js';
import type { Face, Resolution } from '#src/provider/face.js';
import { context, readyProvider, resolve, types } from './asking.js';
import { decision, Deferred, faceOf, flagNotFound, RecordingLogger, resolution, tidy } from './fakes.js';

describe('what the base expects of a vendor', () => {
  afterEach(tidy);

  describe('order', () => {
    it('is decide, type, report, and the report has the details', async () => {
      const order: unknown[] = [];
      const one = decision(true);
      const face: Partial<Face> = {
        decide: (...args) => {
          order.push(['decide', ...args]);
          return one;
        },
        resolution: (...args) => {
          order.push(['type', ...args]);
          return resolution(...args);
        },
        report: (...args) => order.push(['report', ...args]),
      };
      const provider = await readyProvider({ face: faceOf({}, face) });
      const details = await resolve(provider, 'boolean', 'f', false);
      expect(order).to.deep.equal([
        ['decide', 'f', context, 'boolean', false],
        ['type', one, { type: 'boolean', parameter: undefined }],
        ['report', 'f', one, context, details],
      ]);
    });

    it('has one report for each evaluation, kept details or not', async () => {
      const reported: unknown[] = [];
      const report: Face['report'] = (flagKey, made, _, details) => reported.push([flagKey, made, details.errorCode]);
      const provider = await readyProvider({ face: faceOf({ f: true }, { report }) });
      await resolve(provider, 'boolean', 'f', false);
      await resolve(provider, 'boolean', 'f', false);
      await resolve(provider, 'string', 'f', 'd');
      await resolve(provider, 'string', 'missing', 'd');
      const codes = reported.map((entry) => (entry as unknown[])[2]);
      expect(codes).to.deep.equal([undefined, undefined, 'TYPE_MISMATCH', 'FLAG_NOT_FOUND']);
      expect((reported[3] as unknown[])[1]).to.equal(flagNotFound);
    });
  });

  describe('a decision that comes later', () => {
    it('2.2.3 is typed and reported when it has come', async () => {
      const coming = new Deferred<Decision>();
      const reported: unknown[] = [];
      const face: Partial<Face> = { decide: () => coming.promise, report: (flagKey) => reported.push(flagKey) };
      const provider = await readyProvider({ face: faceOf({}, face) });
      const asked = resolve(provider, 'boolean', 'f', false);
      expect(reported).to.be.empty;
      coming.resolve(decision(true));
      expect(await asked).to.include({ value: true });
      expect(reported).to.deep.equal(['f']);
    });

    it('2.2.7 gives details when it is rejected: by code, or GENERAL', async () => {
      const failures: Error[] = [fatal('revoked'), new Error('me@example.org')];
      const decide = () => Promise.reject<Decision>(failures.shift() ?? new Error('asked too often'));
      const provider = await readyProvider({ face: faceOf({}, { decide }) });
      const coded = await resolve(provider, 'boolean', 'f', true);
      expect(coded).to.include({ value: true, errorCode: 'PROVIDER_FATAL' });
      const foreign = await resolve(provider, 'boolean', 'f', true);
      expect(foreign).to.include({ value: true, errorCode: 'GENERAL' });
      expect(foreign.errorMessage).to.equal('flag "f": the evaluation failed (Error)');
    });

    it('1.4.12 keeps a thousand of them apart', async () => {
      const all = new Map(Array.from({ length: 1_000 }, (_, i) => [`f${i}`, decision(i)]));
      const decide = async (flagKey: string) => {
        await new Promise((resolve) => setImmediate(resolve));
        return all.get(flagKey) as Decision;
      };
      const provider = await readyProvider({ face: faceOf({}, { decide }) });
      const answers = await Promise.all([...all.keys()].map((key) => resolve(provider, 'number', key, -1)));
      answers.forEach((details, i) => expect(details.value).to.equal(i));
    });
  });

  describe('2.2.7 a vendor that breaks its word', () => {
    it('gives GENERAL when it throws: the class of the error and its place, never its message', async () => {
      const logger = new RecordingLogger();
      const decide = (): Decision => {
        throw Object.assign(new TypeError('email is me@example.org'), { code: 'ECONNREFUSED' });
      };
      const provider = await readyProvider({ logger, face: faceOf({}, { decide }) });
      for (const [type, defaultValue] of Object.entries(types)) {
        expect(await resolve(provider, type, 'f', defaultValue)).to.deep.equal({
          value: defaultValue,
          reason: 'ERROR',
          errorCode: 'GENERAL',
          errorMessage: 'flag "f": the evaluation failed (TypeError)',
          flagMetadata: {},
        });
      }
      expect(logger.lines).to.have.length(1);
      expect(logger.lines[0]).to.match(/^error an evaluation failed: TypeError at .*vendor\.test/);
      expect(logger.lines[0]).not.to.include('example.org');
    });

    it('keeps the code of a coded error, and says nothing in the log', async () => {
      const logger = new RecordingLogger();
      const decide = (): Decision => {
        throw fatal('revoked');
      };
      const provider = await readyProvider({ logger, face: faceOf({}, { decide }) });
      const details = await resolve(provider, 'boolean', 'f', true);
      expect(details).to.include({ value: true, errorCode: 'PROVIDER_FATAL', errorMessage: 'flag "f": revoked' });
      expect(logger.lines).to.be.empty;
    });

    it('gives GENERAL when it returns nothing, or its resolution throws', async () => {
      const nothing = await readyProvider({ face: faceOf({}, { decide: () => undefined as unknown as Decision }) });
      expect(await resolve(nothing, 'boolean', 'f', true)).to.include({ value: true, errorCode: 'GENERAL' });
      const broken: Resolution = () => {
        throw new Error('no');
      };
      const untyped = await readyProvider({ face: faceOf({ f: true }, { resolution: broken }) });
      expect(await resolve(untyped, 'boolean', 'f', true)).to.include({ value: true, errorCode: 'GENERAL' });
    });

    it('gives the value all the same when its report throws, and so when the logger does', async () => {
      const logger = new RecordingLogger();
      const report = () => {
        throw new Error('me@example.org');
      };
      const provider = await readyProvider({ logger, face: faceOf({ f: true }, { report }) });
      expect(await resolve(provider, 'boolean', 'f', false)).to.include({ value: true });
      await resolve(provider, 'boolean', 'f', false);
      expect(logger.lines).to.have.length(1);
      expect(logger.lines[0]).to.match(/^error a report failed: Error at /);
      logger.error = () => {
        throw new Error('disk full');
      };
      const other = await readyProvider({ logger, face: faceOf({ f: true }, { report }) });
      expect(await resolve(other, 'boolean', 'f', false)).to.include({ value: true });
    });
  });
});
