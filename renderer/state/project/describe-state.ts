import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DescribeResult } from '../../../preload/contract/describing.ts';
import type { Note, NoteVersion } from '../../../preload/contract/records.ts';
import { guarded, type ProjectParts } from '../parts.ts';
import type { DescribeState } from '../record-types.ts';
import { TypedNotes } from './typed-notes.ts';

export interface Describe {
  readonly state: StoreApi<DescribeState>;
  /** Reads the notes of the project. */
  load(): Promise<void>;
  /** Puts a note that the store has just written at the front. */
  add(note: Note): void;
  /** Saves the texts that are being typed. Never rejects. */
  flush(): Promise<void>;
  /** Whether the store lacks some of what was typed. */
  isUnsaved(): boolean;
}

/** The picture and result behind a draft, for its note. */
interface Source {
  readonly png: Uint8Array<ArrayBuffer>;
  readonly result: DescribeResult;
}

export function createDescribe(parts: ProjectParts): Describe {
  const typed = new TypedNotes({
    store: parts.store,
    guarded: (action) => guarded(parts, action),
    noteOf: (id) => state.getState().notes.find((one) => one.id === id),
    onKept: (id, note) => state.setState(({ notes }) => ({ notes: withNote(notes, id, note) })),
  });
  const state: StoreApi<DescribeState> = createStore<DescribeState>()(() => ({
    phase: 'idle',
    progress: null,
    draft: null,
    notes: [],
    unreadable: [],
    ...drafting(parts, () => state),
    ...noting(parts, () => state),
    typeNote: (note, text) => typed.type(note, text),
    keepTyped: (id) => typed.keep(id),
    takeBackTyped: (id) => typed.takeBack(id),
    newCaption: (picture) => captionBy(parts.newId(), picture),
  }));
  return {
    state,
    load: () =>
      guarded(parts, async () => {
        const { notes, unreadable } = await parts.store.listNotes({});
        state.setState({ notes, unreadable });
      }),
    flush: () => typed.flush(),
    isUnsaved: () => typed.isUnsaved,
    add: (note) => state.setState(({ notes }) => ({ notes: [note, ...notes.filter(({ id }) => id !== note.id)] })),
  };
}

/** The list with what the store has of one note. A new one goes to the front. */
function withNote(notes: readonly Note[], id: string, note: Note | null): readonly Note[] {
  if (note === null) return notes.filter((one) => one.id !== id);
  if (!notes.some((one) => one.id === id)) return [note, ...notes];
  return notes.map((one) => (one.id === id ? note : one));
}

/** A caption that is written by hand. */
function captionBy(id: string, picture: string): Note {
  const now = Date.now();
  const byHand = { settings: null, modelHash: '', createdAt: now, editedAt: now };
  return { id, task: 'caption', question: '', text: '', picture, ...byHand };
}

/**
 * Asks the model about the visible picture. Each answer becomes a note of the project as soon as it is whole. A draft that
 * the store did not take stays, and is kept before another question is asked.
 */
function drafting(parts: ProjectParts, own: () => StoreApi<DescribeState>) {
  let abort: AbortController | null = null;
  let source: Source | null = null;

  const run = async (task: 'caption' | 'ask', question: string) => {
    const state = own();
    if (state.getState().phase === 'running') return;
    const running = new AbortController();
    abort = running;
    await guarded(parts, async () => {
      state.setState({ phase: 'running', progress: null });
      await keep();
      state.setState({ draft: { task, question, text: '' } });
      source = await askModel(parts, { task, question }, running.signal, (patch) => state.setState(patch));
      state.setState({ draft: { task, question, text: source.result.text } });
      await keep();
    });
    // Half a sentence is worth nothing.
    if (source === null) state.setState({ draft: null });
    state.setState({ phase: 'idle', progress: null });
    abort = null;
  };

  const keep = async () => {
    const state = own();
    const { draft } = state.getState();
    if (draft === null || source === null) return;
    const kept = await keepNote(parts, draft, source);
    // What was typed while it was saved stays, to be saved as well.
    const isSame = state.getState().draft === draft;
    if (isSame) source = null;
    state.setState((now) => ({ draft: isSame ? null : now.draft, notes: [kept, ...now.notes] }));
  };

  return {
    caption: () => run('caption', ''),
    ask: (question) => run('ask', question),
    cancel: () => abort?.abort(),
    editDraft: (text) => own().setState((now) => (now.draft ? { draft: { ...now.draft, text } } : {})),
    keep: () => guarded(parts, keep),
  } satisfies Partial<DescribeState>;
}

/** Changes the notes of the project. A note changes in the store first, and then in the list. */
function noting(parts: ProjectParts, own: () => StoreApi<DescribeState>) {
  const restore = async (id: string) => {
    await parts.store.restoreNote({ id });
    // Its place among the others is the store's to know.
    const { notes, unreadable } = await parts.store.listNotes({});
    own().setState({ notes, unreadable });
  };
  return {
    editNote: async (id, text) => {
      let isKept = false;
      await guarded(parts, async () => {
        const note = own()
          .getState()
          .notes.find((one) => one.id === id);
        if (!note) return;
        const kept = await parts.store.putNote({ note: { ...note, text, editedAt: Date.now() } });
        own().setState((now) => ({ notes: now.notes.map((one) => (one.id === id ? kept : one)) }));
        isKept = true;
      });
      return isKept;
    },
    acceptNote: async (id, accepted) => {
      let isKept = false;
      await guarded(parts, async () => {
        const known = own()
          .getState()
          .notes.find((one) => one.id === id);
        if (known === undefined) return;
        const { acceptedAt: _, ...note } = known;
        const kept = await parts.store.putNote({ note: { ...note, ...(accepted && { acceptedAt: Date.now() }) } });
        own().setState((now) => ({ notes: now.notes.map((one) => (one.id === id ? kept : one)) }));
        isKept = true;
      });
      return isKept;
    },
    changeNotes: async (changed) => {
      let isKept = false;
      const put = async (notes: readonly Note[]) => {
        await parts.store.putNotes({ notes: [...notes] });
        const byId = new Map(notes.map((note) => [note.id, note]));
        own().setState((now) => ({ notes: now.notes.map((one) => byId.get(one.id) ?? one) }));
      };
      await guarded(parts, async () => {
        const ids = new Set(changed.map(({ id }) => id));
        const before = own()
          .getState()
          .notes.filter(({ id }) => ids.has(id));
        await put(changed);
        isKept = true;
        const run = () => void guarded(parts, () => put(before));
        parts.notify('done', ({ captions }) => captions.change.done({ count: changed.length }), [
          { label: ({ describe }) => describe.undo, run },
        ]);
      });
      return isKept;
    },
    deleteNote: (id) =>
      guarded(parts, async () => {
        await parts.store.deleteNote({ id });
        own().setState((now) => ({ notes: now.notes.filter((one) => one.id !== id) }));
        const run = () => void guarded(parts, () => restore(id));
        parts.notify('done', ({ describe }) => describe.deleted, [{ label: ({ describe }) => describe.undo, run }]);
      }),
    versionsOf: async (id) => {
      let versions: readonly NoteVersion[] = [];
      await guarded(parts, async () => {
        ({ versions } = await parts.store.listNoteVersions({ id }));
      });
      return versions;
    },
  } satisfies Partial<DescribeState>;
}

type Question = Pick<NonNullable<DescribeState['draft']>, 'task' | 'question'>;

/** Asks the model and reports the text while it grows. Rejects where the job fails or is cancelled. */
async function askModel(
  { page, engine }: ProjectParts,
  { task, question }: Question,
  signal: AbortSignal,
  tell: (patch: Pick<DescribeState, 'progress' | 'draft'>) => void,
): Promise<Source> {
  const [picture, png] = await Promise.all([page.rasterise(), page.exportPng()]);
  const result = await engine.describe(
    { task, picture, question, settings: null, seed: 0 },
    {
      signal,
      onEvent: ({ step, of, secondsLeft, textSoFar }) =>
        tell({ progress: { step, of, secondsLeft }, draft: { task, question, text: textSoFar } }),
    },
  );
  return { png, result };
}

/** Saves the draft as a note, with the picture that it describes. */
async function keepNote(
  { store, newId }: ProjectParts,
  { task, question, text }: NonNullable<DescribeState['draft']>,
  { png, result }: Source,
): Promise<Note> {
  const { hash } = await store.putBlob({ bytes: png, mediaType: 'image/png' });
  const now = Date.now();
  const note: Note = {
    id: newId(),
    task,
    question,
    text,
    picture: hash,
    settings: result.settings,
    modelHash: result.modelHash,
    createdAt: now,
    editedAt: text === result.text ? null : now,
  };
  return store.putNote({ note });
}
