import { IntlMessageFormat } from 'intl-messageformat';

/**
 * Messages in ICU form as typed words. A message without arguments becomes a string, and one with arguments a
 * function of them, so that a missing key or argument is an error of types.
 *
 * A branch of a plural or select holds a blank, a `#` or nothing: a single word in braces reads as an argument.
 */

type ValueOf<Format extends string> =
  Format extends `${'plural' | 'selectordinal' | 'number' | 'date' | 'time'}${string}`
    ? number
    : Format extends `select,${string}`
      ? string
      : never;

type IsName<Name extends string> = Name extends '' | `${string}${' ' | '#' | '{'}${string}` ? false : true;

/** [name, value] of the argument that stands right behind an opening brace; never where a branch stands there. */
type ArgumentAt<Text extends string> = Text extends `${infer Body}}${string}`
  ? Body extends `${infer Name}, ${infer Format}`
    ? IsName<Name> extends true
      ? [ValueOf<Format>] extends [never]
        ? never
        : [Name, ValueOf<Format>]
      : never
    : IsName<Body> extends true
      ? [Body, string | number]
      : never
  : never;

type ArgumentsIn<
  Message extends string,
  Found extends [string, unknown] = never,
> = Message extends `${string}{${infer Rest}` ? ArgumentsIn<Rest, Found | ArgumentAt<Rest>> : Found;

/** The arguments of a message, by name. */
export type Arguments<Message extends string> = {
  readonly [Argument in ArgumentsIn<Message> as Argument[0]]: Argument[1];
};

type Word<Message extends string> = [ArgumentsIn<Message>] extends [never]
  ? string
  : (values: Arguments<Message>) => string;

/** What `speak` makes of a catalogue. */
export type Words<Catalogue> = {
  readonly [Key in keyof Catalogue]: Catalogue[Key] extends string ? Word<Catalogue[Key]> : Words<Catalogue[Key]>;
};

type Shape<Catalogue> = {
  readonly [Key in keyof Catalogue]: Catalogue[Key] extends string ? string : Shape<Catalogue[Key]>;
};

/** The message itself where it names the arguments of its source; otherwise a type that no message has. */
type SameArguments<Source, Own> = {
  readonly [Key in keyof Source]: Key extends keyof Own
    ? Source[Key] extends string
      ? Own[Key] extends string
        ? [keyof Arguments<Own[Key]>, keyof Arguments<Source[Key]>] extends [
            keyof Arguments<Source[Key]>,
            keyof Arguments<Own[Key]>,
          ]
          ? Own[Key]
          : { readonly mustName: keyof Arguments<Source[Key]> }
        : never
      : SameArguments<Source[Key], Own[Key]>
    : never;
};

/** Checks a translation by types: it has each key of its source, and each message the same arguments. */
export function translationOf<Source>() {
  return <const Own extends Shape<Source>>(own: Own & SameArguments<Source, Own>): Own => own;
}

/** A catalogue, or a part of one. */
export interface Messages {
  readonly [key: string]: string | Messages;
}

/** A catalogue as words of one language. Messages are read when they are first said. */
export function speak<const Catalogue extends Messages>(catalogue: Catalogue, locale: string): Words<Catalogue> {
  const entries = Object.entries(catalogue).map(([key, message]) => [
    key,
    typeof message === 'string' ? wordOf(message, locale) : speak(message, locale),
  ]);
  // The keys are those of the catalogue, and each word is made from its message.
  return Object.fromEntries(entries) as Words<Catalogue>;
}

type Values = Readonly<Record<string, string | number>>;

function wordOf(message: string, locale: string): string | ((values: Values) => string) {
  if (!message.includes('{')) return message;
  let format: IntlMessageFormat | undefined;
  return (values) => {
    format ??= new IntlMessageFormat(message, locale);
    return String(format.format(values));
  };
}

/** A word of which only the data knows the arguments: one that is missing is an error of the message's. */
export function say(word: string | ((values: never) => string), values: Values): string {
  return typeof word === 'string' ? word : (word as (values: Values) => string)(values);
}

/** What another process tells: a code with its values, and the English sentence (preload/contract/told.ts). */
export interface Told {
  readonly message: string;
  readonly code?: string | undefined;
  readonly params?: Readonly<Record<string, ToldValue>> | undefined;
}

export interface ToldPart extends Told {
  readonly params?: Values | undefined;
}

/** A part of a sentence is a sentence of its own. */
export type ToldValue = string | number | ToldPart | readonly ToldPart[];

/** The values of a sentence with its parts said, and lists of them joined. */
export function valuesOf(
  params: Readonly<Record<string, ToldValue>>,
  locale: string,
  sayPart: (part: ToldPart) => string,
): Values {
  const said = (value: ToldValue): string | number => {
    if (typeof value !== 'object') return value;
    if ('message' in value) return sayPart(value);
    return new Intl.ListFormat(locale, { type: 'conjunction' }).format(value.map(sayPart));
  };
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, said(value)]));
}
