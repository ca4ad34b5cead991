import { errorWords } from '../words/en/errors.ts';
import { type Arguments, say, speak } from '../words/message.ts';
import { studioKinds } from './error-kinds/studio.ts';
import type { FailureKind } from './failure-kinds.ts';
import type { Told } from './told.ts';

/** What can go wrong, one by one: the catalogue has a sentence for each. */
export type ErrorCode = keyof typeof errorWords;

/** What stands in the sentence of a code. */
export type ErrorParams<Code extends ErrorCode> = Arguments<(typeof errorWords)[Code]>;

/** How the studio goes on after each: what a caller may tell apart without knowing every code. */
export const kindOf: Readonly<Record<ErrorCode, FailureKind>> = { ...studioKinds };

const english = speak(errorWords, 'en-GB');

/** A sentence that crosses processes without being an error. */
export const toldOf = <Code extends ErrorCode>(code: Code, params: ErrorParams<Code>): Told => ({
  message: inEnglish(code, params),
  code,
  params,
});

type Params = Readonly<Record<string, string | number>>;

/** For logs, the command line and readers that do not know the code. */
export function inEnglish(code: ErrorCode, params: Params = {}): string {
  return say(english[code], params);
}
