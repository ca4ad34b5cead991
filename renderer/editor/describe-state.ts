import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DescribeResult } from '../../preload/contract/engine.ts';
import type { Note } from '../../preload/contract/store.ts';
import type { CanvasPort } from '../document/canvas-port.ts';
import type { DescribeState } from '../panels/studio.ts';
import { type EditorParts, guarded } from './parts.ts';

export interface DescribeParts extends EditorParts {
  readonly canvas: Pick<CanvasPort, 'rasterise' | 'exportPng'>;
}

export interface Describe {
  readonly state: StoreApi<DescribeState>;
  /** Another project: its notes, no draft. */
  reload(): Promise<void>;
}

/** What a draft was made from, for the note. */
interface Source {
  readonly png: Uint8Array<ArrayBuffer>;
  readonly result: DescribeResult;
}

export function createDescribe(parts: DescribeParts): Describe {
  let abort: AbortController | null = null;
  let source: Source | null = null;

  const run = async (task: 'caption' | 'ask', question: string) => {
    if (state.getState().phase === 'running') return;
    const own = new AbortController();
    abort = own;
    source = null;
    state.setState({ phase: 'running', progress: null, draft: { task, question, text: '' } });
    const before = state.getState().draft;
    await guarded(parts, async () => {
      const [picture, png] = await Promise.all([parts.canvas.rasterise(), parts.canvas.exportPng()]);
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
    // Cancelled or failed: an unfinished sentence is worth nothing.
    if (source === null) state.setState({ draft: before?.text ? before : null });
    state.setState({ phase: 'idle', progress: null });
    abort = null;
  };

  const keep = async () => {
    const { draft } = state.getState();
    if (draft === null || source === null) return;
    const { png, result } = source;
    const projectId = parts.projectId();
    const { hash } = await parts.store.putBlob({ projectId, bytes: png, mediaType: 'image/png' });
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
    const kept = await parts.store.putNote({ projectId, note });
    source = null;
    state.setState((now) => ({ draft: null, notes: [kept, ...now.notes] }));
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
          projectId: parts.projectId(),
          note: { ...note, text, editedAt: Date.now() },
        });
        set((now) => ({ notes: now.notes.map((one) => (one.id === id ? kept : one)) }));
      }),
    deleteNote: (id) =>
      guarded(parts, async () => {
        await parts.store.deleteNote({ projectId: parts.projectId(), id });
        set((now) => ({ notes: now.notes.filter((one) => one.id !== id) }));
      }),
  }));

  return {
    state,
    reload: () =>
      guarded(parts, async () => {
        abort?.abort();
        source = null;
        const { notes, unreadable } = await parts.store.listNotes({ projectId: parts.projectId() });
        state.setState({ draft: null, notes, unreadable });
      }),
  };
}
