import { equal, ok } from '../judging/assert.js';
import { createEvaluationEvent } from '@openfeature/server-sdk';
import { defineCase, type ConformanceCase } from '../case.js';
import { flagOf } from '../flags.js';
import type { Scene } from '../running/scene.js';
import { rolesServed } from '../judging/sweep.js';
import { errorCodes, otherThan, standardReasons } from '../judging/values.js';

type Attributes = Readonly<Record<string, unknown>>;

/** What telemetry makes of results. */
export const telCases: readonly ConformanceCase[] = [
  defineCase(
    'TEL-01',
    '2.2.9',
    'Q',
    'gives telemetry its key, provider, variant or value, and reason',
    { needs: ['metadata'] },
    async (scene) => {
      for (const { role, key, name, attributes } of await recorded(scene)) {
        equal(attributes['feature_flag.key'], key, `${role}: feature_flag.key`);
        equal(attributes['feature_flag.provider.name'], name, `${role}: feature_flag.provider.name`);
        ok(
          attributes['feature_flag.result.variant'] !== undefined ||
            attributes['feature_flag.result.value'] !== undefined,
          `${role}: neither variant nor value`,
        );
        const reason = String(attributes['feature_flag.result.reason']);
        equal(reason, reason.toLowerCase(), `${role}: feature_flag.result.reason in small letters`);
        ok(standardReasons.has(reason.toUpperCase()), `${role}: ${reason} is no standard reason`);
      }
    },
  ),

  defineCase(
    'TEL-02',
    '2.2.9',
    'Q',
    'has texts that are not empty for what telemetry reads of the metadata',
    { needs: ['metadata'] },
    async (scene) => {
      const bound = await scene.open();
      for (const role of rolesServed(scene)) {
        const { flagMetadata } = await bound.details(flagOf(role).type, scene.key(role), otherThan(role));
        for (const name of ['flagSetId', 'version', 'contextId']) {
          const value = flagMetadata[name];
          ok(
            value === undefined || (typeof value === 'string' && value !== ''),
            `${role}: metadata ${name} is ${JSON.stringify(value)}`,
          );
        }
      }
    },
  ),

  defineCase('TEL-03', '2.2.7', 'Q', 'gives telemetry a known type of error', {}, async (scene) => {
    const bound = await scene.open();
    let attributes: Attributes = {};
    bound.client.addHooks({
      finally: (hook, details) => {
        ({ attributes } = createEvaluationEvent(hook, details));
      },
    });
    await bound.details('boolean', scene.key('missing-flag'), false);
    const type = String(attributes['error.type']);
    ok(errorCodes.has(type.toUpperCase()), `error.type is ${type}`);
    equal(type, 'flag_not_found', 'error.type');
  }),
];

interface Recorded {
  readonly role: string;
  readonly key: string;
  readonly name: string;
  readonly attributes: Attributes;
}

/** The telemetry event of each flag that is served. */
async function recorded(scene: Scene): Promise<Recorded[]> {
  const bound = await scene.open();
  const { name } = bound.provider.metadata;
  const events: Recorded[] = [];
  for (const role of rolesServed(scene)) {
    const key = scene.key(role);
    const attributesOf = new Promise<Attributes>((resolve) => {
      bound.client.clearHooks();
      bound.client.addHooks({ finally: (hook, details) => resolve(createEvaluationEvent(hook, details).attributes) });
    });
    await bound.details(flagOf(role).type, key, otherThan(role));
    events.push({ role, key, name, attributes: await attributesOf });
  }
  return events;
}
