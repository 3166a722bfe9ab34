import { Emulator, type EmulatorOptions } from '../http/emulator.js';
import type { UnansweredRequest } from '../http/received.js';
import type { Answer } from '../http/reply.js';
import { answerOf, askedBy, isVardata, keyOf, type ReceivedFetch } from './answers.js';
import type { DeploymentContents } from './contents.js';
import { Deployment, type Evaluate, type VariantWire } from './deployment.js';
import { downloadOf } from './downloads.js';
import { Flags, type CohortWire, type FlagConfigWire } from './flags.js';
import { eventsIn, isExposure, type ReceivedAmplitudeEvent } from './reports.js';
import { FlagStreams } from './stream.js';

/** Everything that an `AmplitudeEmulator` can be told when it is made. */
export type AmplitudeEmulatorOptions = EmulatorOptions;

/** Amplitude's services, by their names in the option `urls` of our provider. */
const services = ['server', 'flags', 'stream', 'cohorts', 'analytics'] as const;

/** Amplitude's backend on loopback, for one deployment. */
export class AmplitudeEmulator extends Emulator<(typeof services)[number]> {
  private readonly deployment = new Deployment();
  private readonly flags = new Flags();
  private readonly streams: FlagStreams;

  constructor(options: AmplitudeEmulatorOptions = {}) {
    super(services, keyOf, options);
    this.streams = new FlagStreams(this.clock);
    this.evaluateWith(undefined);
  }

  override async stop(): Promise<void> {
    this.streams.stopBeating();
    await super.stop();
  }

  /** Makes these be the flags: they are downloaded, streamed, and evaluated for those who fetch. */
  loadFlags(flags: readonly FlagConfigWire[]): void {
    this.flags.replace(flags);
    this.streams.send(this.flags.list);
  }

  /** Adds or replaces a flag. */
  putFlag(flag: FlagConfigWire): void {
    this.flags.put(flag);
    this.streams.send(this.flags.list);
  }

  /** Removes a flag. */
  removeFlag(flagKey: string): void {
    this.flags.remove(flagKey);
    this.streams.send(this.flags.list);
  }

  /** Adds or replaces a cohort. */
  putCohort(cohort: CohortWire): void {
    this.flags.putCohort(cohort, this.clock.now());
  }

  /** Removes a cohort. */
  removeCohort(cohortId: string): void {
    this.flags.removeCohort(cohortId);
  }

  /** How many streams of flags are open. */
  get streamCount(): number {
    return this.streams.count;
  }

  /** Sends bytes on all streams as they stand. */
  writeToStreams(bytes: string): void {
    this.streams.write(bytes);
  }

  /** The streams that are open say nothing any more, and stay open. */
  silenceStreams(): void {
    this.streams.silence();
  }

  /** Ends all streams in good order. */
  endStreams(): void {
    this.streams.end();
  }

  /** Makes the deployment be what is given; flags and cohorts stay where none are. */
  load(contents: DeploymentContents): void {
    const { flags, cohorts } = contents;
    this.deployment.replace(contents);
    // Who hears of flags asks for their cohorts.
    if (cohorts !== undefined) this.flags.replaceCohorts(cohorts, this.clock.now());
    if (flags !== undefined) this.loadFlags(flags);
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

  /** Evaluates those for which no variant was put; `undefined`: by the flags that were put. */
  evaluateWith(evaluate: Evaluate | undefined): void {
    this.deployment.evaluateWith(evaluate ?? ((user) => this.flags.evaluate(user)));
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
    const download = downloadOf(request, this.flags, this.streams, this.access);
    return download ?? answerOf(request, this.deployment, this.access);
  }
}

function variantOf(variant: VariantWire | string): VariantWire {
  return typeof variant === 'string' ? { key: variant, value: variant } : variant;
}
