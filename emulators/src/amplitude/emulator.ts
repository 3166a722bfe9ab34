import { Emulator, type EmulatorOptions } from '../http/emulator.js';
import type { UnansweredRequest } from '../http/received.js';
import type { Answer } from '../http/reply.js';
import { answerOf, askedBy, isVardata, keyOf, type ReceivedFetch } from './answers.js';
import { Deployment, type DeploymentContents, type Evaluate, type VariantWire } from './deployment.js';
import { eventsIn, isExposure, type ReceivedAmplitudeEvent } from './reports.js';

/** Everything that an `AmplitudeEmulator` can be told when it is made. */
export type AmplitudeEmulatorOptions = EmulatorOptions;

/** Amplitude's services, by their names in the option `urls` of our provider. */
const services = ['server', 'analytics'] as const;

/** Amplitude's backend on loopback, for one deployment. */
export class AmplitudeEmulator extends Emulator<(typeof services)[number]> {
  private readonly deployment = new Deployment();

  constructor(options: AmplitudeEmulatorOptions = {}) {
    super(services, keyOf, options);
  }

  /** Makes the deployment be what is given. */
  load(contents: DeploymentContents): void {
    this.deployment.replace(contents);
  }

  /** Gives everybody a variant of a flag; text stands for a variant of that key and value. */
  putVariant(flagKey: string, variant: VariantWire | string): void {
    this.deployment.put(flagKey, variantOf(variant));
  }

  /** Takes a flag away from everybody who has no variant of his own. */
  removeVariant(flagKey: string): void {
    this.deployment.put(flagKey, undefined);
  }

  /** Gives a user, by user id or device id, a variant of a flag; `undefined` takes that back. */
  putVariantFor(id: string, flagKey: string, variant: VariantWire | string | undefined): void {
    this.deployment.putFor(id, flagKey, variant === undefined ? undefined : variantOf(variant));
  }

  /** Evaluates the flags for which no variant was put; `undefined` ends that. */
  evaluateWith(evaluate: Evaluate | undefined): void {
    this.deployment.evaluateWith(evaluate);
  }

  /** What was asked for in the fetches that were answered with variants. */
  get fetches(): ReceivedFetch[] {
    const answered = this.requests.filter((request) => isVardata(request) && request.status === 200);
    return answered.flatMap((request) => askedBy(request) ?? []);
  }

  /** The events that were accepted, exposures among them, each once. */
  get events(): ReceivedAmplitudeEvent[] {
    return eventsIn(this.requests);
  }

  /** Those among them that tell an exposure. */
  get exposures(): ReceivedAmplitudeEvent[] {
    return this.events.filter(isExposure);
  }

  protected override answer(request: UnansweredRequest): Answer {
    return answerOf(request, this.deployment, this.access);
  }
}

function variantOf(variant: VariantWire | string): VariantWire {
  return typeof variant === 'string' ? { key: variant, value: variant } : variant;
}
