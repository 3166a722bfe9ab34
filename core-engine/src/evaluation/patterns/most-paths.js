/**
 * How many paths a choice leads to at most, tried at one place: there the next unit is what it is, and an option that
 * cannot begin with it leads nowhere. (An option that may be empty leads on whatever comes.)
 */
export function mostPaths(options) {
  const always = options.reduce((sum, { nullable, paths }) => sum + (nullable ? paths : 0), 0);
  const changes = options
    .filter(({ nullable }) => !nullable)
    .flatMap(({ first, paths }) =>
      first.flatMap(([low, high]) => [
        [low, paths],
        [high + 1, -paths],
      ]),
    );
  // At the same unit, what ends comes before what begins.
  changes.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let now = always;
  let most = always;
  for (const [, change] of changes) {
    now += change;
    most = Math.max(most, now);
  }
  return most;
}
//# sourceMappingURL=most-paths.js.map
