/** No word that a person reads stands outside of the catalogue (preload/words). */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** Attributes and properties whose text is read or heard. */
const READ = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'alt',
  'title',
  'placeholder',
  'label',
  'text',
  'help',
  'hint',
  'message',
  'detail',
  'buttonLabel',
  'buttons',
  'sublabel',
  'toolTip',
  'textValue',
  'applicationName',
  'credits',
]);

/** Names of keys and signs stay as they are in every language. */
const SIGNS = /^(?:[^\p{L}]*|Esc|Enter|GB)$/u;

const isWords = (text: string) => !SIGNS.test(text.trim());

/** The literals in an expression, the branches of a choice and the pieces of a template too. */
function literalsIn(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    return [
      node.head.text,
      ...node.templateSpans.flatMap((span) => [span.literal.text, ...literalsIn(span.expression)]),
    ];
  }
  if (ts.isJsxExpression(node) || ts.isParenthesizedExpression(node)) {
    return node.expression === undefined ? [] : literalsIn(node.expression);
  }
  if (ts.isAsExpression(node)) return literalsIn(node.expression);
  if (ts.isConditionalExpression(node)) return [...literalsIn(node.whenTrue), ...literalsIn(node.whenFalse)];
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap(literalsIn);
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    const chooses = [ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.PlusToken];
    if (chooses.includes(kind)) return [...literalsIn(node.left), ...literalsIn(node.right)];
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return literalsIn(node.right);
  }
  return [];
}

const nameOf = (name: ts.Node): string =>
  ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : name.getText();

/** What a person would read of a node itself. */
function readOf(node: ts.Node): string[] {
  if (ts.isJsxText(node)) return [node.text];
  if (ts.isJsxAttribute(node) && READ.has(nameOf(node.name)))
    return node.initializer ? literalsIn(node.initializer) : [];
  if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) return literalsIn(node);
  if (ts.isPropertyAssignment(node) && READ.has(nameOf(node.name))) return literalsIn(node.initializer);
  return [];
}

/** Words in a source that are not from the catalogue, with their lines. */
function wordsOutside(file: string, source: string): string[] {
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    const { line } = parsed.getLineAndCharacterOfPosition(node.getStart(parsed));
    for (const text of readOf(node)) if (isWords(text)) found.push(`${file}:${line + 1} ${text.trim()}`);
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return [...new Set(found)];
}

describe('words outside of the catalogue', () => {
  const looked = [...globSync('renderer/**/*.tsx'), ...globSync('main/{desktop,windows}/*.ts'), 'main/index.ts'];

  it('are none in the window, the menus and the dialogs', () => {
    expect(looked.length).toBeGreaterThan(60);
    expect(looked.flatMap((file) => wordsOutside(file, readFileSync(file, 'utf8')))).toEqual([]);
  });

  it('are found wherever they could stand', () => {
    const source = `
      const a = <p title="A title">Plain text {open ? 'Choice one' : other} {\`Step \${n}\`}</p>;
      const b = <Button aria-label={'Close ' + name} label={words.close} className="main-button" />;
      dialog.showMessageBox({ message: 'A message', buttons: ['Yes', no], title: words.title });
      const c = <kbd>Esc</kbd>;
      const d = <p>{value} · {count}</p>;`;
    expect(wordsOutside('a.tsx', source).map((one) => one.replace(/^a\.tsx:\d+ /, ''))).toEqual([
      'A title',
      'Plain text',
      'Choice one',
      'Step',
      'Close',
      'A message',
      'Yes',
    ]);
  });
});

/** Names of keys, and a type of what is dragged, as the browser calls them. */
const BROWSER = new Set(
  'Alt Arrow Backspace Control Delete End Enter Escape Files Home Meta Shift Space Tab'.split(' '),
);

/** Sentences and names in capitals in a source that draws nothing. A plain error is for a programmer. */
function sentencesIn(file: string, source = readFileSync(file, 'utf8')): string[] {
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isNewExpression(node) && nameOf(node.expression) === 'Error') return;
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
    if (isText && /^[A-Z][a-z]+$|[A-Z][a-z]* [a-z]/.test(node.text.trim()) && !BROWSER.has(node.text.trim())) {
      found.push(`${file} ${node.text}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return found;
}

it('no name or sentence stands in the code of the window that draws nothing', () => {
  // Names of fonts are the same in every language.
  const files = globSync('renderer/**/*.ts').filter((file) => file !== join('renderer', 'document', 'font-names.ts'));
  expect(files.length).toBeGreaterThan(150);
  expect(files.flatMap((file) => sentencesIn(file))).toEqual([]);
  const planted = "const a = name || 'Untitled'; const b = `The layer is gone`; const c = 'layer-to-front';";
  expect(sentencesIn('a.ts', planted)).toEqual(['a.ts Untitled', 'a.ts The layer is gone']);
});

/** Whether a file makes errors of this class. */
function makes(file: string, error: 'StudioError' | 'Error'): boolean {
  const parsed = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const isMade = (node: ts.Node): boolean =>
    (ts.isNewExpression(node) && nameOf(node.expression) === error) || (ts.forEachChild(node, isMade) ?? false);
  return isMade(parsed);
}

/**
 * Files of `native-models` that throw plain errors, and why nobody but a programmer can read one: whatever a checkpoint,
 * a suite or a person can get wrong is refused by a code before.
 */
const PLAIN_ERRORS: Readonly<Record<string, string>> = {
  'native-models/architectures/canary.ts': 'A network reads only weights that it has taken.',
  'native-models/architectures/codec.ts': 'A network asks for the levels of its own shape.',
  'native-models/architectures/linear.ts': 'A network rounds its numbers before it multiplies them.',
  'native-models/checkpoint/checkpoint-files.ts': 'Every file is hashed before all of them are.',
  'native-models/converter/convert-file.ts': 'The encoder gives a result for every form.',
  'native-models/converter/convert-files.ts': 'Nobody but the conversion ends its threads.',
  'native-models/converter/convert-worker.ts': 'Only the conversion starts the thread.',
  'native-models/converter/converter.ts': 'The folder is written by the lines above.',
  'native-models/converter/file-writer.ts': 'The header is checked before, so each tensor has the bytes that it says.',
  'native-models/converter/quantize.ts': 'A tensor whose numbers are no whole rows has another shape than was taken.',
  'native-models/graph/builder.ts': 'The networks name their own tensors and shapes.',
  'native-models/graph/onnx-proto.ts': 'The graph builder alone makes what is encoded.',
  'native-models/graph/weights-files.ts': 'The networks ask for a tensor in one shape, and before its place.',
  'native-models/judge/outlines.ts': 'The shapes are those of world.json, which lies beside it.',
};

describe('every error has a code', () => {
  const files = globSync('{main,renderer,preload,native-models}/**/*.{ts,tsx}').filter(
    (file) => file !== 'preload/contract/errors.ts',
  );

  it('and no sentence is made where one is thrown', () => {
    expect(files.length).toBeGreaterThan(450);
    expect(files.filter((file) => makes(file, 'StudioError'))).toEqual([]);
  });

  it('in what converts and judges, but those that only a mistake in the code can cause', () => {
    const plain = files.filter((file) => file.startsWith('native-models/') && makes(file, 'Error'));
    expect(plain.sort()).toEqual(Object.keys(PLAIN_ERRORS));
  });
});
