import { oneFlag, type DeliberateDifference } from './difference.js';

const selector = ['context', 'user', 'user_properties', 'constructor'];

function ownOrNowhere(selector: readonly string[]): readonly string[] {
  return selector.some((name) => name in Object.prototype) ? ['nowhere'] : selector;
}

export const inheritedNames: DeliberateDifference = {
  id: 'inherited names',
  rule: 'spec §4.6: own properties only',
  answer: 'a property that only all objects have is not there',
  rewrite: (condition) => {
    const selector = ownOrNowhere(condition.selector);
    return selector === condition.selector ? condition : { ...condition, selector };
  },
  selector: ownOrNowhere,
  example: {
    definitions: oneFlag({ selector, op: 'is', values: ['(none)'] }),
    user: { user_properties: { a: 1 } },
    answer: { f: { key: 'on', metadata: {} } },
  },
};
