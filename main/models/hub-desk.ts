import { createHash } from 'node:crypto';
import { z } from 'zod';
import { failureOf, StudioError } from '../../preload/contract/errors.ts';
import {
  type FoundRepository,
  type HubNow,
  type HubRepository,
  hubRepositorySchema,
  hubWaitReasons,
  type NamedRepository,
  readRepository,
  type TokenState,
} from '../../preload/contract/hub.ts';
import type { Precision } from '../../preload/contract/manifest.ts';
import type { ModelNews, ModelWork } from '../../preload/contract/models.ts';
import {
  arrivedIn,
  bytesHere,
  checkRoom,
  folderFor,
  hostOf,
  keepDownload,
  pageOf,
  placeForDownload,
  removeDownload,
  writePlan,
} from '../hub-download.ts';
import { changeShelf, modelFolders, readShelf, type Shelf } from '../model-shelf.ts';
import { type LineJob, lineJob } from '../processes/line-job.ts';
import type { Spawn } from '../processes/service-child.ts';
import type { Checked } from './checking.ts';
import { freeDisk } from './room.ts';
import { WorkClock } from './work-clock.ts';

/** How far back the rate of a download looks. */
const RATE_MS = 20_000;

/** What makes models of checkpoints: the desk. */
export interface ModelMaker {
  readonly make: (checkpoint: string, precision: Precision) => Promise<string | null>;
  readonly readBack: (path: string, onWork: (work: ModelWork) => void) => Pick<LineJob<Checked>, 'answer' | 'stop'>;
  readonly dropUnfinished: (checkpoint: string) => Promise<void>;
}

export interface HubDeskParts {
  readonly data: string;
  /** The address that is asked. */
  readonly endpoint: string;
  /** Whether it is not the usual one. */
  readonly isMirror: boolean;
  /** Starts native-models/hub/entry.ts. */
  readonly spawn: (args: readonly string[]) => Spawn;
  readonly maker: ModelMaker;
  /** The token for an address, and where it is kept. */
  readonly token: {
    readonly of: (endpoint: string) => string | null;
    readonly state: (endpoint: string) => TokenState;
  };
  readonly onChange: (now: HubNow) => void;
  readonly onNews: (news: ModelNews) => void;
  readonly onLine: (line: string) => void;
}

type Download = NonNullable<Shelf['download']>;
type Shown = Omit<NonNullable<HubNow['download']>, 'repository' | 'revision' | 'commit' | 'precision'>;

const PAUSED: Shown = { state: 'paused', work: null, waiting: null };
const foundSchema = z.object({ repository: hubRepositorySchema });
const fetchedSchema = z.object({ fetched: z.object({ folder: z.string() }) });
const lineSchema = z.union([
  z.object({ progress: z.object({ stage: z.string(), done: z.number(), of: z.number() }) }),
  z.object({ waiting: z.object({ reason: z.enum(hubWaitReasons), seconds: z.number().nonnegative() }).nullable() }),
]);

/** Looks at repositories on the hub, and fetches one at a time: its files, then its model, which is read back at last. */
export class HubDesk {
  readonly #parts: HubDeskParts;
  #found: { readonly id: string; readonly repository: HubRepository } | null = null;
  #shown: Shown = PAUSED;
  #stop: (() => Promise<void>) | null = null;
  #running: Promise<void> | null = null;
  #stopLooking: () => Promise<void> = () => Promise.resolve();

  constructor(parts: HubDeskParts) {
    this.#parts = parts;
  }

  get now(): HubNow {
    const { data, endpoint, isMirror, token } = this.#parts;
    const { download } = readShelf(data);
    return {
      host: hostOf(endpoint),
      isMirror,
      token: token.state(endpoint),
      download: download === null ? null : { ...named(download), precision: download.precision, ...this.#shown },
    };
  }

  /** Asks the host about a repository. @param revision empty where the text names it, or none @throws StudioError */
  async look(text: string, revision: string): Promise<FoundRepository> {
    const { data, endpoint } = this.#parts;
    const plain = withRevision(readRepository(text), revision.trim());
    if (plain === null) throw StudioError.of('hub.name-wrong', { text });
    const job = this.#job(
      ['--look', plain.repository, '--revision', plain.revision],
      foundSchema,
      'hub.look-ended',
      () => undefined,
    );
    await this.#stopLooking();
    this.#stopLooking = job.stop;
    const { repository } = await job.answer;
    const id = createHash('sha256').update(`${repository.repository}@${repository.commit}`).digest('hex').slice(0, 16);
    this.#found = { id, repository };
    const folder = folderFor(readShelf(data), data, repository);
    return {
      id,
      repository,
      page: pageOf(endpoint, repository.repository),
      here: await bytesHere(folder, repository.files),
    };
  }

  /** Begins to fetch what was looked at. @throws StudioError where there is no room, or another one is not finished */
  async begin(id: string, precision: Precision, keeps: boolean): Promise<void> {
    if (this.#found?.id !== id) throw StudioError.of('hub.unlisted', {});
    const { repository } = this.#found;
    const { data } = this.#parts;
    const shelf = readShelf(data);
    if (shelf.download !== null) throw StudioError.of('hub.busy-here', { repository: shelf.download.repository });
    const folder = placeForDownload(shelf, data, repository);
    const here = await bytesHere(folder, repository.files);
    checkRoom(repository, precision, { folder: modelFolders(shelf, data)[0], here, free: await freeDisk(folder) });
    await writePlan(folder, repository);
    const download = { ...named(repository), folder, precision, keeps };
    this.#keep(() => download);
    this.#run(download);
  }

  /** Says how much has arrived of a download that is paused. */
  async measure(): Promise<void> {
    const { download } = readShelf(this.#parts.data);
    if (download === null || this.#running !== null) return;
    const arrived = await arrivedIn(download.folder);
    if (this.#running !== null) return;
    this.#shown = { ...PAUSED, work: arrived && { stage: 'fetching', ...arrived, bytesPerSecond: null } };
  }

  /** Stops what is under way. What has arrived stays, and goes on when it is asked to, at a later start as well. */
  async pause(): Promise<void> {
    if (this.#running === null) return;
    this.#show({ state: 'stopping', waiting: null });
    await this.#stop?.();
    await this.#running;
  }

  /** @throws StudioError where there is nothing to go on with */
  goOn(): void {
    const { download } = readShelf(this.#parts.data);
    if (download === null) throw StudioError.of('hub.none-left', {});
    if (this.#running === null) this.#run(download);
  }

  /** Resolves when nothing of the download is left. */
  async drop(): Promise<void> {
    await this.pause();
    const { download } = readShelf(this.#parts.data);
    if (download === null) return;
    await this.#parts.maker.dropUnfinished(download.folder);
    await removeDownload(download.folder);
    this.#keep(() => null);
    this.#tell();
  }

  /** Ends it at once, since the studio quits. The next start offers to go on. */
  async leave(): Promise<void> {
    await this.#stop?.();
  }

  /** Tells the window that something has changed that is not the desk's, such as the token. */
  refresh(): void {
    this.#tell();
  }

  #run(download: Download): void {
    this.#shown = { state: 'fetching', work: null, waiting: null };
    this.#tell();
    this.#running = this.#steps(download)
      .catch((error: unknown) => {
        const failure = failureOf(error);
        if (failure.kind !== 'cancelled') this.#parts.onNews({ kind: 'failed', failure });
      })
      .finally(() => {
        this.#running = null;
        this.#stop = null;
        this.#shown = PAUSED;
        return this.measure();
      })
      .finally(() => this.#tell());
  }

  async #steps({ folder, precision, keeps }: Download): Promise<void> {
    const clock = new WorkClock(RATE_MS);
    const fetching = this.#job(['--fetch', folder], fetchedSchema, 'hub.ended', (line) => {
      if ('waiting' in line) this.#show({ waiting: line.waiting });
      else this.#show({ work: clock.at(line.progress, Date.now()), waiting: null });
    });
    this.#stop = fetching.stop;
    await fetching.answer;
    // The conversion has a line of its own, and its own way to be cancelled.
    this.#stop = null;
    this.#show({ state: 'making', work: null, waiting: null });
    const made = await this.#parts.maker.make(folder, precision);
    if (made === null) return;
    const reading = this.#parts.maker.readBack(made, (work) => this.#show({ work }));
    this.#stop = reading.stop;
    this.#show({ state: 'checking', work: null });
    const { damaged } = await reading.answer;
    if (damaged !== null) throw StudioError.of('model.file-changed', { path: made, file: damaged });
    await (keeps ? keepDownload(folder) : removeDownload(folder));
    this.#keep(() => null);
  }

  /** A process that asks the host. The token is handed to it, and stands nowhere that others could read. */
  #job<Answer>(
    args: readonly string[],
    answer: z.ZodType<Answer>,
    ended: 'hub.look-ended' | 'hub.ended',
    onProgress: (line: z.infer<typeof lineSchema>) => void,
  ): LineJob<Answer> {
    const { endpoint, token, spawn, onLine } = this.#parts;
    let isStopped = false;
    const job = lineJob({
      spawn: spawn([...args, '--host', endpoint, '--token']),
      hand: token.of(endpoint) ?? '',
      answer,
      progress: lineSchema,
      onProgress,
      ended: () => StudioError.of(isStopped ? 'cancelled' : ended, {}),
      onLine,
    });
    const stopping = (stop: () => Promise<void>) => () => {
      isStopped = true;
      return stop();
    };
    return { answer: job.answer, stop: stopping(job.stop), kill: stopping(job.kill) };
  }

  #show(change: Partial<Shown>): void {
    this.#shown = { ...this.#shown, ...change, ...(this.#shown.state === 'stopping' ? { state: 'stopping' } : {}) };
    this.#tell();
  }

  #keep(change: () => Shelf['download']): void {
    try {
      changeShelf(this.#parts.data, (shelf) => ({ ...shelf, download: change() }));
    } catch (cause) {
      throw StudioError.of('adding.not-kept', {}, { cause, detail: String(cause) });
    }
  }

  #tell(): void {
    this.#parts.onChange(this.now);
  }
}

const named = ({ repository, revision, commit }: Pick<Download, 'repository' | 'revision' | 'commit'>) => ({
  repository,
  revision,
  commit,
});

function withRevision(found: NamedRepository | null, revision: string): NamedRepository | null {
  return found === null || revision === '' ? found : readRepository(`${found.repository}@${revision}`);
}
