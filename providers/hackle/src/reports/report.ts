import { randomUUID } from 'node:crypto';
import type { Identifiers } from '../user/identifiers.js';
import { identifierTypes } from '../user/identifiers.js';
import { noProperties, type Properties } from '../user/properties.js';
import type { User } from '../user/user.js';
import type { Body, ExposureBody, RemoteConfigBody, TrackBody } from './bodies.js';

export type ReportKind = 'exposure' | 'track' | 'remoteConfig';

/** One event that waits to be sent. */
export class Report {
  readonly kind: ReportKind;
  /** Shared by all events that say the same. */
  readonly body: Body;
  /** Whom it is about; text stands for the id of somebody of whom nothing else is known. */
  readonly user: string | User;
  /** Epoch milliseconds. */
  readonly timestamp: number;
  private id: string | undefined = undefined;

  constructor(kind: ReportKind, body: Body, user: string | User, timestamp: number) {
    this.kind = kind;
    this.body = body;
    this.user = user;
    this.timestamp = timestamp;
  }

  /** Made when it is first sent, and the same ever after: an event that is sent again is recognised by it. */
  get insertId(): string {
    return (this.id ??= randomUUID());
  }
}

/** Whom an event is about, as it is sent (spec §1.6). */
export interface Envelope {
  /** The identifier `$id`. */
  readonly userId?: string;
  readonly identifiers: Identifiers;
  readonly userProperties: Properties;
  readonly hackleProperties: Properties;
}

/** The parts of an event that its kinds have in common. */
export interface EventHead extends Envelope {
  readonly insertId: string;
  readonly timestamp: number;
}

/** The body of a request with events (spec §1.6). */
export interface EventsWire {
  readonly exposureEvents: readonly (EventHead & ExposureBody)[];
  readonly trackEvents: readonly (EventHead & TrackBody)[];
  readonly remoteConfigEvents: readonly (EventHead & RemoteConfigBody)[];
}

export function envelopeOf(user: string | User): Envelope {
  if (typeof user === 'string') {
    const identifiers = { [identifierTypes.id]: user };
    return { userId: user, identifiers, userProperties: noProperties, hackleProperties: noProperties };
  }
  const { identifiers, properties, hackleProperties } = user;
  const { id } = identifierTypes;
  const userId = Object.hasOwn(identifiers, id) ? identifiers[id] : undefined;
  return {
    ...(userId === undefined ? {} : { userId }),
    identifiers,
    userProperties: properties,
    hackleProperties,
  };
}

/** An event as it is sent. */
export function eventOf({ insertId, timestamp, user, body }: Report): EventHead & Body {
  return { insertId, timestamp, ...envelopeOf(user), ...body };
}

/** A batch of events as it is sent: all three lists, each in the order in which its events came. */
export function eventsOf(reports: readonly Report[]): EventsWire {
  const of = (kind: ReportKind): (EventHead & Body)[] =>
    reports.filter((report) => report.kind === kind).map((report) => eventOf(report));
  // The kind of a report says which body it has.
  return {
    exposureEvents: of('exposure') as EventsWire['exposureEvents'],
    trackEvents: of('track') as EventsWire['trackEvents'],
    remoteConfigEvents: of('remoteConfig') as EventsWire['remoteConfigEvents'],
  };
}
