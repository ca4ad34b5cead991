import type { z } from 'zod';
import { StudioError } from '../../preload/contract/errors.ts';

/** Limit of characters that an error shows of a config's value. */
const MOST_SHOWN = 100;

/**
 * How one config file is read. A key that the reference's class defines is in exactly one group. The reference ignores a key
 * in none, such as one that a later library writes, so the converter passes over it too.
 */
export interface ConfigRules<Shape extends z.ZodRawShape> {
  readonly file: string;
  /** The reference's values for absent keys. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** Keys whose values the converter honours. */
  readonly read: z.ZodObject<Shape>;
  /** Keys that must have one of these values, since no others are built. */
  readonly only: Readonly<Record<string, readonly unknown[]>>;
  /** Keys that concern training, storage or libraries, and change no number. */
  readonly harmless: readonly string[];
}

/**
 * Reads the values of a config file by its rules.
 * @throws StudioError 'unsupported' for a value that the converter does not build, 'model-invalid' for a value of the wrong
 * type
 */
export function readConfig<Shape extends z.ZodRawShape>(
  config: Readonly<Record<string, unknown>>,
  rules: ConfigRules<Shape>,
): z.infer<z.ZodObject<Shape>> {
  const full = { ...rules.defaults, ...config };
  for (const [key, allowed] of Object.entries(rules.only)) {
    const value = full[key];
    if (allowed.some((choice) => JSON.stringify(choice) === JSON.stringify(value))) continue;
    checkPresent(value, key, rules.file);
    const known = allowed.map((choice) => JSON.stringify(choice)).join(', ');
    throw StudioError.of('checkpoint.value-unknown', { file: rules.file, key, value: shown(value), known });
  }
  const parsed = rules.read.safeParse(Object.fromEntries(Object.keys(rules.read.shape).map((key) => [key, full[key]])));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const key = issue?.path.join('.') ?? '';
  const value = full[String(issue?.path[0])];
  checkPresent(value, key, rules.file);
  throw StudioError.of('checkpoint.value-unusable', { file: rules.file, key, value: shown(value) });
}

/** @throws StudioError 'model-invalid' where a key has no value */
function checkPresent(value: unknown, key: string, file: string): void {
  if (value === undefined || value === null) throw StudioError.of('checkpoint.value-absent', { file, key });
}

/** The keys of a config file that the reference's class does not define, in the order of the file. */
export function unknownKeys<Shape extends z.ZodRawShape>(
  config: Readonly<Record<string, unknown>>,
  { read, only, harmless, defaults }: ConfigRules<Shape>,
): readonly string[] {
  const known = new Set([...Object.keys(read.shape), ...Object.keys(only), ...Object.keys(defaults), ...harmless]);
  return Object.keys(config).filter((key) => !known.has(key));
}

/** A value of a config as JSON, as far as an error shows it. Its file may be anyone's, and the value of any length. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
