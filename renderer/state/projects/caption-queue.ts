import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Failure, failureOf } from '../../../preload/contract/errors.ts';
import { MOST_CAPTIONS_AT_ONCE, type QueuedCaption } from '../../../preload/contract/queued-captions.ts';
import type { Note } from '../../../preload/contract/records.ts';
import type { Said } from '../../../preload/words/index.ts';
import { saidOf } from '../../../preload/words/sentence.ts';
import { type CaptionWish, captionsOf } from '../../generation/tasks/caption-wishes.ts';
import type { CaptionsPhase, CaptionsState } from '../caption-types.ts';
import { guarded, type StudioParts } from '../parts.ts';
import type { ProjectSession } from '../project/session-types.ts';

export interface CaptionQueueParts extends Pick<StudioParts, 'notify' | 'engine' | 'newId'> {
  /** The open projects. */
  readonly sessions: () => readonly ProjectSession[];
  readonly shown: () => ProjectSession;
  /** Whether the engine has a model, and the store runs. */
  readonly isReady: () => boolean;
  /** Whether anything draws or is about to, or a single picture is described. All of that comes first. */
  readonly isBusy: () => boolean;
  /** Takes away the notices with this sentence, which is true no longer. */
  readonly withdraw: (text: Said) => void;
}

interface Entry {
  readonly session: ProjectSession;
  readonly caption: QueuedCaption;
  /** Whether it is from an earlier session, so that it waits for the artist to go on. */
  readonly left: boolean;
}

/** The times of so many captions tell how long the others take. */
const TIMES = 12;
/** How often the engine may be lost over one caption until that one is passed over. */
const MOST_LOSSES = 2;

const isWaiting = ({ caption }: Entry) => caption.failure === null;

/**
 * Captions of many pictures. The model writes one at a time, while nothing else needs it: a drawing that is asked for stops
 * the caption that is being written, and it is written anew afterwards. A caption waits in its project's file until its note is
 * recorded, so a kill at any moment loses at most the one that is being written.
 */
export class CaptionQueue {
  readonly state: StoreApi<CaptionsState>;
  readonly #parts: CaptionQueueParts;
  #entries: readonly Entry[] = [];
  #running: { readonly id: string; readonly abort: AbortController } | null = null;
  #paused = false;
  #done = 0;
  #seconds: readonly number[] = [];
  /** What was said of captions of earlier sessions, to offer that they go on. */
  readonly #offers: Said[] = [];
  readonly #losses = new Map<string, number>();
  readonly #holds = new Map<ProjectSession, () => void>();

  constructor(parts: CaptionQueueParts) {
    this.#parts = parts;
    this.state = createStore<CaptionsState>()(() => ({
      phase: 'none',
      projectId: null,
      projectName: '',
      done: 0,
      of: 0,
      failed: 0,
      secondsLeft: null,
      countOf: (wish) => this.#wished(parts.shown(), wish).length,
      begin: (wish) => this.#begin(parts.shown(), wish),
      pause: () => this.#pause(),
      goOn: () => this.#goOn(),
      cancel: () => this.#cancel(),
      retry: () => this.#retry(),
    }));
  }

  /** Reads the captions of a project that was just opened. They wait until the artist goes on. */
  adopt(session: ProjectSession): Promise<void> {
    return guarded({ notify: session.notify, hold: session.hold }, async () => {
      const { captions } = await session.store.listQueuedCaptions({});
      const known = new Set(this.#entries.map(({ caption }) => caption.id));
      const fresh = captions.filter(({ id }) => !known.has(id));
      this.#set([...this.#entries, ...fresh.map((caption) => ({ session, caption, left: true }))]);
      const count = fresh.filter(({ failure }) => failure === null).length;
      if (count === 0) return;
      const said: Said = ({ captions: words }) => words.leftNotice({ count });
      this.#offers.push(said);
      session.notify('note', said, [{ label: ({ captions: words }) => words.goOn, run: () => this.#goOn() }]);
    });
  }

  /** Begins the next caption where one may begin, and stops it where something else needs the model. */
  wake(): void {
    this.#prune();
    const isBusy = this.#parts.isBusy();
    if (this.#running !== null) {
      if (isBusy) this.#running.abort.abort();
    } else if (!this.#paused && !isBusy && this.#parts.isReady()) {
      const next = this.#entries.find((entry) => isWaiting(entry) && !entry.left);
      if (next !== undefined) return void this.#make(next);
    }
    this.#tell();
  }

  #wished(session: ProjectSession, wish: CaptionWish) {
    const waiting = this.#entries.filter((entry) => entry.session === session).map(({ caption }) => caption);
    return captionsOf(wish, session.describe.state.getState().notes, waiting);
  }

  async #begin(session: ProjectSession, wish: CaptionWish): Promise<boolean> {
    let isTaken = false;
    await guarded({ notify: session.notify, hold: session.hold }, async () => {
      const captions = this.#wished(session, wish).map((one) => ({ ...one, id: this.#parts.newId() }));
      if (this.#entries.length === 0) {
        this.#done = 0;
        this.#seconds = [];
      }
      for (let at = 0; at < captions.length; at += MOST_CAPTIONS_AT_ONCE) {
        const some = captions.slice(at, at + MOST_CAPTIONS_AT_ONCE);
        await session.store.queueCaptions({ captions: some });
        const entries = some.map((one) => ({ session, caption: { ...one, failure: null }, left: false }));
        this.#set([...this.#entries, ...entries]);
      }
      isTaken = true;
    });
    this.#paused = false;
    // Those of an earlier session may be meant as well, and they come first. Other projects wait for their artist.
    this.#set(this.#entries.map((entry) => (entry.session === session ? { ...entry, left: false } : entry)));
    this.wake();
    return isTaken;
  }

  async #make(entry: Entry): Promise<void> {
    const { session, caption } = entry;
    const abort = new AbortController();
    this.#running = { id: caption.id, abort };
    this.#tell();
    const began = performance.now();
    try {
      const note = await this.#noteOf(entry, abort.signal);
      session.describe.add(await session.store.commitCaption({ note }));
      this.#seconds = [...this.#seconds, (performance.now() - began) / 1000].slice(-TIMES);
      this.#done += 1;
      this.#losses.delete(caption.id);
      this.#set(this.#entries.filter((one) => one.caption.id !== caption.id));
    } catch (error) {
      const failure = failureOf(error);
      if (!abort.signal.aborted && failure.kind !== 'cancelled') await this.#fail(entry, failure);
    }
    this.#running = null;
    if (!this.#entries.some(isWaiting)) this.#tellEnd(session);
    this.wake();
  }

  async #noteOf({ session, caption }: Entry, signal: AbortSignal): Promise<Note> {
    const { id, task, question, picture: hash } = caption;
    const picture = await session.page.rasterOf(hash);
    signal.throwIfAborted();
    const request = { task, question, picture, settings: null, seed: 0 };
    const { text, settings, modelHash } = await this.#parts.engine.describe(request, { signal });
    const written = { text, settings, modelHash, createdAt: Date.now(), editedAt: null };
    return { id, task, question, picture: hash, ...written };
  }

  /** A picture that cannot be read is passed over. After any other failure the artist decides. */
  async #fail({ session, caption }: Entry, failure: Failure): Promise<void> {
    const { id } = caption;
    const losses = (this.#losses.get(id) ?? 0) + (failure.kind === 'service-lost' ? 1 : 0);
    this.#losses.set(id, losses);
    // The engine comes back by itself. A picture over which it is lost again and again must not stop all others.
    if (failure.kind === 'service-lost' && losses < MOST_LOSSES) return;
    const isOfPicture = ['bad-picture', 'not-found', 'service-lost'].includes(failure.kind);
    const mark = () => session.store.markQueuedCaption({ id, failure });
    const isMarked =
      isOfPicture &&
      (await mark().then(
        () => true,
        () => false,
      ));
    if (isMarked) return this.#change(id, { ...caption, failure });
    this.#paused = true;
    session.notify('failure', saidOf(failure));
  }

  #tellEnd(session: ProjectSession): void {
    const [count, failed] = [this.#done, this.#entries.length];
    if (count + failed === 0) return;
    if (failed > 0) session.notify('failure', ({ captions }) => captions.endedWithFailures({ count, failed }));
    else session.notify('done', ({ captions }) => captions.ended({ count }));
  }

  #pause(): void {
    this.#paused = true;
    this.#running?.abort.abort();
    this.#tell();
  }

  #goOn(): void {
    this.#paused = false;
    this.#set(this.#entries.map((entry) => ({ ...entry, left: false })));
    this.wake();
  }

  async #cancel(): Promise<void> {
    this.#running?.abort.abort();
    const entries = this.#entries;
    for (const session of new Set(entries.map((entry) => entry.session))) {
      await guarded({ notify: session.notify, hold: session.hold }, async () => {
        const ids = entries.filter((entry) => entry.session === session).map(({ caption }) => caption.id);
        for (let at = 0; at < ids.length; at += MOST_CAPTIONS_AT_ONCE) {
          const some = ids.slice(at, at + MOST_CAPTIONS_AT_ONCE);
          await session.store.dropQueuedCaptions({ ids: some });
          const gone = new Set(some);
          this.#set(this.#entries.filter(({ caption }) => !gone.has(caption.id)));
        }
      });
    }
    this.#paused = false;
    this.wake();
  }

  async #retry(): Promise<void> {
    for (const { session, caption } of this.#entries.filter((entry) => !isWaiting(entry))) {
      await guarded({ notify: session.notify }, async () => {
        await session.store.markQueuedCaption({ id: caption.id, failure: null });
        this.#losses.delete(caption.id);
        this.#change(caption.id, { ...caption, failure: null });
      });
    }
    this.#goOn();
  }

  #change(id: string, caption: QueuedCaption): void {
    this.#set(this.#entries.map((entry) => (entry.caption.id === id ? { ...entry, caption } : entry)));
  }

  /** Leaves out the captions of projects that were closed. They are still in the files of their projects. */
  #prune(): void {
    const open = this.#parts.sessions();
    const isKept = ({ session, caption }: Entry) => open.includes(session) || caption.id === this.#running?.id;
    if (!this.#entries.every(isKept)) this.#set(this.#entries.filter(isKept));
  }

  #set(entries: readonly Entry[]): void {
    this.#entries = entries;
    this.#tell();
    this.#hold();
  }

  #tell(): void {
    const waiting = this.#entries.filter(isWaiting);
    const first = waiting[0] ?? this.#entries[0];
    const seconds = this.#seconds.reduce((sum, one) => sum + one, 0) / Math.max(1, this.#seconds.length);
    const failed = this.#entries.length - waiting.length;
    const now: Partial<CaptionsState> = {
      phase: this.#phaseOf(waiting),
      projectId: first?.session.project.getState().id ?? null,
      projectName: first?.session.project.getState().name ?? '',
      done: this.#done,
      of: this.#done + this.#entries.length,
      failed,
      secondsLeft: this.#seconds.length === 0 ? null : seconds * waiting.length,
    };
    const before = this.state.getState();
    const isNews = Object.entries(now).some(([name, value]) => before[name as keyof CaptionsState] !== value);
    if (isNews) this.state.setState(now);
    if (!this.#entries.some(({ left }) => left)) for (const said of this.#offers.splice(0)) this.#parts.withdraw(said);
  }

  #phaseOf(waiting: readonly Entry[]): CaptionsPhase {
    if (this.#entries.length === 0) return 'none';
    if (waiting.length === 0) return 'failed';
    if (this.#running !== null && !this.#running.abort.signal.aborted) return 'running';
    if (waiting.every(({ left }) => left)) return 'left';
    if (this.#paused) return 'paused';
    return this.#parts.isReady() ? 'yields' : 'no-model';
  }

  /** A project stays open while captions are written for it. Those of an earlier session do not keep it open. */
  #hold(): void {
    const needed = new Set(this.#entries.filter((one) => isWaiting(one) && !one.left).map(({ session }) => session));
    for (const session of needed) if (!this.#holds.has(session)) this.#holds.set(session, session.hold());
    for (const [session, release] of this.#holds) {
      if (needed.has(session)) continue;
      this.#holds.delete(session);
      release();
    }
  }
}
