import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DescribeResult } from '../../../preload/contract/engine.ts';
import type { Note } from '../../../preload/contract/store.ts';
import { guarded, type ProjectParts } from '../parts.ts';
import type { DescribeState } from '../studio.ts';

export interface Describe {
  readonly state: StoreApi<DescribeState>;
  /** The notes that the project has. */
  load(): Promise<void>;
}

/** What a draft was made from, for the note. */
interface Source {
  readonly png: Uint8Array<ArrayBuffer>;
  readonly result: DescribeResult;
}

export function createDescribe(parts: ProjectParts): Describe {
  let abort: AbortController | null = null;
  let source: Source | null = null;

  const run = async (task: 'caption' | 'ask', question: string) => {
    if (state.getState().phase === 'running') return;
    const own = new AbortController();
    abort = own;
    const before = { draft: state.getState().draft, source };
    source = null;
    state.setState({ phase: 'running', progress: null, draft: { task, question, text: '' } });
    await guarded(parts, async () => {
      const [picture, png] = await Promise.all([parts.page.rasterise(), parts.page.exportPng()]);
      const result = await parts.engine.describe(
        { task, picture, question, settings: null, seed: 0 },
        {
          signal: own.signal,
          onEvent: ({ step, of, secondsLeft, textSoFar }) =>
            state.setState({ progress: { step, of, secondsLeft }, draft: { task, question, text: textSoFar } }),
        },
      );
      source = { png, result };
      state.setState({ draft: { task, question, text: result.text } });
    });
    // Cancelled or failed: an unfinished sentence is worth nothing, and the answer before it is not lost for it.
    if (source === null) {
      source = before.source;
      state.setState({ draft: before.draft });
    }
    state.setState({ phase: 'idle', progress: null });
    abort = null;
  };

  const keep = async () => {
    const { draft } = state.getState();
    if (draft === null || source === null) return;
    const { png, result } = source;
    const { hash } = await parts.store.putBlob({ bytes: png, mediaType: 'image/png' });
    const note: Note = {
      id: parts.newId(),
      task: draft.task,
      question: draft.question,
      text: draft.text,
      picture: hash,
      settings: result.settings,
      modelHash: result.modelHash,
      createdAt: Date.now(),
      editedAt: draft.text === result.text ? null : Date.now(),
    };
    const kept = await parts.store.putNote({ note });
    const isSame = state.getState().draft === draft;
    if (isSame) source = null;
    state.setState((now) => ({ draft: isSame ? null : now.draft, notes: [kept, ...now.notes] }));
  };

  const state = createStore<DescribeState>()((set, get) => ({
    phase: 'idle',
    progress: null,
    draft: null,
    notes: [],
    unreadable: [],
    caption: () => run('caption', ''),
    ask: (question) => run('ask', question),
    cancel: () => abort?.abort(),
    editDraft: (text) => set((now) => (now.draft ? { draft: { ...now.draft, text } } : {})),
    keep: () => guarded(parts, keep),
    editNote: (id, text) =>
      guarded(parts, async () => {
        const note = get().notes.find((one) => one.id === id);
        if (!note) return;
        const kept = await parts.store.putNote({
          note: { ...note, text, editedAt: Date.now() },
        });
        set((now) => ({ notes: now.notes.map((one) => (one.id === id ? kept : one)) }));
      }),
    deleteNote: (id) =>
      guarded(parts, async () => {
        await parts.store.deleteNote({ id });
        set((now) => ({ notes: now.notes.filter((one) => one.id !== id) }));
      }),
  }));

  return {
    state,
    load: () =>
      guarded(parts, async () => {
        const { notes, unreadable } = await parts.store.listNotes({});
        state.setState({ notes, unreadable });
      }),
  };
}
