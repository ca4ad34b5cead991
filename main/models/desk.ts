import { createHash } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { StudioError } from '../../preload/contract/errors.ts';
import type { Manifest } from '../../preload/contract/manifest.ts';
import {
  type CheckpointLook,
  type FoundFolder,
  type InstalledModel,
  type ListedModel,
  listedModelSchema,
  lookSchema,
  type ModelNews,
  type ModelsNow,
  type ModelWork,
} from '../../preload/contract/models.ts';
import {
  changeShelf,
  isFolderThere,
  modelFolders,
  placeFor,
  readShelf,
  type Shelf,
  withFolder,
  withModelElsewhere,
  withoutModel,
} from '../model-shelf.ts';
import { type LineJob, lineJob } from '../processes/line-job.ts';
import type { Spawn } from '../processes/service-child.ts';
import { Adding, type Conversion } from './adding.ts';
import { type Checked, Checking } from './checking.ts';
import { Moving } from './moving.ts';
import { freeDisk } from './room.ts';

/** What the desk needs of the studio around it. */
export interface DeskParts {
  readonly data: string;
  /** Starts native-models/adding/entry.ts. */
  readonly spawnAdding: (args: readonly string[]) => Spawn;
  /** Starts main/engine/model-files.ts. */
  readonly spawnFiles: (args: readonly string[]) => Spawn;
  /** The folder of the model that the engine runs with; null for the bundled one. */
  readonly used: () => string | null;
  /** Starts the engine with the model of this folder, or with the bundled one. */
  readonly takeModel: (folder: string | null) => Promise<void>;
  readonly moveToTrash: (folder: string) => Promise<void>;
  readonly onChange: (now: ModelsNow) => void;
  readonly onNews: (news: ModelNews) => void;
  /** Receives what the processes print besides. */
  readonly onLine: (line: string) => void;
}

const idOf = (path: string) => createHash('sha256').update(path).digest('hex').slice(0, 16);

/** Whether the studio made a model that lies in an earlier folder. */
const isElsewhere = ({ isOwn, isBundled, facts, path }: ListedModel, folder: string): boolean =>
  isOwn && !isBundled && facts !== null && dirname(path) !== folder;

const modelsSchema = z.object({ models: z.array(listedModelSchema) });
const foundSchema = z.object({ look: lookSchema });
const countSchema = z.object({ progress: z.object({ done: z.number(), of: z.number() }) });

/** Keeps the models on this computer: lists, adds, checks, chooses and removes them. It knows folders, and the window only ids. */
export class ModelDesk {
  readonly #parts: DeskParts;
  readonly #adding: Adding;
  readonly #checking: Checking;
  readonly #moving: Moving;
  #models: readonly ListedModel[] | null = null;
  #found: FoundFolder | null = null;
  #freeDisk: number | null = null;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.#adding = new Adding({
      data: parts.data,
      spawn: parts.spawnAdding,
      onLine: parts.onLine,
      onChange: () => this.#tell(),
      onNews: (news) => {
        parts.onNews(news);
        void this.list().catch(() => undefined);
      },
    });
    this.#checking = new Checking({
      spawn: parts.spawnFiles,
      keep: (path, { files, damaged }) => {
        const seen = { files, at: Date.now(), damaged };
        this.#keep((shelf) => ({ ...shelf, checks: { ...shelf.checks, [path]: seen } }));
      },
      onLine: parts.onLine,
      onNews: parts.onNews,
      // What a check has found stands in the list.
      onChange: () => (this.#checking.now === null ? void this.list().catch(() => this.#tell()) : this.#tell()),
    });
    this.#moving = new Moving({
      spawn: parts.spawnFiles,
      keep: (change) => this.#keep(change),
      onLine: parts.onLine,
      onNews: parts.onNews,
      onChange: () => (this.#moving.now === null ? void this.list().catch(() => this.#tell()) : this.#tell()),
    });
  }

  /** What the page shows at this moment. */
  get now(): ModelsNow {
    const { data, used } = this.#parts;
    const usedPath = used();
    const shelf = readShelf(data);
    const [folder] = modelFolders(shelf, data);
    const models = this.#models?.map(
      (model): InstalledModel => ({
        ...model,
        id: idOf(model.path),
        isUsed: usedPath === null ? model.isBundled : model.path === resolve(usedPath),
      }),
    );
    const strays = models?.filter((model) => isElsewhere(model, folder)) ?? [];
    return {
      models: models ?? null,
      room: {
        folder,
        isThere: isFolderThere(shelf, data),
        freeDisk: this.#freeDisk,
        freeMemory: freemem(),
        memory: totalmem(),
      },
      adding: this.#adding.now,
      checking: this.#checking.now,
      moving: this.#moving.now,
      strays: {
        count: strays.length,
        bytes: strays.reduce((sum, { bytes }) => sum + bytes, 0),
        isUsedOne: strays.some(({ isUsed }) => isUsed),
      },
      unfinished: this.#adding.unfinished,
    };
  }

  /** Lists the models anew. @throws StudioError */
  async list(): Promise<ModelsNow> {
    const { data, used } = this.#parts;
    const usedPath = used();
    const other = usedPath === null ? [] : ['--other', resolve(usedPath)];
    const { answer } = lineJob({
      spawn: this.#parts.spawnFiles(['--list', '--data', data, ...other]),
      answer: modelsSchema,
      progress: countSchema,
      ended: () => StudioError.of('adding.list-ended', {}),
      onLine: this.#parts.onLine,
    });
    const [{ models }, free] = await Promise.all([answer, freeDisk(modelFolders(readShelf(data), data)[0])]);
    this.#models = models;
    this.#freeDisk = free;
    this.#tell();
    return this.now;
  }

  /** Looks at a folder that the artist has chosen. @throws StudioError with one sentence where it cannot be added */
  async find(folder: string): Promise<FoundFolder> {
    const path = resolve(folder);
    const { look } = await this.#lookAt(path);
    this.#found = { id: idOf(path), path, look };
    return this.#found;
  }

  /** @throws StudioError where the folder is no longer the one that was found, or another model is being added */
  async add(id: string, precision: Manifest['precision'] | null): Promise<void> {
    const found = this.#found;
    if (found?.id !== id) throw StudioError.of('adding.unlisted', {});
    if (found.look.kind === 'model') {
      this.#keep((shelf) => withModelElsewhere(shelf, this.#parts.data, found.path));
      await this.list();
      this.#parts.onNews({ kind: 'added', name: found.look.name, isNew: true });
      return;
    }
    this.#convert({ name: found.look.name, checkpoint: found.path, precision: precision ?? 'fp32' });
  }

  /** Begins to make a model of its checkpoint once more, in its place. @throws StudioError */
  async convertAgain(id: string): Promise<void> {
    const { path } = this.#unused(id);
    const made = readShelf(this.#parts.data).about[path];
    if (made === undefined) throw StudioError.of('adding.unlisted', {});
    const { name } = await this.#lookAtCheckpoint(made.checkpoint);
    this.#convert({ ...made, name });
  }

  #convert(asked: Omit<Conversion, 'out'>): void {
    const { data } = this.#parts;
    this.#adding.begin({ ...asked, out: placeFor(readShelf(data), data, asked) });
  }

  async cancelAdding(): Promise<void> {
    await this.#adding.cancel();
    await this.list();
  }

  /** Begins again what was being added when the studio ended, or clears away what is left of it. */
  async settleUnfinished(goOn: boolean): Promise<void> {
    const { left } = this.#adding;
    if (left === null) return this.#tell();
    if (!goOn) return this.#adding.dropLeft();
    await this.#lookAtCheckpoint(left.checkpoint);
    this.#adding.begin(left);
  }

  /**
   * Makes a model of a checkpoint that was fetched, after the one that is being made.
   * @returns its folder; null where none came of it, which is told as news
   * @throws StudioError where it is no checkpoint that can be used
   */
  async make(checkpoint: string, precision: Manifest['precision']): Promise<string | null> {
    await this.#adding.outcome;
    const { name } = await this.#lookAtCheckpoint(checkpoint);
    this.#convert({ name, checkpoint, precision });
    return this.#adding.outcome;
  }

  /** Clears away what a conversion of this checkpoint has left. */
  async dropUnfinished(checkpoint: string): Promise<void> {
    if (this.#adding.left?.checkpoint === checkpoint) await this.#adding.dropLeft();
  }

  /** Reads every byte of a model, without a word to the window. */
  readBack(path: string, onWork: (work: ModelWork) => void): Pick<LineJob<Checked>, 'answer' | 'stop'> {
    const job = this.#checking.read(path, onWork);
    void job.answer.then(() => this.list()).catch(() => undefined);
    return job;
  }

  /** Begins to read every byte of a model. @throws StudioError where another one is being checked */
  check(id: string): void {
    const { path, facts } = this.#settled(id);
    this.#checking.begin(id, facts?.name ?? path, path);
  }

  async stopChecking(): Promise<void> {
    await this.#checking.stop();
  }

  /** Makes it the studio's model, at later starts as well. The choice is on disk before the engine starts. */
  async use(id: string): Promise<void> {
    const model = this.#settled(id);
    if (model.facts === null) throw StudioError.of('adding.unusable', {});
    await this.#choose(model.isBundled ? null : model.path);
  }

  /** As `use`, for a folder that may hold no model: the engine then says what is wrong, and nothing is kept. */
  async takeFolder(folder: string | null): Promise<void> {
    const path = folder === null ? null : resolve(folder);
    const isModel = path === null || (await this.#lookAt(path).catch(() => null))?.look.kind === 'model';
    if (isModel) await this.#choose(path);
    else void this.#parts.takeModel(path);
  }

  /** @returns whether its files went to the trash, and not only its line off the list */
  async remove(id: string): Promise<boolean> {
    const model = this.#unused(id);
    if (model.isBundled) throw StudioError.of('adding.bundled-stays', {});
    if (this.#checking.path === model.path) await this.stopChecking();
    const isThere = model.facts !== null || model.problem?.code !== 'model.none-there';
    const isTrashed = model.isOwn && isThere;
    if (isTrashed) {
      await this.#parts.moveToTrash(model.path).catch((cause: unknown) => {
        throw StudioError.of('adding.not-trashed', { path: model.path }, { cause, detail: String(cause) });
      });
    }
    this.#keep((shelf) => withoutModel(shelf, model.path));
    await this.list();
    return isTrashed;
  }

  /** The folder of a listed model. @throws StudioError */
  folderOf(id: string): string {
    return this.#listed(id).path;
  }

  /**
   * New models go into this folder. Those that are there already stay where they are, until `moveHere`. The engine starts anew
   * where its model was moved along by hand.
   * @throws StudioError where nothing can be written there
   */
  async putInto(folder: string): Promise<void> {
    const path = resolve(folder);
    const { data, used, takeModel } = this.#parts;
    await access(path, constants.W_OK).catch((cause: unknown) => {
      throw StudioError.of('adding.no-writing', { path }, { cause });
    });
    const before = used();
    this.#keep((shelf) => withFolder(shelf, data, path));
    const { chosen } = readShelf(data);
    const isMoved = before !== null && chosen !== null && resolve(before) !== chosen && dirname(chosen) === path;
    if (isMoved && !existsSync(before)) void takeModel(chosen);
    await this.list();
  }

  /** Begins to move the models of earlier folders into the folder for new ones. The one that is drawn with stays. */
  moveHere(): void {
    const { data } = this.#parts;
    const shelf = readShelf(data);
    const [folder] = modelFolders(shelf, data);
    if (!isFolderThere(shelf, data)) throw StudioError.of('adding.folder-gone', { path: folder });
    if (this.#checking.path !== null) throw StudioError.of('adding.checking', {});
    const movable = this.now.models?.filter((model) => isElsewhere(model, folder) && !model.isUsed) ?? [];
    this.#moving.begin(movable, folder);
  }

  async stopMoving(): Promise<void> {
    await this.#moving.stop();
  }

  /** Ends what is under way, since the studio quits. What was being added is offered at the next start. */
  async stop(): Promise<void> {
    await Promise.all([this.#adding.leave(), this.stopChecking(), this.stopMoving()]);
  }

  async #choose(path: string | null): Promise<void> {
    const { data, takeModel } = this.#parts;
    this.#keep((shelf) => ({ ...(path === null ? shelf : withModelElsewhere(shelf, data, path)), chosen: path }));
    // The engine itself reports the outcome to the window.
    void takeModel(path);
    await this.list().catch(() => this.#tell());
  }

  #lookAt(path: string): Promise<z.infer<typeof foundSchema>> {
    return lineJob({
      spawn: this.#parts.spawnAdding(['--look', path]),
      answer: foundSchema,
      progress: countSchema,
      ended: () => StudioError.of('adding.look-ended', {}),
      onLine: this.#parts.onLine,
    }).answer;
  }

  async #lookAtCheckpoint(path: string): Promise<CheckpointLook> {
    const { look } = await this.#lookAt(path);
    if (look.kind !== 'checkpoint') throw StudioError.of('adding.nothing-there', { path });
    return look;
  }

  #listed(id: string): ListedModel {
    const model = this.#models?.find(({ path }) => idOf(path) === id);
    if (model === undefined) throw StudioError.of('adding.unlisted', {});
    return model;
  }

  /** A listed model while none is on its way to another folder. @throws StudioError */
  #settled(id: string): ListedModel {
    if (this.#moving.now !== null) throw StudioError.of('adding.moving', {});
    return this.#listed(id);
  }

  /** A listed model that the engine does not run with. @throws StudioError */
  #unused(id: string): ListedModel {
    const model = this.#settled(id);
    if (this.now.models?.find((one) => one.id === id)?.isUsed) throw StudioError.of('adding.in-use', {});
    return model;
  }

  #keep(change: (shelf: Shelf) => Shelf): void {
    try {
      changeShelf(this.#parts.data, change);
    } catch (cause) {
      throw StudioError.of('adding.not-kept', {}, { cause, detail: String(cause) });
    }
  }

  #tell(): void {
    this.#parts.onChange(this.now);
  }
}
