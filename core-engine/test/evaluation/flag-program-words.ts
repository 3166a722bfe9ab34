import ts from 'typescript';

/**
 * The words of the program language, each as one line of text: `act serve`, `field act serve.mark?`, `operator in`.
 * A name alone would not do: `fail` is an act and a condition, `bucket` a condition and a part.
 */
export type Word = string;

/** What tells the members of a union apart, and what such a member is called. */
const sortOf: Readonly<Record<string, string>> = { do: 'act', if: 'condition', from: 'source' };

const sortOfAlias: Readonly<Record<string, string>> = {
  FailCode: 'code',
  HashName: 'hash',
  OperatorName: 'operator',
  Reason: 'reason',
  ValueTypeName: 'type',
};

/** The words that the types in a source text define. */
export function wordsOfTypes(source: string): Set<Word> {
  const words = new Set<Word>();
  for (const statement of ts.createSourceFile('program.ts', source, ts.ScriptTarget.Latest).statements) {
    if (ts.isInterfaceDeclaration(statement)) {
      addMembers(statement.members, partOfInterface(statement.name.text), words);
    } else if (ts.isTypeAliasDeclaration(statement)) {
      const alias = statement.name.text;
      for (const name of literals(statement.type)) words.add(`${sortOfAlias[alias] ?? alias} ${name}`);
      for (const member of alternatives(statement.type)) {
        if (ts.isTypeLiteralNode(member)) addMembers(member.members, undefined, words);
      }
    }
  }
  return words;
}

/** A field's word, whether or not the field may be absent. */
export function withoutMark(word: Word): Word {
  return word.endsWith('?') ? word.slice(0, -1) : word;
}

/** The words that a program, or a piece of one, uses. */
export function wordsUsed(node: unknown, part: string): Word[] {
  if (Array.isArray(node)) return node.flatMap((element) => wordsUsed(element, part));
  if (typeof node !== 'object' || node === null) return [];
  const entries = Object.entries(node);
  const [tag, name] = entries.find(([key, value]) => key in sortOf && typeof value === 'string') ?? [];
  const owner = tag === undefined ? `part ${part}` : `${sortOf[tag]} ${String(name)}`;
  const words = tag === undefined ? [] : [owner];
  for (const [key, value] of entries) {
    if (key === tag) continue;
    words.push(`field ${owner}.${key}`, ...wordsOfValue(key, value));
    const inner = partUnder[key];
    if (inner !== undefined) words.push(...wordsUsed(value, inner));
  }
  return words;
}

/** Where a program goes on, and which part stands there when it is neither act, condition nor source. */
const partUnder: Readonly<Record<string, string>> = {
  outcomes: 'outcome',
  steps: 'step',
  when: 'condition',
  then: 'act',
  miss: 'act',
  mark: 'condition',
  of: 'condition',
  bucket: 'bucket',
  ranges: 'range',
};

const sortOfField: Readonly<Record<string, string>> = {
  as: 'type',
  code: 'code',
  cycle: 'cycle',
  each: 'each',
  encoding: 'encoding',
  hash: 'hash',
  invalid: 'invalid',
  missing: 'missing',
  operator: 'operator',
  reason: 'reason',
  space: 'space',
  take: 'take',
};

function wordsOfValue(key: string, value: unknown): Word[] {
  const sort = sortOfField[key];
  return sort === undefined || typeof value !== 'string' ? [] : [`${sort} ${value}`];
}

function partOfInterface(name: string): string {
  return `part ${name === 'FlagProgram' ? 'program' : name.toLowerCase()}`;
}

function addMembers(members: ts.NodeArray<ts.TypeElement>, part: string | undefined, words: Set<Word>): void {
  const fields = members.filter(ts.isPropertySignature);
  const tag = fields.find((field) => field.type !== undefined && nameOf(field) in sortOf && isLiteral(field.type));
  const owner = tag === undefined ? part : `${sortOf[nameOf(tag)]} ${literals(tag.type!).join()}`;
  if (owner === undefined) return;
  if (tag !== undefined) words.add(owner);
  for (const field of fields) {
    if (field === tag) continue;
    words.add(`field ${owner}.${nameOf(field)}${field.questionToken === undefined ? '' : '?'}`);
    for (const name of literals(field.type!)) words.add(`${nameOf(field)} ${name}`);
  }
}

function nameOf(field: ts.PropertySignature): string {
  return (field.name as ts.Identifier).text;
}

function alternatives(type: ts.TypeNode): readonly ts.TypeNode[] {
  return ts.isUnionTypeNode(type) ? type.types : [type];
}

function isLiteral(type: ts.TypeNode): boolean {
  return ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal);
}

function literals(type: ts.TypeNode): string[] {
  return alternatives(type).flatMap((member) =>
    ts.isLiteralTypeNode(member) && ts.isStringLiteral(member.literal) ? [member.literal.text] : [],
  );
}
