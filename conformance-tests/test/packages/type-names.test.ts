import { expect } from 'chai';
import ts from 'typescript';
import { join } from 'node:path';
import { published, type Published } from './support/installed.js';
import { repository } from './support/page.js';

/** What signatures mention and nobody writes down: it is made by what is exported, and handed back to it at most. */
const inner: Readonly<Record<Published, readonly string[]>> = {
  '@polyflag/core-engine': [
    // The inside of a set.
    'CellTable',
    'Check',
    'Code',
    'CompiledFlag',
    'Compiler',
    'DecisionSlot',
    'Decisions',
    'Dependent',
    'End',
    'Recorder',
    'RuleCell',
    'State',
    // The inside of a provider.
    'Emitter',
    'Refusal',
    'Resolver',
    // The reckoning within the types of options.
    'Default',
    'GivenAs',
  ],
  '@polyflag/split-provider': ['ManagedFactory', 'SplitRuntime'],
};

/** The types of a package that its exported declarations mention and a program cannot name. */
function unnamed(name: Published): string[] {
  const entry = join(repository, published[name], 'dist', 'index.d.ts');
  const options = { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2023, types: [], noCheck: true };
  const program = ts.createProgram([entry], options);
  const checker = program.getTypeChecker();
  const resolve = (symbol: ts.Symbol): ts.Symbol =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const exportsOf = (module: ts.Symbol): ts.Symbol[] =>
    checker.getExportsOfModule(module).flatMap((symbol) => {
      const found = resolve(symbol);
      return found.flags & ts.SymbolFlags.Module ? [found, ...exportsOf(found)] : [found];
    });
  const exported = new Set(exportsOf(checker.getSymbolAtLocation(program.getSourceFile(entry)!)!));
  const found = new Set<string>();
  const isOurs = ({ fileName }: ts.SourceFile): boolean =>
    fileName.startsWith(join(repository, published[name], 'dist'));
  const visit = (node: ts.Node): void => {
    if (ts.isClassElement(node) && ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private) return;
    const mention = nameIn(node);
    const symbol = mention === undefined ? undefined : checker.getSymbolAtLocation(mention);
    const type = symbol === undefined ? undefined : resolve(symbol);
    const [declaration] = type?.declarations ?? [];
    const isNamed = type === undefined || exported.has(type) || type.flags & ts.SymbolFlags.TypeParameter;
    if (!isNamed && declaration !== undefined && isOurs(declaration.getSourceFile())) found.add(type.name);
    ts.forEachChild(node, visit);
  };
  for (const symbol of exported) {
    if (symbol.flags & ts.SymbolFlags.Module) continue;
    symbol.declarations?.forEach(visit);
  }
  return [...found].sort();
}

function nameIn(node: ts.Node): ts.Node | undefined {
  if (ts.isTypeReferenceNode(node)) return node.typeName;
  if (ts.isExpressionWithTypeArguments(node)) return node.expression;
  return undefined;
}

describe('the types that a package exports', () => {
  for (const name of Object.keys(published) as Published[]) {
    it(`are all that its signatures take and give: ${name} @slow`, function () {
      this.timeout(60_000);
      expect(unnamed(name)).to.deep.equal([...inner[name]].sort());
    });
  }
});
