import { ListenerFeed, type Clock, type ListenerStats, type Logger } from '@polyflag/core-engine';
import { callListener, type ImpressionData, type ImpressionListener } from '../config/impression-listener.js';
import { changeNumberOf, type Evaluated } from './evaluated.js';

/** Who evaluates, for the listener: absent where the configuration withholds it. */
export interface ListenerMachine {
  readonly ip: string | undefined;
  readonly hostname: string | undefined;
  readonly sdkLanguageVersion: string;
}

/** A guess of what an impression weighs in memory beside its texts, in bytes. */
const IMPRESSION_BYTES = 200;

/** Tells the application's listener of impressions: of every one, whatever is sent of it (§6.2, DECISIONS 9). */
export class ImpressionHearing {
  private readonly feed: ListenerFeed<ImpressionData>;
  private readonly machine: ListenerMachine;

  constructor(listener: ImpressionListener, machine: ListenerMachine, clock: Clock, logger: Logger) {
    this.machine = machine;
    this.feed = new ListenerFeed({
      listener: (data) => callListener(listener, data),
      clock,
      logger,
      name: 'impressions for the listener',
      sizeOf: ({ impression }) => sizeOf(impression),
    });
  }

  get stats(): ListenerStats {
    return this.feed.stats;
  }

  /**
   * Queues one impression. Never throws.
   *
   * @param time when it was made, in epoch milliseconds
   * @param pt when the same impression was made last, in epoch milliseconds, where that is known
   */
  hear(evaluated: Evaluated, time: number, pt: number | undefined): void {
    const { ip, hostname, sdkLanguageVersion } = this.machine;
    const { feature, key, bucketingKey, treatment, label, decision, properties, attributes } = evaluated;
    this.feed.offer({
      impression: {
        feature,
        keyName: key,
        treatment,
        time,
        bucketingKey,
        label,
        changeNumber: changeNumberOf(decision),
        pt,
        properties,
      },
      attributes,
      ip,
      instanceId: ip,
      hostname,
      sdkLanguageVersion,
    });
  }

  /** Waits until everything that was queued before was heard; false at the deadline, in milliseconds. */
  drain(deadlineMs: number): Promise<boolean> {
    return this.feed.drain(deadlineMs);
  }
}

/** What an impression weighs in memory, roughly: the caller decides how long its texts are. */
function sizeOf({ keyName, feature, bucketingKey = '', properties = {} }: ImpressionData['impression']): number {
  let units = keyName.length + feature.length + bucketingKey.length;
  for (const [name, value] of Object.entries(properties))
    units += name.length + (typeof value === 'string' ? value.length : 4);
  return IMPRESSION_BYTES + 2 * units;
}
