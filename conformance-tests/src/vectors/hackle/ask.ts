import { FormatError, objectOf } from '../case.js';
import type { OpenedClient, QueuedEvent } from './opened.js';

type Row = Readonly<Record<string, unknown>>;
type User = Parameters<OpenedClient['client']['track']>[1];

/** Makes the call of a row. Gives what a row's `expect` holds, `envelope` aside. */
export function ask({ client }: OpenedClient, id: string, row: Row): Row {
  const user = row.user as User;
  switch (row.call) {
    case 'variationDetail': {
      const detail = client.variationDetail(row.key as number, user, row.default as string | undefined);
      const { variation, reason, parameters, experiment } = detail;
      return withGets({ variation, reason, parameters, experiment }, detail, row);
    }
    case 'featureFlagDetail': {
      const detail = client.featureFlagDetail(row.key as number, user);
      const { isOn, reason, parameters, featureFlag } = detail;
      return withGets({ isOn, reason, parameters, experiment: featureFlag }, detail, row);
    }
    case 'remoteConfig': {
      const { value, reason } = client.remoteConfig(user).detail(row.key as string, row.default as string);
      return { value, reason };
    }
    case 'track':
      client.track(row.event as { key: string }, user);
      return {};
    default:
      throw new FormatError(`${id} has a call that the format does not have`);
  }
}

/** The other ways to the same answer, each of which must not say otherwise. */
export function askBriefly({ client }: OpenedClient, row: Row): Row {
  const user = row.user as User;
  switch (row.call) {
    case 'variationDetail':
      return { variation: client.variation(row.key as number, user, row.default as string | undefined) };
    case 'featureFlagDetail':
      return { isOn: client.isFeatureOn(row.key as number, user) };
    case 'remoteConfig':
      return { value: client.remoteConfig(user).get(row.key as string, row.default as string) };
    default:
      return {};
  }
}

/** The fields of an event that are the same for all events of a call, and those that differ from run to run. */
const envelopeFields = ['userId', 'identifiers', 'userProperties', 'hackleProperties'] as const;

/** An event as rows list it: what it says, under its type. */
export function bodyOf({ kind, wire }: QueuedEvent): Row {
  const { insertId, timestamp, ...rest } = wire;
  if (typeof insertId !== 'string' || typeof timestamp !== 'number') return { type: 'an event without id or time' };
  const body = Object.entries(rest).filter(([name]) => !(envelopeFields as readonly string[]).includes(name));
  return { type: kind, ...Object.fromEntries(body) };
}

/** What the events of a call say of the user; they must all say the same. */
export function envelopeOf(events: readonly QueuedEvent[]): unknown {
  const envelopes = events.map(({ wire }) =>
    Object.fromEntries(envelopeFields.flatMap((name) => (wire[name] === undefined ? [] : [[name, wire[name]]]))),
  );
  const [first, ...others] = envelopes;
  const same = others.every((other) => JSON.stringify(other) === JSON.stringify(first));
  return same ? first : envelopes;
}

/** Typed reads of parameters (spec §3.9), where the row has some. */
function withGets(answer: Row, detail: { get(name: string, fallback: string): unknown }, row: Row): Row {
  const { gets } = objectOf(row.expect, 'expect');
  const given = Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== undefined));
  if (!Array.isArray(gets)) return given;
  const read = (gets as { key: string; default: string }[]).map(({ key, default: fallback }) => ({
    key,
    default: fallback,
    value: detail.get(key, fallback),
  }));
  return { ...given, gets: read };
}
