import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure } from '../../../preload/contract/errors.ts';
import { inOrder, placeAtEnd, placeAtFront, placesAfterMove } from '../../generation/queue/order.ts';
import { lookOf } from '../../generation/queue/page-look.ts';
import type { RunInput } from '../../generation/run/run-types.ts';
import { guarded, type StudioParts } from '../parts.ts';
import type { ProjectSession } from '../project/session-types.ts';
import type { QueueState } from '../queue-types.ts';
import { drawsThePage, type Entry, entryOf, isRunnable, itemOf, placesOf } from './queue-entries.ts';

export interface QueueParts extends Pick<StudioParts, 'notify'> {
  /** The open projects. */
  readonly sessions: () => readonly ProjectSession[];
  /** Whether the engine has a model. */
  readonly isReady: () => boolean;
}

/** Milliseconds from a change of the page to the next comparison with the pages of waiting jobs. */
const LOOK_MS = 200;

/**
 * The queue of the window. It draws one job at a time, in the project in which the job began. A job stays in its
 * project's file until its last picture is recorded, so a kill at any moment loses none.
 */
export class DrawingQueue {
  readonly state: StoreApi<QueueState>;
  readonly #parts: QueueParts;
  #entries: readonly Entry[] = [];
  #paused = false;
  /** Jobs that are on their way to the disk, by their places. */
  readonly #coming = new Map<string, number>();
  #running: { readonly id: string; readonly abort: AbortController } | null = null;
  /** What keeps projects open in the window. */
  readonly #holds = new Map<ProjectSession, () => void>();
  readonly #followed = new WeakSet<ProjectSession>();
  /** Runs of several drawings, by their ids. */
  readonly #series = new Map<string, Pick<Entry, 'session' | 'region'>>();
  /** Series of which some drawings are still on their way to the disk. */
  readonly #comingSeries = new Set<string>();
  #lookTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: QueueParts) {
    this.#parts = parts;
    this.state = createStore<QueueState>()((set) => ({
      items: [],
      paused: false,
      left: 0,
      shown: false,
      added: 0,
      show: (shown) => {
        set({ shown });
        if (shown) this.#lookSoon();
      },
      pause: () => this.#pause(),
      goOn: () => this.#goOn(),
      move: (id, to) => guarded(parts, () => this.#move(id, to)),
      cancel: (id) => guarded(parts, () => this.#cancel(this.#entries.filter(({ job }) => job.id === id))),
      cancelAll: () => guarded(parts, () => this.#cancel(this.#entries)),
      retry: (id) => guarded(parts, () => this.#retry(id)),
    }));
  }

  /**
   * Draws at once where nothing draws or waits, neither in turn nor for a decision, and queues the drawing otherwise.
   * @param front whether it comes before all that wait
   */
  begin(session: ProjectSession, input: RunInput, front: boolean): Promise<void> {
    const { phase } = session.run.getState();
    if (phase === 'idle' && !this.#isAtWork) return session.run.getState().run(input);
    return guarded({ notify: session.notify, hold: session.hold }, () => this.#add(session, input, front));
  }

  /** Queues drawings that belong together. Their results wait for one decision, after the last of them. */
  beginSeries(session: ProjectSession, inputs: readonly RunInput[]): Promise<void> {
    const runId = crypto.randomUUID();
    const { region } = session.document.getState().document;
    this.#series.set(runId, { session, region });
    return guarded({ notify: session.notify, hold: session.hold }, async () => {
      this.#comingSeries.add(runId);
      try {
        for (const input of inputs) await this.#add(session, input, false, runId);
      } finally {
        this.#comingSeries.delete(runId);
        this.#concludeSeries();
      }
    });
  }

  /** Whether anything draws, or waits for its turn and is not paused. */
  get isBusy(): boolean {
    return this.#isAtWork || this.#parts.sessions().some(({ run }) => run.getState().phase === 'running');
  }

  /** Whether nothing draws or waits in turn, and no results lie over the page of the project. */
  isFree(session: ProjectSession): boolean {
    return !this.isBusy && session.run.getState().phase === 'idle';
  }

  /** Reads the jobs of a project that was just opened. They wait until the artist goes on. */
  adopt(session: ProjectSession): Promise<void> {
    this.#follow(session);
    return guarded({ notify: session.notify, hold: session.hold }, async () => {
      const { jobs } = await session.store.listQueuedJobs({});
      const known = new Set(this.#entries.filter((entry) => entry.session === session).map(({ job }) => job.id));
      const fresh = jobs.filter(({ id }) => !known.has(id));
      for (const { id, runId } of fresh) {
        const isOfSeries = fresh.some((other) => other.runId === runId && other.id !== id);
        if (isOfSeries) this.#series.set(runId, { session, region: null });
      }
      this.#set([...this.#entries, ...fresh.map((job) => entryOf(session, job, true, null))]);
      if (fresh.length > 0) this.#lookSoon();
    });
  }

  /** Begins the next drawing where one may begin. It is called whenever something may have changed. */
  wake(): void {
    this.#prune();
    if (this.#running !== null || this.#paused || !this.#parts.isReady()) return;
    // A drawing that began at once has the engine.
    if (this.#parts.sessions().some(({ run }) => run.getState().phase === 'running')) return;
    const next = this.#entries.find(isRunnable);
    if (next !== undefined) void this.#draw(next);
  }

  get #isAtWork(): boolean {
    return this.#running !== null || this.#coming.size > 0 || (!this.#paused && this.#entries.some(isRunnable));
  }

  /** @param runId the run of a series; absent for a drawing of its own */
  async #add(session: ProjectSession, input: RunInput, front: boolean, runId?: string): Promise<void> {
    this.#follow(session);
    const placed = [...this.#entries.map(({ job }) => job), ...placesOf(this.#coming)];
    const place = front ? placeAtFront(placed, this.#running?.id ?? null) : placeAtEnd(placed);
    const coming = crypto.randomUUID();
    this.#coming.set(coming, place);
    try {
      const { region } = session.document.getState().document;
      const job = await session.store.queueJob({
        job: { ...(await session.queued.jobOf(input)), place, ...(runId && { runId }) },
      });
      this.#set([...this.#entries, entryOf(session, job, false, region)]);
      this.state.setState({ added: this.state.getState().added + 1 });
      this.#lookSoon();
    } finally {
      this.#coming.delete(coming);
    }
    this.wake();
  }

  async #draw({ session, job, region }: Entry): Promise<void> {
    const { id } = job;
    const abort = new AbortController();
    this.#running = { id, abort };
    this.#change(id, { state: 'running', progress: null });
    const stopFollowing = session.run.subscribe(({ phase, progress }) => {
      if (phase === 'running' && progress !== null) this.#tellProgress(id, progress);
    });
    const end = await session.queued
      .draw(
        job,
        region,
        { signal: abort.signal, onProgress: (progress) => this.#tellProgress(id, progress) },
        this.#series.has(job.runId),
      )
      .finally(stopFollowing);
    await this.#settle(session, id, end.kind === 'failed' ? end.failure : null, end.kind === 'cancelled');
    this.#running = null;
    this.#concludeSeries();
    this.wake();
  }

  /** Offers the results of every series of which nothing waits any more. */
  #concludeSeries(): void {
    for (const [runId, { session, region }] of this.#series) {
      const own = this.#entries.filter(({ job, state }) => job.runId === runId && state !== 'failed');
      if (own.length > 0 || this.#comingSeries.has(runId)) continue;
      this.#series.delete(runId);
      session.queued.offer(runId, region);
    }
  }

  /** Writes how a job ended. One that was drawn has left the store with its last picture. */
  async #settle(session: ProjectSession, id: string, failure: Failure | null, isCancelled: boolean): Promise<void> {
    await guarded({ notify: session.notify }, async () => {
      if (failure !== null) await session.store.markQueuedJob({ id, failure });
      else if (isCancelled) await session.store.dropQueuedJobs({ ids: [id] });
    });
    if (failure === null) this.#set(this.#entries.filter(({ job }) => job.id !== id));
    else {
      const { job } = this.#entries.find((entry) => entry.job.id === id) ?? {};
      if (job !== undefined) this.#change(id, { state: 'failed', progress: null, job: { ...job, failure } });
      // Where the engine was lost, the others would fail one after the other.
      if (failure.kind === 'service-lost') this.#pause();
    }
  }

  #pause(): void {
    this.#paused = true;
    this.#set(this.#entries);
  }

  #goOn(): void {
    this.#paused = false;
    this.#set(this.#entries.map((entry) => ({ ...entry, left: false })));
    this.wake();
  }

  async #move(id: string, to: number): Promise<void> {
    const places = new Map(
      placesAfterMove(
        this.#entries.map(({ job }) => job),
        id,
        to,
      ).map((one) => [one.id, one.place]),
    );
    for (const session of new Set(this.#entries.map((entry) => entry.session))) {
      const own = this.#entries.filter((entry) => entry.session === session && places.has(entry.job.id));
      if (own.length === 0) continue;
      const moved = own.map(({ job }) => ({ id: job.id, place: places.get(job.id) ?? job.place }));
      await session.store.arrangeQueuedJobs({ places: moved });
    }
    this.#set(
      this.#entries.map((entry) => {
        const place = places.get(entry.job.id);
        return place === undefined ? entry : { ...entry, job: { ...entry.job, place } };
      }),
    );
  }

  async #cancel(entries: readonly Entry[]): Promise<void> {
    const waiting = entries.filter(({ job }) => job.id !== this.#running?.id);
    for (const session of new Set(waiting.map((entry) => entry.session))) {
      const ids = waiting.filter((entry) => entry.session === session).map(({ job }) => job.id);
      await session.store.dropQueuedJobs({ ids });
      this.#set(this.#entries.filter(({ job }) => !ids.includes(job.id)));
    }
    this.#concludeSeries();
    // The one that runs is stopped last. Otherwise the next one would begin before it is cancelled.
    for (const { session, job } of entries) if (job.id === this.#running?.id) this.#stop(session);
  }

  #stop(session: ProjectSession): void {
    this.#running?.abort.abort();
    session.queued.stop();
  }

  async #retry(id: string): Promise<void> {
    const entry = this.#entries.find(({ job }) => job.id === id);
    if (entry?.state !== 'failed') return;
    await entry.session.store.markQueuedJob({ id, failure: null });
    this.#change(id, { state: 'waiting', job: { ...entry.job, failure: null }, left: false });
    this.wake();
  }

  #tellProgress(id: string, { step, of }: { readonly step: number; readonly of: number }): void {
    if (this.#running?.id === id) this.#change(id, { progress: { step, of } });
  }

  #follow(session: ProjectSession): void {
    if (this.#followed.has(session)) return;
    this.#followed.add(session);
    session.run.subscribe((now, before) => now.phase !== before.phase && this.wake());
    session.project.subscribe(() => this.#set(this.#entries));
    session.document.subscribe((now, before) => now.document !== before.document && this.#lookSoon());
  }

  /** Compares the pages with those of the jobs, while the list is open. */
  #lookSoon(): void {
    if (!this.state.getState().shown) return;
    clearTimeout(this.#lookTimer);
    this.#lookTimer = setTimeout(() => void this.#look(), LOOK_MS);
  }

  async #look(): Promise<void> {
    for (const session of new Set(this.#entries.map((entry) => entry.session))) {
      const look = await lookOf(session.document.getState().document);
      this.#set(
        this.#entries.map((entry) => {
          if (entry.session !== session) return entry;
          return { ...entry, pageChanged: drawsThePage(entry.job) && entry.job.request.pageLook !== look };
        }),
      );
    }
  }

  /** Leaves out the jobs of projects that were closed. They are still in the files of their projects. */
  #prune(): void {
    const open = this.#parts.sessions();
    const kept = this.#entries.filter(({ session, job }) => open.includes(session) || job.id === this.#running?.id);
    if (kept.length !== this.#entries.length) this.#set(kept);
  }

  #change(id: string, patch: Partial<Entry>): void {
    this.#set(this.#entries.map((entry) => (entry.job.id === id ? { ...entry, ...patch } : entry)));
  }

  #set(entries: readonly Entry[]): void {
    this.#entries = inOrder(entries.map(({ job }) => job)).flatMap(({ id }) => {
      const entry = entries.find(({ job }) => job.id === id);
      return entry === undefined ? [] : [entry];
    });
    const left = this.#entries.filter((entry) => entry.left && entry.state === 'waiting').length;
    this.state.setState({ items: this.#entries.map(itemOf), paused: this.#paused || left > 0, left });
    this.#hold();
  }

  /** A project stays open while the window draws for it. Jobs of an earlier session do not keep it open. */
  #hold(): void {
    const needed = new Set(
      this.#entries.filter(({ left, state }) => !left && state !== 'failed').map((e) => e.session),
    );
    for (const session of needed) if (!this.#holds.has(session)) this.#holds.set(session, session.hold());
    for (const [session, release] of this.#holds) {
      if (needed.has(session)) continue;
      this.#holds.delete(session);
      release();
    }
  }
}
