/** Why an expression must not be left to a backtracking engine. */
export class Risk extends Error {}
//# sourceMappingURL=risk.js.map
