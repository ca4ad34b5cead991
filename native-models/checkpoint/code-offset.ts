import { StudioError } from '../../preload/contract/errors.ts';
import { isObject } from './json.ts';
import { addedTokens } from './special-tokens.ts';

type Json = Readonly<Record<string, unknown>>;

/** Libraries round the rows of an embedding up to a multiple of one of these. */
const ROUNDED_TO = [64, 128, 256, 512];

/** What says which rows of the output head belong to the codebook. */
export interface RowCounts {
  /** Rows of the output head. */
  readonly rows: number;
  /** Codes of the codebook. */
  readonly codes: number;
  /** Length of the tokenizer: its highest id and one more. */
  readonly tokens: number;
}

/**
 * The row of code 0. Codes follow the text tokens. The tokenizer may list the codes as well, and the rows of the head may be
 * rounded up, so that the last ones belong to nothing.
 * @param asked what the user says, where the files do not tell
 * @throws StudioError 'model-invalid' where the counts contradict each other
 */
export function codeOffsetOf({ rows, codes, tokens }: RowCounts, asked: number | null): number {
  const most = rows - codes;
  if (most <= 0) throw StudioError.of('checkpoint.codebook-large', { codes, rows });
  if (asked !== null) {
    if (asked < 1 || asked > most) throw StudioError.of('checkpoint.offset-outside', { offset: asked, most });
    return asked;
  }
  const listed = tokens - codes;
  if (most === tokens || most === listed) return most;
  const fitting = [tokens, listed].filter((text) => text > 0 && isRoundedUp(text + codes, rows));
  // With a small codebook both may fit.
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return only;
  throw StudioError.of('checkpoint.offset-unclear', { rows, codes, tokens });
}

const isRoundedUp = (count: number, rows: number) => ROUNDED_TO.some((step) => Math.ceil(count / step) * step === rows);

/**
 * Length of a tokenizer from its two files.
 * @throws StudioError 'model-invalid' where an added token is incomplete
 */
export function tokenizerLength(tokenizer: Json, tokenizerConfig: Json): number {
  const model = isObject(tokenizer.model) ? tokenizer.model : {};
  const { vocab } = model;
  let highest = -1;
  // A list of pieces has its ids by place.
  if (Array.isArray(vocab)) highest = vocab.length - 1;
  else if (isObject(vocab)) for (const id of Object.values(vocab)) highest = Math.max(highest, Number(id) || 0);
  for (const id of addedTokens(tokenizer, tokenizerConfig).values()) highest = Math.max(highest, id);
  return highest + 1;
}
