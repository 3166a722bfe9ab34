/** Identifiers that overrides, segments and users have in common. The vendor's SDK for Node.js reads only ASCII alike. */
export const knownIds: readonly string[] = [
  ...Array.from({ length: 16 }, (_, number) => `user-${number}`),
  'ana',
  'Ana',
  'ab',
  'a@b.example',
  '9f1c7a52-2b6e-4f7d-a0b5-b1b0e2f4a6c1',
  '12',
  ' padded ',
  'true',
  'k'.repeat(512),
];

/** The identifier types that experiments and parameters ask for. */
export const identifierTypes = ['$id', '$userId', '$deviceId', '$sessionId', 'company'] as const;

/** The names of properties, by the value type that mostly asks for them. */
export const propertyNames = {
  STRING: ['grade', 'city', 'email'],
  JSON: ['grade', 'layout'],
  NUMBER: ['age', 'visits', 'grade'],
  BOOLEAN: ['beta', 'paid'],
  VERSION: ['app', 'os'],
} as const;

/** Names that every object inherits something under. */
export const inheritedNames = ['toString', 'constructor', '__proto__'] as const;

/** The parameters that variations bring along, by the type that they mostly have. */
export const parameterNames = ['color', 'size', 'shown', 'layout'] as const;
