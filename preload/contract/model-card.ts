import { z } from 'zod';
import { type Language, languages } from '../words/index.ts';

/** One line that says what a model is, in the languages in which its README has it. */
export const descriptionSchema = z.partialRecord(z.enum(languages), z.string());
export type Description = z.infer<typeof descriptionSchema>;

/** What a checkpoint's own files say of the model. */
export interface ModelCard {
  /** The name of the licence, such as "apache-2.0"; null where none is stated. */
  readonly licence: string | null;
  readonly description: Description;
}

/** The line in this language, or in English; null where there is neither. */
export const describedIn = (description: Description, language: Language): string | null =>
  description[language] ?? description.en ?? null;

export const MOST_DESCRIPTION = 300;
export const MOST_LICENCE = 100;

/**
 * Reads the lines at the top of a README, as the public model cards have them, between the first two `---`: `license`, or
 * `license_name` for one that has no short name; and `description`, with `description_de` beside it.
 */
export function readModelCard(readme: string): ModelCard {
  const head = /^\uFEFF?---\r?\n(.*?)\r?\n---\s*(?:\r?\n|$)/s.exec(readme)?.[1] ?? '';
  const short = textOf(head, 'license');
  const licence = short === null || short === 'other' ? (textOf(head, 'license_name') ?? short) : short;
  return {
    licence: licence?.slice(0, MOST_LICENCE) ?? null,
    description: descriptionIn(head),
  };
}

/** The value of a key at the start of a line, without quotes; null where there is none, or where it is no plain text. */
function textOf(head: string, key: string): string | null {
  const line = head.split(/\r?\n/).find((one) => one.startsWith(`${key}:`));
  const text = line?.slice(key.length + 1).trim() ?? '';
  const [, , quoted] = /^(["'])(.*)\1$/.exec(text) ?? [];
  const value = (quoted ?? text).trim();
  return value === '' || /^[[{|>&*!]/.test(value) ? null : value;
}

function descriptionIn(head: string): Description {
  const lines = languages.map((language) => {
    const text = textOf(head, language === 'en' ? 'description' : `description_${language}`);
    return text === null ? [] : [[language, text.slice(0, MOST_DESCRIPTION)] as const];
  });
  return Object.fromEntries(lines.flat());
}

/** First lines of the texts of licences that have a short name. */
const knownLicences: readonly (readonly [RegExp, string])[] = [
  [/^apache license\s+version 2\.0/i, 'apache-2.0'],
  [/^(?:the )?mit license/i, 'mit'],
  [/^bsd 3-clause/i, 'bsd-3-clause'],
  [/^bsd 2-clause/i, 'bsd-2-clause'],
  [/^mozilla public license,? version 2\.0/i, 'mpl-2.0'],
  [/^gnu affero general public license\s+version 3/i, 'agpl-3.0'],
  [/^gnu general public license\s+version 3/i, 'gpl-3.0'],
];

/**
 * The name of a licence by its text: the short name that model cards use, or its title. Null where the text does not begin
 * with a line that calls itself a licence.
 */
export function licenceInText(text: string): string | null {
  const lines = text
    .slice(0, 2000)
    .split(/\r?\n/)
    .map((line) => line.replace(/^[\s#*=\uFEFF]+|[\s#*=]+$/g, ''))
    .filter((line) => line !== '');
  const known = knownLicences.find(([pattern]) => pattern.test(lines.slice(0, 2).join(' ')));
  if (known !== undefined) return known[1];
  const [title = ''] = lines;
  return /\blicen[cs]e\b/i.test(title) ? title.slice(0, MOST_LICENCE) : null;
}
