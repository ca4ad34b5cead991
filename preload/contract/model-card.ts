/** What a checkpoint's README says of the model in the lines at its top, as the public model cards have them. */
export interface ModelCard {
  /** The name of the licence, such as "apache-2.0"; null where none is stated. */
  readonly licence: string | null;
  /** One line that says what the model is; null where none is stated. */
  readonly description: string | null;
}

export const MOST_DESCRIPTION = 300;
const MOST_LICENCE = 100;

/** Reads `license` (or `license_name`, for one that has no short name) and `description` of the lines between the first two `---`. */
export function readModelCard(readme: string): ModelCard {
  const head = /^\uFEFF?---\r?\n(.*?)\r?\n---\s*(?:\r?\n|$)/s.exec(readme)?.[1] ?? '';
  const short = textOf(head, 'license');
  const licence = short === null || short === 'other' ? (textOf(head, 'license_name') ?? short) : short;
  return {
    licence: licence?.slice(0, MOST_LICENCE) ?? null,
    description: textOf(head, 'description')?.slice(0, MOST_DESCRIPTION) ?? null,
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
