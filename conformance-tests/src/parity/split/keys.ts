/** Keys that segments, white lists and users have in common. */
export const knownKeys: readonly string[] = [
  ...Array.from({ length: 24 }, (_, number) => `user-${number}`),
  'ana',
  'Ana',
  'ab',
  'anab',
  'ñandú',
  'e\u0301t\u00e9',
  'ключ пользователя',
  '日本語',
  'مفتاح',
  '🚀 rocket',
  'mixé日🚀z',
  'a@b.example',
  '1.2.3',
  '12',
  'true',
  'a,b',
  // No expression that repeats a repetition takes long over it.
  'k'.repeat(250),
];
