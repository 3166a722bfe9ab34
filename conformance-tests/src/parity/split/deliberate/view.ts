import type { MatcherWire } from '@polyflag/split-provider/internal';
import type { DeliberateDifference } from './difference.js';

type Rewrite = Required<Pick<DeliberateDifference, 'concerns' | 'matcher' | 'attributes'>>;

/**
 * The rewriting for a rule about the values that some matchers accept: for the vendor's SDK these matchers select a copy
 * of the attribute, which holds what the rule makes of the value. Every other matcher goes on to see the value itself.
 */
export function viewOfValues(
  name: string,
  reads: (matcher: MatcherWire) => boolean,
  view: (value: unknown) => unknown,
): Rewrite {
  const copyOf = (attribute: string): string => `${attribute} as ${name}`;
  return {
    concerns: ({ matchers }, { attributes }) =>
      isPlain(attributes) &&
      matchers.filter(reads).some((matcher) => {
        const value = attributes[matcher.keySelector?.attribute ?? ''];
        return !Object.is(value, view(value));
      }),
    matcher: (matcher) => {
      const { keySelector } = matcher;
      const attribute = keySelector?.attribute ?? undefined;
      return attribute === undefined || !reads(matcher)
        ? matcher
        : { ...matcher, keySelector: { ...keySelector, attribute: copyOf(attribute) } };
    },
    attributes: (attributes) => ({
      ...attributes,
      ...Object.fromEntries(Object.entries(attributes).map(([attribute, value]) => [copyOf(attribute), view(value)])),
    }),
  };
}

/** Whether attributes are of the one kind that is accepted. */
export function isPlain(attributes: unknown): attributes is Readonly<Record<string, unknown>> {
  return (
    typeof attributes === 'object' && attributes !== null && Object.getPrototypeOf(attributes) === Object.prototype
  );
}
