import { ListenerFeed, type Clock, type Decision, type Logger } from '@polyflag/core-engine';
import { callListener, type ImpressionData, type ImpressionListener } from '../config/impression-listener.js';
import type { Properties } from '../validation/properties.js';

/** Who evaluates, for the listener: absent where the configuration withholds it. */
export interface Machine {
  readonly ip: string | undefined;
  readonly hostname: string | undefined;
  readonly sdkLanguageVersion: string;
}

/** What an impression is made of. */
export interface Evaluated {
  readonly feature: string;
  readonly key: string;
  readonly bucketingKey: string | undefined;
  readonly treatment: string;
  readonly label: string;
  readonly decision: Decision;
  readonly attributes: Readonly<Record<string, unknown>> | undefined;
  readonly properties?: Properties | undefined;
}

/** A guess of what an impression weighs in memory beside its texts, in bytes. */
const IMPRESSION_BYTES = 200;

/** Where impressions go. In localhost mode that is the listener alone (spec §8). */
export class ImpressionReports {
  private readonly feed: ListenerFeed<ImpressionData>;
  private readonly clock: Clock;
  private readonly machine: Machine;

  constructor(listener: ImpressionListener, machine: Machine, clock: Clock, logger: Logger) {
    this.clock = clock;
    this.machine = machine;
    this.feed = new ListenerFeed({
      listener: (data) => callListener(listener, data),
      clock,
      logger,
      name: 'impressions for the listener',
      sizeOf: ({ impression }) => sizeOf(impression),
    });
  }

  /** Queues one impression. Never throws. */
  record(evaluated: Evaluated): void {
    const { ip, hostname, sdkLanguageVersion } = this.machine;
    const { attributes } = evaluated;
    this.feed.offer({
      impression: this.impressionOf(evaluated),
      attributes,
      ip,
      instanceId: ip,
      hostname,
      sdkLanguageVersion,
    });
  }

  /** Waits until everything recorded before was heard; false at the deadline. */
  flush(deadlineMs: number): Promise<boolean> {
    return this.feed.drain(deadlineMs);
  }

  private impressionOf(evaluated: Evaluated): ImpressionData['impression'] {
    const { feature, key, bucketingKey, treatment, label, decision, properties } = evaluated;
    const changeNumber = decision.flag?.info.changeNumber;
    return {
      feature,
      keyName: key,
      treatment,
      time: this.clock.now(),
      bucketingKey,
      label,
      changeNumber: typeof changeNumber === 'number' ? changeNumber : undefined,
      pt: undefined,
      properties,
    };
  }
}

/** What an impression weighs in memory, roughly: the caller decides how long its texts are. */
function sizeOf({ keyName, feature, bucketingKey = '', properties = {} }: ImpressionData['impression']): number {
  let units = keyName.length + feature.length + bucketingKey.length;
  for (const [name, value] of Object.entries(properties))
    units += name.length + (typeof value === 'string' ? value.length : 4);
  return IMPRESSION_BYTES + 2 * units;
}
