import type { Clock } from '@polyflag/core-engine';
import { machineOf, SDK_VERSION } from '../config/machine.js';
import type { SplitSettings } from '../config/settings.js';
import { ImpressionHearing } from './listener.js';
import { ListenerReports } from './listener-reports.js';
import type { Network } from './outbox.js';
import type { Reports } from './reports.js';
import { SplitReports, type Defined } from './split-reports.js';
import { Telemetry } from './telemetry/telemetry.js';

export interface ReportsParts {
  readonly settings: SplitSettings;
  readonly clock: Clock;
  /** The way to the backend; absent in localhost mode: there is none. */
  readonly network: (Network & { readonly sdkKey: string }) | undefined;
  /** What is defined at present, for telemetry. */
  readonly defined: () => Defined;
}

/** The reports of a client; absent where nobody is to hear of anything. */
export function makeReports({ settings, clock, network, defined }: ReportsParts): Reports | undefined {
  const { impressionListener: listener, logger } = settings;
  const hearing =
    listener === undefined ? undefined : new ImpressionHearing(listener, listenerMachine(settings), clock, logger);
  if (network !== undefined) {
    const telemetry = new Telemetry(clock);
    return new SplitReports({ settings, clock, logger, network, sdkKey: network.sdkKey, telemetry, hearing, defined });
  }
  return hearing === undefined ? undefined : new ListenerReports(hearing, clock);
}

/** Where it is withheld the listener hears nothing; where it cannot be found out, a word for that. */
function listenerMachine(settings: SplitSettings): ConstructorParameters<typeof ImpressionHearing>[1] {
  const { ip, name } = machineOf(settings);
  return {
    ip: settings.IPAddressesEnabled ? (ip ?? 'unknown') : undefined,
    hostname: name,
    sdkLanguageVersion: SDK_VERSION,
  };
}
