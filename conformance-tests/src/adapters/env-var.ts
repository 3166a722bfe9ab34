import { EnvVarProvider } from '@openfeature/env-var-provider';
import type { ProviderAdapter } from '../kit/adapter.js';
import { canonicalFlags, servedValue, type HeldRole } from '../kit/flags.js';

const hasNoRules = 'a variable has one value';
const isNeverOff = 'a variable is not switched off';
const hasADefault = 'a variable has one value, or is not there';
const countsAsNone = 'a variable that is empty counts as none';

/** Roles that a variable has no way to hold. */
const absent: Readonly<Partial<Record<HeldRole, string>>> = {
  'string-zero-flag': countsAsNone,
  'empty-text-flag': countsAsNone,
  'disabled-boolean-flag': isNeverOff,
  'disabled-string-flag': isNeverOff,
  'disabled-integer-flag': isNeverOff,
  'disabled-float-flag': isNeverOff,
  'null-default-flag': hasADefault,
  'undefined-default-flag': hasADefault,
  'metadata-flag': 'variables have no metadata',
  'targeting-key-flag': hasNoRules,
  'boolean-targeted-zero-flag': hasNoRules,
  'string-targeted-zero-flag': hasNoRules,
  'integer-targeted-zero-flag': hasNoRules,
  'float-targeted-zero-flag': hasNoRules,
  'complex-targeted': hasNoRules,
  'number-rule-flag': hasNoRules,
  'boolean-rule-flag': hasNoRules,
  'string-rule-flag': hasNoRules,
  'date-rule-flag': hasNoRules,
  'nested-rule-flag': hasNoRules,
  'list-rule-flag': hasNoRules,
  'split-flag': hasNoRules,
};

/** The provider of environment variables. */
export function envVarAdapter(): ProviderAdapter {
  const variables = environment();
  return {
    name: '@openfeature/env-var-provider',
    module: import.meta.url,
    capabilities: ['object', 'large-integers', 'reinitialization', 'standard-reasons'],
    absentFlags: absent,
    timeouts: { ready: 1_000, event: 1_000, close: 1_000, quiet: 20, case: 20_000 },
    createProvider: () => new EnvVarProvider(),
    setUp: () => void Object.assign(process.env, variables),
    tearDown() {
      for (const name of Object.keys(variables)) Reflect.deleteProperty(process.env, name);
    },
  };
}

/** Every flag as a variable: texts as they stand, all else as JSON. */
function environment(): Readonly<Record<string, string>> {
  const roles = (Object.keys(canonicalFlags) as HeldRole[]).filter((role) => absent[role] === undefined);
  return Object.fromEntries(
    roles.map((role) => {
      const value = servedValue(role);
      return [nameOf(role), typeof value === 'string' ? value : JSON.stringify(value)];
    }),
  );
}

/** The variable that the provider looks for by its own rule: constant case. */
function nameOf(role: HeldRole): string {
  return role.toUpperCase().replaceAll('-', '_');
}

export default envVarAdapter;
