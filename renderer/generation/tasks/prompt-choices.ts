/**
 * Prompts with choices: `a {red|blue} cat` stands for two prompts. Choices may lie inside of choices. A backslash takes the
 * meaning of `{`, `|`, `}` or of another backslash away. Each line is a prompt of its own. This file is pure.
 */

/** Words, or a choice between sequences of further parts. */
type Part = string | { readonly options: readonly (readonly Part[])[] };

export type PromptProblem =
  | { readonly why: 'unclosed' | 'too-deep'; readonly line: number }
  | { readonly why: 'too-many'; readonly count: number; readonly most: number }
  | { readonly why: 'empty' };

export type ParsedPrompts = { readonly prompts: readonly string[] } | { readonly problem: PromptProblem };

const DEEPEST = 20;

/**
 * All prompts that a text stands for, in its order. The choice that stands last changes first.
 * @param most how many prompts there may be
 */
export function promptsOf(text: string, most: number): ParsedPrompts {
  const lines: (readonly Part[])[] = [];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const parsed = new Line(line).parse();
    if (typeof parsed === 'string') return { problem: { why: parsed, line: at + 1 } };
    lines.push(parsed);
  }
  if (lines.length === 0) return { problem: { why: 'empty' } };
  // The count comes first, since a short text can stand for more prompts than fit into memory.
  const count = lines.reduce((sum, line) => sum + countOf(line), 0);
  if (count > most) return { problem: { why: 'too-many', count, most } };
  const prompts = lines.flatMap(expanded).map((prompt) => prompt.replaceAll(/\s+/g, ' ').trim());
  return prompts.includes('') ? { problem: { why: 'empty' } } : { prompts };
}

class Line {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): readonly Part[] | 'unclosed' | 'too-deep' {
    return this.#sequence(0);
  }

  /** Reads up to the end of the line, or to the sign that ends an option. */
  #sequence(depth: number): readonly Part[] | 'unclosed' | 'too-deep' {
    const parts: Part[] = [];
    let words = '';
    for (; this.#at < this.#text.length; this.#at++) {
      const sign = this.#text[this.#at] ?? '';
      const next = this.#text[this.#at + 1] ?? '';
      if (sign === '\\' && '\\{|}'.includes(next) && next !== '') {
        words += next;
        this.#at++;
      } else if (depth > 0 && (sign === '|' || sign === '}')) break;
      else if (sign === '{') {
        const choice = this.#choice(depth + 1);
        if (typeof choice === 'string') return choice;
        parts.push(words, choice);
        words = '';
      } else words += sign;
    }
    return [...parts, words];
  }

  /** Reads from an opening brace to the closing one, on which it stops. */
  #choice(depth: number): Exclude<Part, string> | 'unclosed' | 'too-deep' {
    if (depth > DEEPEST) return 'too-deep';
    const options: (readonly Part[])[] = [];
    do {
      this.#at++;
      const option = this.#sequence(depth);
      if (typeof option === 'string') return option;
      options.push(option);
    } while (this.#text[this.#at] === '|');
    return this.#text[this.#at] === '}' ? { options } : 'unclosed';
  }
}

const countOf = (sequence: readonly Part[]): number =>
  sequence.reduce((product, part) => {
    if (typeof part === 'string') return product;
    return product * part.options.reduce((sum, option) => sum + countOf(option), 0);
  }, 1);

const expanded = (sequence: readonly Part[]): readonly string[] =>
  sequence.reduce<readonly string[]>(
    (starts, part) => {
      const endings = typeof part === 'string' ? [part] : part.options.flatMap(expanded);
      return starts.flatMap((start) => endings.map((ending) => start + ending));
    },
    [''],
  );
