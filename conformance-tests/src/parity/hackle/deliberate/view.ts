import type { ConditionWire } from '@polyflag/emulators';
import type { DeliberateDifference } from './difference.js';
import { valuesFor, withProperties } from './user-fields.js';

type Rewrite = Required<Pick<DeliberateDifference, 'concerns' | 'condition' | 'user'>>;

/** What stands in the place of a value that a rule does not accept: no number, no version, nothing that matches. */
const NOTHING = 'none';

/**
 * The rewriting for a rule about the values that a value type accepts: for the vendor's SDK conditions of that type look at
 * a copy of the property, which holds what the rule makes of the value. Every other condition goes on to see the value.
 */
export function viewOfValues(valueType: string, accepts: (value: unknown) => boolean): Rewrite {
  const nameOf = (name: string): string => `${name} as ${valueType}`;
  const reads = ({ match }: ConditionWire): boolean => match.valueType === valueType && match.operator !== 'EXISTS';
  const ofProperty = (condition: ConditionWire): boolean => reads(condition) && condition.key.type === 'USER_PROPERTY';
  const view = (value: unknown): unknown =>
    Array.isArray(value) ? value.map((element) => view(element)) : accepts(value) ? value : NOTHING;
  const isOdd = (value: unknown): boolean => (Array.isArray(value) ? value.some(isOdd) : !accepts(value));
  return {
    concerns: ({ closure, user }) =>
      closure.conditions.some(
        (condition) => reads(condition) && isOdd([...condition.match.values, ...valuesFor(condition, user)]),
      ),
    condition: (condition) => {
      if (!reads(condition)) return condition;
      const { key, match } = condition;
      const name = ofProperty(condition) ? nameOf(key.name) : key.name;
      return { key: { ...key, name }, match: { ...match, values: view(match.values) as unknown[] } };
    },
    user: (user) =>
      withProperties(user, (properties) => ({
        ...properties,
        ...Object.fromEntries(Object.entries(properties).map(([name, value]) => [nameOf(name), view(value)])),
      })),
  };
}
