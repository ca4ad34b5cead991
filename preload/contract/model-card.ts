import { z } from 'zod';
import { type Language, languages } from '../words/index.ts';

/** One line that says what a model is, in the languages in which its README has it. */
export const descriptionSchema = z.partialRecord(z.enum(languages), z.string());
export type Description = z.infer<typeof descriptionSchema>;

/** What a checkpoint's README says of the model in the lines at its top, as the public model cards have them. */
export interface ModelCard {
  /** The name of the licence, such as "apache-2.0"; null where none is stated. */
  readonly licence: string | null;
  readonly description: Description;
}

export const noCard: ModelCard = { licence: null, description: {} };

/** The line in this language, or in English; null where there is neither. */
export const describedIn = (description: Description, language: Language): string | null =>
  description[language] ?? description.en ?? null;

export const MOST_DESCRIPTION = 300;
const MOST_LICENCE = 100;

/**
 * Reads the lines between the first two `---`: `license`, or `license_name` for one that has no short name; and
 * `description`, with `description_de` beside it.
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
