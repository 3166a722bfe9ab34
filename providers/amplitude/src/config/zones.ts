/** The vendor's addresses (spec §2.2). */
export interface ZoneUrls {
  readonly server: string;
  readonly flags: string;
  readonly stream: string;
  readonly cohorts: string;
  readonly analytics: string;
}

const us: ZoneUrls = {
  server: 'https://api.lab.amplitude.com',
  flags: 'https://api.lab.amplitude.com',
  stream: 'https://stream.lab.amplitude.com',
  cohorts: 'https://cohort-v2.lab.amplitude.com',
  analytics: 'https://api2.amplitude.com',
};

const eu: ZoneUrls = {
  server: 'https://api.lab.eu.amplitude.com',
  flags: 'https://flag.lab.eu.amplitude.com',
  stream: 'https://stream.lab.eu.amplitude.com',
  cohorts: 'https://cohort-v2.lab.eu.amplitude.com',
  analytics: 'https://api.eu.amplitude.com',
};

/** The addresses of a server zone, in either case. */
export function urlsOfZone(zone: string): ZoneUrls {
  return zone.toLowerCase() === 'eu' ? eu : us;
}
