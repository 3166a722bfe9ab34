import { users } from '../users.js';

/** A user as featureflag.co's client takes him: text and numbers. What else is known of him does not count there. */
export type Person = Readonly<
  Record<'key' | 'plan' | 'language' | 'device' | 'country' | 'email' | 'version', string>
> &
  Readonly<Record<'age' | 'score' | 'created', number>>;

/** The users of every case, all of one shape. Each call gives new objects and texts. */
export function people(): Person[] {
  return users().map(({ key, attributes }) => {
    const { plan, language, device, country, email, age, score, version, created } = attributes;
    return { key, plan, language, device, country, email, age, score, version, created };
  });
}
