import { readFileSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { StudioError } from '../../preload/contract/errors.ts';
import { type KeyBindings, keyBindingsSchema, usualBindings } from '../../preload/contract/key-bindings.ts';
import { writeAtomically } from './atomic-write.ts';

/** Keeps the artist's keys in the data folder, as `keys.json`. */
export class KeysFile {
  readonly #file: string;
  #bindings: KeyBindings;
  /** The name of the file in which a damaged one was set aside at this start; null where none was. */
  readonly setAside: string | null;
  #changed: () => void = () => undefined;

  constructor(data: string) {
    this.#file = join(data, 'keys.json');
    const found = read(this.#file);
    this.#bindings = found === 'damaged' ? usualBindings : found;
    this.setAside = found === 'damaged' ? putAside(this.#file) : null;
  }

  get bindings(): KeyBindings {
    return this.#bindings;
  }

  /** @throws StudioError `disk-full` where they cannot be written; the keys before stay */
  async keep(bindings: KeyBindings): Promise<void> {
    await writeAtomically(this.#file, bytesOf(bindings)).catch((cause: unknown) => {
      throw StudioError.of('keys.not-kept', {}, { cause, detail: String(cause) });
    });
    this.#bindings = bindings;
    this.#changed();
  }

  onChange(changed: () => void): void {
    this.#changed = changed;
  }
}

/** The content of a file of keys. People may read and edit it. */
export function bytesOf(bindings: KeyBindings): Uint8Array {
  return Buffer.from(`${JSON.stringify(bindings, null, 2)}\n`);
}

/** The keys that a file holds; null where it holds none that this studio can read. */
export function bindingsIn(content: string): KeyBindings | null {
  try {
    return keyBindingsSchema.parse(JSON.parse(content));
  } catch {
    return null;
  }
}

function read(file: string): KeyBindings | 'damaged' {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return isMissing ? usualBindings : 'damaged';
  }
  return bindingsIn(content) ?? 'damaged';
}

/** Renames the file, so that the next change of a key does not overwrite what can perhaps be mended by hand. */
function putAside(file: string): string {
  const aside = file.replace(/\.json$/, `-damaged-${Date.now()}.json`);
  try {
    renameSync(file, aside);
    return basename(aside);
  } catch {
    return basename(file);
  }
}
