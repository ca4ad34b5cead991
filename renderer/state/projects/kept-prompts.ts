import type { Client } from '../../../preload/contract/service.ts';
import type { StoreService } from '../../../preload/contract/store.ts';
import { freshPrompt, type KeptPrompt, keptPromptSchema } from '../project/kept-prompt.ts';
import type { Prompt } from '../project/prompt-state.ts';

/** The key under which an older studio saved one prompt for all projects. */
const OF_ALL = 'prompt';
const keyOf = (projectId: string) => `prompt:${projectId}`;
const QUIET_MS = 500;

/** The prompts of the projects in the studio's settings. Each project has its own. */
export class KeptPrompts {
  readonly #store: Pick<Client<StoreService>, 'getSettings' | 'putSetting'>;
  /** Projects whose prompt is still being read. Their bar does not hold the artist's words yet. */
  readonly #reading = new Set<string>();
  /** Projects whose prompt could not be read and may exist. */
  readonly #unread = new Set<string>();
  readonly #kept = new Map<string, KeptPrompt>();
  /** Prompts that are not yet written. */
  readonly #waiting = new Map<
    string,
    { readonly timer: ReturnType<typeof setTimeout>; readonly write: () => Promise<unknown> }
  >();

  constructor(store: Pick<Client<StoreService>, 'getSettings' | 'putSetting'>) {
    this.#store = store;
  }

  readonly keep = (projectId: string, prompt: KeptPrompt): void => {
    if (this.#reading.has(projectId)) return;
    this.#kept.set(projectId, prompt);
    clearTimeout(this.#waiting.get(projectId)?.timer);
    const write = () => {
      this.#waiting.delete(projectId);
      // A failure is ignored here. The next change tries again.
      return this.#store.putSetting({ key: keyOf(projectId), value: prompt }).catch(() => undefined);
    };
    this.#waiting.set(projectId, { timer: setTimeout(write, QUIET_MS), write });
  };

  /** Whether a project has no words in its bar and none on disk. */
  hasNoWords(projectId: string, prompt: Prompt): boolean {
    if (this.#reading.has(projectId) || this.#unread.has(projectId)) return false;
    return isWordless(prompt.kept());
  }

  /**
   * Those of the given projects that have no words on disk; empty where that cannot be read. None of the projects may
   * be open.
   */
  async withoutWords(projectIds: readonly string[]): Promise<readonly string[]> {
    const settings: Record<string, unknown> | null = await this.#store.getSettings({}).catch(() => null);
    if (settings === null) return [];
    return projectIds.filter((id) => {
      const value = settings[keyOf(id)] ?? settings[OF_ALL];
      const kept = keptPromptSchema.safeParse(value);
      return value === undefined || (kept.success && isWordless(kept.data));
    });
  }

  /** Forgets the prompt of a project that was removed. */
  forget(projectId: string): void {
    clearTimeout(this.#waiting.get(projectId)?.timer);
    this.#waiting.delete(projectId);
    this.#kept.delete(projectId);
  }

  /** Writes at once what waits for a pause in typing. */
  async flush(): Promise<void> {
    const waiting = [...this.#waiting.values()];
    for (const { timer } of waiting) clearTimeout(timer);
    await Promise.all(waiting.map(({ write }) => write()));
  }

  /**
   * Restores the prompt bar of an opened project. A new project gets an empty bar with the settings of the last one.
   * @param modelHash the hash of the loaded model; null while there is none
   */
  async restore(
    prompt: Prompt,
    project: { readonly id: string; readonly isNew: boolean },
    last: KeptPrompt,
    modelHash: () => string | null,
  ): Promise<void> {
    const { text, seed } = prompt.state.getState();
    if (project.isNew) {
      const fresh = freshPrompt(last, seed);
      prompt.restore(fresh);
      this.keep(project.id, fresh);
      return;
    }
    this.#reading.add(project.id);
    const kept = await this.#read(project.id).finally(() => this.#reading.delete(project.id));
    const fits = modelHash() === null || modelHash() === kept?.modelHash;
    // Words that were typed during the request are newer.
    if (prompt.state.getState().text !== text) this.keep(project.id, prompt.kept());
    else if (kept !== null && fits) prompt.restore(kept);
    // The settings were made for another model, but the words are still valid.
    else if (kept !== null) prompt.state.getState().setText(kept.text);
  }

  async #read(projectId: string): Promise<KeptPrompt | null> {
    const known = this.#kept.get(projectId);
    if (known !== undefined) return known;
    // The defaults are used where the settings cannot be read. The store reports its failure itself.
    const settings: Record<string, unknown> | null = await this.#store.getSettings({}).catch(() => null);
    if (settings === null) this.#unread.add(projectId);
    else this.#unread.delete(projectId);
    const kept = keptPromptSchema.safeParse(settings?.[keyOf(projectId)] ?? settings?.[OF_ALL]);
    return kept.success ? kept.data : null;
  }
}

function isWordless({ text, settings }: Pick<KeptPrompt, 'text' | 'settings'>): boolean {
  return text.trim() === '' && Object.values(settings).every((own) => (own?.negativePrompt ?? '') === '');
}
