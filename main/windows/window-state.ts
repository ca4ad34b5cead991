import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { coresSchema, languageChoiceSchema } from '../../preload/contract/desktop.ts';
import { providerChoiceSchema } from '../../preload/contract/providers.ts';
import { writeAtomically } from '../desktop/atomic-write.ts';

const stateSchema = z.object({
  bounds: z
    .object({ x: z.int(), y: z.int(), width: z.int().min(200).max(20_000), height: z.int().min(200).max(20_000) })
    .nullable(),
  maximized: z.boolean(),
  theme: z.enum(['light', 'dark', 'system']),
  /** Absent in files of versions that spoke English alone. */
  language: languageChoiceSchema.default('system'),
  /** Absent in files of versions without a tour. Who has used the studio before needs none. */
  tourSeen: z.boolean().default(true),
  /** Absent in files of versions in which it could not be chosen. */
  cores: coresSchema.default(null),
  provider: providerChoiceSchema.default(null),
});
export type WindowState = z.infer<typeof stateSchema>;

const fresh: WindowState = {
  bounds: null,
  maximized: false,
  theme: 'system',
  language: 'system',
  tourSeen: false,
  cores: null,
  provider: null,
};

/** Keeps what main needs before the window is there: its position, theme and language, and what the engine computes on. */
export class WindowStateFile {
  readonly #file: string;
  #state: WindowState;

  constructor(data: string) {
    this.#file = join(data, 'window.json');
    this.#state = read(this.#file);
  }

  get state(): WindowState {
    return this.#state;
  }

  /** Saves the state. A failure is ignored, and the window then opens at the default position. */
  async update(change: Partial<WindowState>): Promise<void> {
    this.#state = { ...this.#state, ...change };
    await writeAtomically(this.#file, Buffer.from(JSON.stringify(this.#state))).catch(() => undefined);
  }
}

function read(file: string): WindowState {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // A damaged file is no first start.
    return { ...fresh, tourSeen: existsSync(file) };
  }
}
