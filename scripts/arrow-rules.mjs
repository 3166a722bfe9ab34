// The imports that must never exist, as dependency-cruiser rules. Paths are relative to the root of the repository.
// An import by package name ends in that package's dist/ (node_modules holds symbolic links, which are followed), so
// rules between packages name the package folder and rules inside the engine name the folders of its source.

const room = (...names) => `^core-engine/(src|dist)/(${names.join('|')})(/|\\.|$)`;
const packageNamed = (...names) => `(^|/)node_modules/(@types/)?(${names.join('|')})(/|$)|^(${names.join('|')})(/|$)`;

const forbid = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: typeof from === 'string' ? { path: from } : from,
  to: typeof to === 'string' ? { path: to } : to,
});

export const rules = [
  forbid(
    'engine-knows-no-vendor',
    'The engine serves a fifth vendor as well as these four.',
    '^core-engine/',
    '^providers/',
  ),
  forbid('providers-are-strangers', 'Installing one provider never drags in another.', '^providers/([^/]+)/', {
    path: '^providers/',
    pathNot: '^providers/$1/',
  }),
  forbid(
    'published-code-needs-no-workshop',
    'What an application installs does not depend on what only this repository runs.',
    '^(core-engine|providers)/',
    '^(emulators|conformance-tests|examples|bench)/',
  ),
  forbid(
    'kit-is-neutral',
    'The kit tests any provider, of whatever making; the other folders beside it are about ours and are not published.',
    '^conformance-tests/(src|dist)/kit/',
    '^(core-engine|providers|emulators)/|^conformance-tests/(src|dist)/(?!kit/)',
  ),
  forbid(
    'evaluation-stands-alone',
    'Evaluation does no I/O: it must be possible to run it on a saved set with everything else gone.',
    room('evaluation'),
    room('sync', 'store', 'tracker', 'transport', 'provider'),
  ),
  forbid('store-knows-evaluation-only', 'The store holds programs and does not care how they came.', room('store'), {
    path: '^core-engine/',
    // clock and logging are tools, not rooms: every room may use them (see tools-know-no-room).
    pathNot: room('store', 'evaluation', 'clock', 'logging'),
  }),
  forbid(
    'sync-hands-to-a-sink',
    'Synchronisation hands changes to an interface; who stores or announces them is not its business.',
    room('sync'),
    room('store', 'tracker', 'provider'),
  ),
  forbid(
    'tracker-sends-through-an-interface',
    'The tracker is given a Sender, so that its tests need no network.',
    room('tracker'),
    room('transport'),
  ),
  forbid('tools-know-no-room', 'What every room uses depends on none.', room('clock', 'logging'), {
    path: '^core-engine/(src|dist)/',
    pathNot: room('clock', 'logging'),
  }),
  forbid(
    'one-way-out',
    'Deadlines, size limits, proxy and redaction are kept in one place.',
    { pathNot: '^core-engine/(src|dist|test|test/\\.src)/transport/' },
    packageNamed('got', 'eventsource'),
  ),
  forbid(
    'one-way-out-for-sockets',
    'The same; its tests need the other end of a WebSocket, and the emulators are one.',
    { pathNot: '^core-engine/(src|dist|test|test/\\.src)/transport/|^emulators/' },
    packageNamed('ws'),
  ),
  forbid('no-circles', 'Modules in a circle can only be understood together.', {}, { circular: true }),
  forbid(
    'nothing-unresolved',
    'An import that cannot be followed could hide a forbidden one.',
    {},
    { couldNotResolve: true },
  ),
];
