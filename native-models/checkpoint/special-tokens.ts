import { StudioError } from '../../preload/contract/errors.ts';
import type { Manifest } from '../../preload/contract/manifest.ts';
import { isObject } from './json.ts';

type SpecialTokens = Manifest['specialTokens'];
type Role = keyof SpecialTokens;

const contents: Readonly<Record<Role, string>> = {
  endOfText: '<|endoftext|>',
  mask: '<|mdm_mask|>',
  endOfLine: '<|reserved_token_0|>',
  system: '<system>',
  systemEnd: '</system>',
  user: '<user>',
  userEnd: '</user>',
  image: '<IMAGE>',
  imageEnd: '</IMAGE>',
  uncondition: '<uncondition>',
  answer: '<answer>',
  answerEnd: '</answer>',
};

type Json = Readonly<Record<string, unknown>>;

/**
 * The ids of the tokens that frame a sequence, by their text, which is the same in every
 * checkpoint; ids are not. Throws where one is missing or has two ids. Padding never enters a sequence here, so that no
 * padding token is needed.
 */
export function findSpecialTokens(tokenizer: Json, tokenizerConfig: Json, codeOffset: number): SpecialTokens {
  const ids = addedTokens(tokenizer, tokenizerConfig);
  const idOf = (role: Role): number => {
    const id = ids.get(contents[role]);
    const token = contents[role];
    if (id === undefined) throw StudioError.of('checkpoint.token-absent', { token });
    if (id >= codeOffset) throw StudioError.of('checkpoint.token-in-codes', { token, id });
    return id;
  };
  const found = Object.fromEntries(Object.keys(contents).map((role) => [role, idOf(role as Role)]));
  const roles = Object.keys(contents) as Role[];
  const seen = new Map<number, Role>();
  for (const role of roles) {
    const id = idOf(role);
    const other = seen.get(id);
    if (other !== undefined) {
      throw StudioError.of('checkpoint.token-shared', { one: contents[other], other: contents[role], id });
    }
    seen.set(id, role);
  }
  return found as SpecialTokens;
}

/** The texts of the added tokens with their ids, from both files of the tokenizer. */
export function addedTokens(tokenizer: Json, tokenizerConfig: Json): ReadonlyMap<string, number> {
  const ids = new Map<string, number>();
  const note = (content: unknown, id: unknown): void => {
    if (typeof content !== 'string' || typeof id !== 'number' || !Number.isInteger(id) || id < 0) {
      throw StudioError.of('checkpoint.token-incomplete', {});
    }
    const known = ids.get(content);
    if (known !== undefined && known !== id) {
      throw StudioError.of('checkpoint.token-two-ids', { token: content, one: known, other: id });
    }
    ids.set(content, id);
  };
  const listed = Array.isArray(tokenizer.added_tokens) ? tokenizer.added_tokens : [];
  for (const token of listed) note(isObject(token) ? token.content : null, isObject(token) ? token.id : null);
  const decoder = isObject(tokenizerConfig.added_tokens_decoder) ? tokenizerConfig.added_tokens_decoder : {};
  for (const [id, token] of Object.entries(decoder)) note(isObject(token) ? token.content : null, Number(id));
  return ids;
}
