import type { TransportOptions } from './transport.js';

/** The options by which a user says how the network is reached; one that was not given is undefined. */
export type WayOptions = { readonly [K in 'agent' | 'ca' | 'proxy']: TransportOptions[K] | undefined };

/** Of a user's options those that a transport takes, without those that were not given. */
export function wayOf({ agent, ca, proxy }: WayOptions): Pick<TransportOptions, 'agent' | 'ca' | 'proxy'> {
  return {
    ...(agent === undefined ? {} : { agent }),
    ...(ca === undefined ? {} : { ca }),
    ...(proxy === undefined ? {} : { proxy }),
  };
}
