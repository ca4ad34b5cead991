import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Rooms whose exports say what they take and give. */
const documented = ['main/engine', 'native-models'];

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Names of exported declarations without a docstring. */
function undocumented(text: string): string[] {
  const source = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true);
  return source.statements.flatMap((statement) => {
    const exported = ts.canHaveModifiers(statement)
      ? ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
      : false;
    const name = nameOf(statement);
    return exported && name !== undefined && ts.getJSDocCommentsAndTags(statement).length === 0 ? [name] : [];
  });
}

function nameOf(statement: ts.Statement): string | undefined {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations[0]?.name.getText();
  const declares =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return declares ? statement.name?.text : undefined;
}

describe('docstrings', () => {
  it('stand at every export of the engine and of native-models', () => {
    const files = documented.flatMap(sourcesIn);
    expect(files.length).toBeGreaterThan(100);
    const missing = files.flatMap((file) => {
      return undocumented(readFileSync(file, 'utf8')).map((name) => `${relative(root, file)}: ${name}`);
    });
    expect(missing).toEqual([]);
  });

  it.each([
    ['export function draw(): void {}', ['draw']],
    ['export const STEPS = 1;', ['STEPS']],
    ['export interface Plan {}', ['Plan']],
    ['export type Code = number;', ['Code']],
    ['export class Codec {}', ['Codec']],
    ['/** Draws a picture. */\nexport function draw(): void {}', []],
    ['// Not a docstring.\nexport function draw(): void {}', ['draw']],
    ['function inner(): void {}', []],
    ["export { draw } from './draw.ts';", []],
  ])('are missed in %j', (text, names) => {
    expect(undocumented(text)).toEqual(names);
  });
});
