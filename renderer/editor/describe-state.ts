import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PictureDocument } from '../../preload/contract/document.ts';
import type { DescribeResult, EngineService } from '../../preload/contract/engine.ts';
import type { Client } from '../../preload/contract/service.ts';
import type { Note, StoreService } from '../../preload/contract/store.ts';
import type { CanvasPort } from '../document/canvas-port.ts';
import type { DocumentStore } from '../document/store.ts';
import type { DescribeState } from '../panels/studio.ts';
import type { Notices } from './notices.ts';

export interface DescribeParts {
  readonly engine: Pick<Client<EngineService>, 'describe'>;
  readonly store: Pick<Client<StoreService>, 'putNote' | 'listNotes' | 'deleteNote' | 'putBlob'>;
  readonly canvas: Pick<CanvasPort, 'rasterise' | 'exportPng'>;
  readonly document: DocumentStore;
  readonly notices: Notices;
  readonly projectId: () => string | null;
  readonly newId: () => string;
  readonly modelHash: () => string;
  /** True where the engine can be asked; tells the user otherwise. */
  readonly engineReady: () => boolean;
}

export type DescribeStore = StoreApi<DescribeState> & {
  /** Another project: its notes, and no draft. */
  open(): void;
  stop(): void;
};

type Task = 'caption' | 'ask';

const idle = { phase: 'idle', progress: null } as const;

export function createDescribeState(parts: DescribeParts): DescribeStore {
  const describing = new Describing(parts);
  return Object.assign(describing.state, { open: describing.open, stop: describing.stop });
}

class Describing {
  readonly state: StoreApi<DescribeState>;
  readonly #parts: DescribeParts;
  #abort: AbortController | null = null;
  /** What the draft is about, as it was then. */
  #described: PictureDocument | null = null;
  #result: DescribeResult | null = null;

  constructor(parts: DescribeParts) {
    this.#parts = parts;
    const { guard } = parts.notices;
    this.state = createStore<DescribeState>()(() => ({
      ...idle,
      draft: null,
      notes: [],
      caption: () => guard(() => this.#describe('caption', '')),
      ask: (question) => guard(() => this.#describe('ask', question.trim().slice(0, 4000))),
      cancel: () => this.#abort?.abort(),
      editDraft: (text) => this.#editDraft(text),
      keep: () => guard(() => this.#keep()),
      editNote: (id, text) => guard(() => this.#editNote(id, text)),
      deleteNote: (id) => guard(() => this.#deleteNote(id)),
    }));
  }

  readonly open = (): void => {
    this.stop();
    this.state.setState({ ...idle, draft: null, notes: [] });
    void this.#parts.notices.guard(() => this.#list());
  };

  readonly stop = (): void => {
    this.#abort?.abort();
    this.#abort = null;
    this.#described = null;
    this.#result = null;
  };

  async #describe(task: Task, question: string): Promise<void> {
    if (this.#abort !== null || (task === 'ask' && question === '') || !this.#parts.engineReady()) return;
    const abort = new AbortController();
    this.#abort = abort;
    this.#described = this.#parts.document.getState().document;
    this.#result = null;
    this.state.setState({ phase: 'running', progress: null, draft: { task, question, text: '' } });
    try {
      const picture = await this.#parts.canvas.rasterise();
      const result = await this.#parts.engine.describe(
        // The same picture gives the same words.
        { task, picture, question, settings: null, seed: 0 },
        {
          signal: abort.signal,
          onEvent: ({ step, of, secondsLeft, textSoFar }) => {
            if (this.#abort !== abort) return;
            this.state.setState({ progress: { step, of, secondsLeft }, draft: { task, question, text: textSoFar } });
          },
        },
      );
      if (this.#abort !== abort) return;
      this.#result = result;
      this.state.setState({ draft: { task, question, text: result.text } });
    } finally {
      if (this.#abort === abort) this.#settle();
    }
  }

  /** What was not finished goes: words that look like an answer but are half of one mislead. */
  #settle(): void {
    this.#abort = null;
    this.state.setState(this.#result === null ? { ...idle, draft: null } : idle);
  }

  #editDraft(text: string): void {
    const { draft, phase } = this.state.getState();
    if (draft !== null && phase === 'idle') this.state.setState({ draft: { ...draft, text: text.slice(0, 20_000) } });
  }

  async #keep(): Promise<void> {
    const { draft, phase } = this.state.getState();
    const projectId = this.#parts.projectId();
    if (draft === null || phase !== 'idle' || projectId === null || draft.text.trim() === '') return;
    const result = this.#result;
    const note: Note = {
      id: this.#parts.newId(),
      ...draft,
      picture: await this.#keepPicture(projectId),
      settings: result?.settings ?? null,
      modelHash: result?.modelHash ?? this.#parts.modelHash(),
      createdAt: Date.now(),
      editedAt: result !== null && draft.text !== result.text ? Date.now() : null,
    };
    await this.#parts.store.putNote({ projectId, note });
    if (this.state.getState().draft === draft) this.state.setState({ draft: null });
    await this.#list();
  }

  /** The described picture as a blob; null where the page has changed since. */
  async #keepPicture(projectId: string): Promise<string | null> {
    const { canvas, document, store } = this.#parts;
    if (this.#described !== document.getState().document) return null;
    const bytes = await canvas.exportPng();
    return (await store.putBlob({ projectId, bytes, mediaType: 'image/png' })).hash;
  }

  async #editNote(id: string, text: string): Promise<void> {
    const note = this.state.getState().notes.find((one) => one.id === id);
    const projectId = this.#parts.projectId();
    const kept = text.trim().slice(0, 20_000);
    if (note === undefined || projectId === null || kept === '' || kept === note.text) return;
    await this.#parts.store.putNote({ projectId, note: { ...note, text: kept, editedAt: Date.now() } });
    await this.#list();
  }

  async #deleteNote(id: string): Promise<void> {
    const projectId = this.#parts.projectId();
    if (projectId === null) return;
    await this.#parts.store.deleteNote({ projectId, id });
    await this.#list();
  }

  async #list(): Promise<void> {
    const projectId = this.#parts.projectId();
    if (projectId === null) return;
    const notes = await this.#parts.store.listNotes({ projectId });
    if (projectId === this.#parts.projectId()) this.state.setState({ notes });
  }
}
