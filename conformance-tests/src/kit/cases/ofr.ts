import { deepEqual, equal, notEqual, ok } from '../judging/assert.js';
import { defineCase, type ConformanceCase } from '../case.js';
import { flagOf, servedValue, type HeldRole } from '../flags.js';
import { AskedServer, member } from '../remote/asked-server.js';
import { Missing } from '../running/scene.js';
import { callersDefault, expectServed, judgeRefused } from '../judging/values.js';

const needs = ['ofrep-server'] as const;
const typed: readonly HeldRole[] = ['boolean-flag', 'string-flag', 'integer-flag', 'float-flag', 'object-flag'];

/** A server of the OpenFeature remote evaluation protocol. */
export const ofrCases: readonly ConformanceCase[] = [
  defineCase('OFR-01', 'ADR 2', 'M', 'answers a single evaluation of each type', { needs }, async (scene) => {
    const server = new AskedServer(scene);
    for (const role of scene.present(typed)) {
      const { status, body } = await server.evaluate(scene.key(role));
      equal(status, 200, `${role}: the status`);
      equal(member(body, 'key'), scene.key(role), `${role}: key`);
      deepEqual(member(body, 'value'), servedValue(role), `${role}: value`);
      ok(typeof member(body, 'reason') === 'string', `${role}: reason is missing`);
      if (scene.has('variants'))
        equal(member(body, 'variant'), scene.variant(role, flagOf(role).serves), `${role}: variant`);
    }
  }),

  defineCase(
    'OFR-02',
    'ADR 6',
    'M',
    'leaves the value out where the caller has to decide',
    { needs },
    async (scene) => {
      const server = new AskedServer(scene);
      for (const role of scene.present(['disabled-boolean-flag', 'null-default-flag'] as const)) {
        const { status, body } = await server.evaluate(scene.key(role));
        equal(status, 200, `${role}: the status`);
        equal(member(body, 'value'), undefined, `${role}: value`);
        ok(typeof member(body, 'reason') === 'string', `${role}: reason is missing`);
      }
    },
  ),

  defineCase('OFR-03', '4.1', 'M', 'answers 404 for a missing flag', { needs }, async (scene) => {
    const { status, body } = await new AskedServer(scene).evaluate(scene.key('missing-flag'));
    equal(status, 404, 'the status');
    equal(member(body, 'errorCode'), 'FLAG_NOT_FOUND', 'errorCode');
    equal(member(body, 'key'), scene.key('missing-flag'), 'key');
  }),

  defineCase('OFR-04', '4.1', 'M', 'answers 400 for what is no request', { needs }, async (scene) => {
    const server = new AskedServer(scene);
    for (const text of ['{"context":', '{}', '{"context":[]}']) {
      const { status, body } = await server.post(server.single(scene.key('boolean-flag')), text);
      equal(status, 400, `${text}: the status`);
      const code = member(body, 'errorCode');
      ok(code === 'PARSE_ERROR' || code === 'INVALID_CONTEXT', `${text}: errorCode ${String(code)}`);
    }
  }),

  defineCase('OFR-05', '4.1', 'M', 'decodes keys once', { needs }, async (scene) => {
    const server = new AskedServer(scene);
    for (const key of ['no/such', 'no%2Fsuch', 'нет', 'no such?x=1']) {
      const { status, body } = await server.evaluate(key);
      equal(status, 404, `${key}: the status`);
      equal(member(body, 'key'), key, 'key');
    }
  }),

  defineCase('OFR-06', '4.2', 'M', 'answers for all flags although one is broken', { needs }, async (scene) => {
    const { brokenFlag } = scene.require('ofrep');
    const { status, body } = await new AskedServer(scene).all();
    equal(status, 200, 'the status');
    const flags = member(body, 'flags');
    ok(Array.isArray(flags), 'flags is no list');
    const byKey = new Map((flags as unknown[]).map((entry) => [member(entry, 'key'), entry]));
    equal(member(byKey.get(scene.key('boolean-flag')), 'value'), true, 'the value of boolean-flag');
    if (brokenFlag !== undefined)
      ok(typeof member(byKey.get(brokenFlag), 'errorCode') === 'string', 'the broken flag has no errorCode');
  }),

  defineCase('OFR-07', '4.2', 'M', 'answers 304 as long as nothing changes', { needs }, async (scene) => {
    const server = new AskedServer(scene);
    const first = await server.all();
    const etag = first.headers.get('etag') ?? '';
    notEqual(etag, '', 'ETag is missing');
    const same = await server.all(scene.context, { 'if-none-match': etag });
    equal(same.status, 304, 'the status of the same again');
    equal(same.text, '', 'the body of the same again');
    const other = await server.all({ ...scene.context, targetingKey: 'another' }, { 'if-none-match': etag });
    equal(other.status, 200, 'the status for another context');
    if (!scene.can('changeFlag')) return;
    await scene.control('changeFlag');
    const changed = await server.all(scene.context, { 'if-none-match': etag });
    equal(changed.status, 200, 'the status after a change');
    notEqual(changed.headers.get('etag'), etag, 'ETag after a change');
  }),

  defineCase('OFR-08', '4.1', 'M', 'tells nothing to who is not authorised', { needs }, async (scene) => {
    const { headers } = scene.require('ofrep');
    if (headers === undefined) throw new Missing('ofrep.headers of the adapter');
    const server = new AskedServer(scene);
    const wrong = Object.fromEntries(Object.keys(headers).map((name) => [name, 'Bearer wrong']));
    for (const sent of [{}, wrong]) {
      const { status, text } = await server.post(server.single(scene.key('boolean-flag')), '{"context":{}}', sent);
      ok(status === 401 || status === 403, `the status is ${status}`);
      ok(!text.includes('"value"'), 'the answer holds a value');
    }
  }),

  defineCase('OFR-09', '4.1', 'S', 'says when to come back when there is too much to do', { needs }, async (scene) => {
    const { overload } = scene.require('ofrep');
    if (overload === undefined) throw new Missing('ofrep.overload of the adapter');
    await overload();
    const { status, headers } = await new AskedServer(scene).evaluate(scene.key('boolean-flag'));
    equal(status, 429, 'the status');
    ok((headers.get('retry-after') ?? '') !== '', 'Retry-After is missing');
  }),

  defineCase(
    'OFR-10',
    '4.1',
    'M',
    'refuses bodies, methods and types that it does not take',
    { needs },
    async (scene) => {
      const { bodyLimit } = scene.require('ofrep');
      const server = new AskedServer(scene);
      const path = server.single(scene.key('boolean-flag'));
      const wrongMethod = await server.request(path, { method: 'GET' });
      equal(wrongMethod.status, 405, 'the status of GET');
      const wrongType = await server.post(path, 'context', undefined, 'text/plain');
      equal(wrongType.status, 415, 'the status of text/plain');
      if (bodyLimit === undefined) return;
      const tooBig = await server.post(path, JSON.stringify({ context: { big: 'x'.repeat(bodyLimit) } }));
      equal(tooBig.status, 413, 'the status of a body that is too big');
    },
  ),

  defineCase('OFR-11', 'ADR 8', 'S', 'tells of changes in a stream', { needs: [...needs, 'stream'] }, async (scene) => {
    const server = new AskedServer(scene);
    const stream = await server.stream();
    scene.finally(() => stream.close());
    await scene.control('changeFlag');
    const message = await stream.next(scene.times.event);
    equal(member(message.data, 'type'), 'refetchEvaluation', 'the type of the message');
    ok(member(message.data, 'etag') !== undefined, 'the message has no etag');
    if (message.id === undefined) return;
    const again = await server.stream(message.id);
    scene.finally(() => again.close());
    equal(again.status, 200, 'the status with Last-Event-ID');
  }),

  defineCase('OFR-12', '4.4', 'S', 'serves a client that speaks the protocol', { needs }, async (scene) => {
    const create = scene.require('ofrep').createClientProvider;
    if (create === undefined) throw new Missing('ofrep.createClientProvider of the adapter');
    const provider = await scene.ask('ofrep.createClientProvider', create);
    scene.adopt(provider, 'ofrep.createClientProvider');
    const bound = await scene.bind(provider);
    for (const role of scene.present(typed)) await expectServed(scene, bound, role);
    const missing = await bound.details('boolean', scene.key('missing-flag'), true);
    judgeRefused(missing, ['FLAG_NOT_FOUND'], true, 'a missing flag');
    const wrong = await bound.details('number', scene.key('wrong-flag'), callersDefault.number);
    judgeRefused(wrong, ['TYPE_MISMATCH'], callersDefault.number, 'wrong-flag as number');
  }),
];
