import { errorWords } from '../words/en/errors.ts';
import { toldWords } from '../words/en/told.ts';
import { type Arguments, say, speak, valuesOf } from '../words/message.ts';
import { addingKinds } from './error-kinds/adding.ts';
import { checkpointKinds } from './error-kinds/checkpoint.ts';
import { cliKinds } from './error-kinds/cli.ts';
import { engineKinds } from './error-kinds/engine.ts';
import { hubKinds } from './error-kinds/hub.ts';
import { modelKinds } from './error-kinds/models.ts';
import { pictureKinds } from './error-kinds/pictures.ts';
import { storeKinds } from './error-kinds/store.ts';
import { studioKinds } from './error-kinds/studio.ts';
import type { FailureKind } from './failure-kinds.ts';
import type { Told, ToldPart } from './told.ts';

const LOCALE = 'en-GB';

/** Codes of everything that can go wrong. The catalogue has a sentence for each. */
export type ErrorCode = keyof typeof errorWords;

type Catalogue = typeof errorWords & typeof toldWords;

/** Codes of everything that a process tells: errors, notes, and parts of both. */
export type ToldCode = keyof Catalogue;

/** Values for a code's sentence. Where it takes any string or number, it also takes a part or a list of parts. */
export type ToldParams<Code extends ToldCode> = {
  readonly [Name in keyof Arguments<Catalogue[Code]>]: ParamOf<Arguments<Catalogue[Code]>[Name]>;
};
type ParamOf<Value> = string | number extends Value
  ? string | number | ToldPart | ToldPart[]
  : Value & (string | number);

export type ErrorParams<Code extends ErrorCode> = ToldParams<Code>;

/** The kind of each error. It tells callers how to go on without knowledge of every code. */
export const kindOf: Readonly<Record<ErrorCode, FailureKind>> = {
  ...studioKinds,
  ...engineKinds,
  ...modelKinds,
  ...checkpointKinds,
  ...addingKinds,
  ...hubKinds,
  ...cliKinds,
  ...storeKinds,
  ...pictureKinds,
};

const english = { ...speak(errorWords, LOCALE), ...speak(toldWords, LOCALE) };

/** Makes a sentence that crosses processes without being thrown. */
export const toldOf = <Code extends ToldCode>(code: Code, params: ToldParams<Code>): Told => ({
  message: inEnglish(code, params),
  code,
  params,
});

/** Makes a part of another sentence. */
export const partOf = <Code extends ToldCode>(code: Code, params: Arguments<Catalogue[Code]>): ToldPart => ({
  message: inEnglish(code, params),
  code,
  params,
});

/** Returns the English sentence, for logs, the command line and readers that do not know the code. */
export function inEnglish(code: ToldCode, params: Told['params'] = {}): string {
  return say(
    english[code],
    valuesOf(params, LOCALE, ({ message }) => message),
  );
}
