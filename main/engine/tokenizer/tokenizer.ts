/** Converts text to token ids and back by the tables of a checkpoint's tokenizer.json, which the caller passes in. */
import { Tokenizer } from '@huggingface/tokenizers';
import { z } from 'zod';
import { StudioError } from '../../../preload/contract/errors.ts';

const tables = z.looseObject({
  model: z.looseObject({ type: z.string() }),
  added_tokens: z.array(z.looseObject({ id: z.int().nonnegative(), content: z.string() })),
});

/** Text to ids and back. */
export interface TextTokenizer {
  /** Token ids of a text. Added tokens such as `<user>` become one id each. */
  encode(text: string): number[];
  /** Readable text without special tokens. */
  decode(ids: readonly number[]): string;
}

/** @throws StudioError 'model-invalid' where the tables are not a tokenizer. */
export function createTokenizer(tokenizerJson: unknown, tokenizerConfig: unknown): TextTokenizer {
  const checked = tables.safeParse(tokenizerJson);
  const config = z.looseObject({}).safeParse(tokenizerConfig);
  if (!checked.success || !config.success) {
    throw StudioError.of('model.file-unreadable', { role: 'tokenizer' });
  }
  const tokenizer = opened(checked.data, config.data);
  return {
    encode: (text) => tokenizer.encode(text, { add_special_tokens: false }).ids,
    decode: (ids) => (ids.length === 0 ? '' : tokenizer.decode([...ids], { skip_special_tokens: true })),
  };
}

/** The library checks the parts of the tables as it builds them, and throws errors of its own. */
function opened(tokenizerJson: z.infer<typeof tables>, config: Record<string, unknown>): Tokenizer {
  try {
    return new Tokenizer(tokenizerJson, config);
  } catch (cause) {
    throw StudioError.of('model.file-unreadable', { role: 'tokenizer' }, { cause });
  }
}
