import { basename } from 'node:path';
import { z } from 'zod';
import { failureOf, StudioError } from '../../preload/contract/errors.ts';
import { type ListedModel, type ModelNews, type ModelsNow, modelName } from '../../preload/contract/models.ts';
import { freePlace, type Shelf, withModelMoved } from '../model-shelf.ts';
import { type LineJob, lineJob } from '../processes/line-job.ts';
import type { Spawn } from '../processes/service-child.ts';
import { clearLeavings } from './leavings.ts';
import { WorkClock } from './work-clock.ts';

export interface MovingParts {
  /** Starts main/engine/model-files.ts. */
  readonly spawn: (args: readonly string[]) => Spawn;
  readonly keep: (change: (shelf: Shelf) => Shelf) => void;
  readonly onChange: () => void;
  readonly onNews: (news: ModelNews) => void;
  readonly onLine: (line: string) => void;
}

const movedSchema = z.object({ moved: z.object({ files: z.string(), isChecked: z.boolean() }) });
const countSchema = z.object({ progress: z.object({ done: z.number(), of: z.number() }) });

/** Moves models into another folder, one after the other, each in a process of its own. */
export class Moving {
  readonly #parts: MovingParts;
  #now: ModelsNow['moving'] = null;
  #job: Pick<LineJob<unknown>, 'stop'> | null = null;
  #isStopped = false;
  #settled: Promise<void> = Promise.resolve();

  constructor(parts: MovingParts) {
    this.#parts = parts;
  }

  get now(): ModelsNow['moving'] {
    return this.#now;
  }

  /** Resolves at once. The outcome comes as news. @throws StudioError where models are being moved already */
  begin(models: readonly ListedModel[], folder: string): void {
    if (this.#now !== null) throw StudioError.of('adding.moving', {});
    this.#isStopped = false;
    this.#settled = this.#moveAll(models, folder);
  }

  /** Stops before the next model. What was moved stays where it is now, and the one on its way where it was. */
  async stop(): Promise<void> {
    if (this.#now === null) return;
    this.#isStopped = true;
    this.#show({ ...this.#now, isCancelling: true });
    await this.#job?.stop();
    await this.#settled;
  }

  async #moveAll(models: readonly ListedModel[], folder: string): Promise<void> {
    let count = 0;
    try {
      for (const model of models) {
        if (this.#isStopped) break;
        await this.#move(model, folder);
        count += 1;
      }
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind !== 'cancelled') this.#parts.onNews({ kind: 'failed', failure });
    }
    this.#job = null;
    this.#show(null);
    if (count > 0) this.#parts.onNews({ kind: 'moved', count, folder });
  }

  async #move(model: ListedModel, folder: string): Promise<void> {
    const { path } = model;
    const to = freePlace(folder, basename(path));
    const name = modelName(model);
    const clock = new WorkClock();
    this.#show({ name, work: null, isCancelling: false });
    const job = lineJob({
      spawn: this.#parts.spawn(['--move', path, '--to', to]),
      answer: movedSchema,
      progress: countSchema,
      onProgress: ({ progress }) => {
        const work = clock.at({ stage: 'moving', ...progress }, Date.now());
        this.#show({ name, work, isCancelling: this.#isStopped });
      },
      ended: () => StudioError.of(this.#isStopped ? 'cancelled' : 'adding.move-ended', { path }),
      onLine: this.#parts.onLine,
    });
    this.#job = job;
    try {
      const { moved } = await job.answer;
      const check = moved.isChecked ? { files: moved.files, at: Date.now(), damaged: null } : undefined;
      this.#parts.keep((shelf) => withModelMoved(shelf, path, to, check));
    } catch (error) {
      await job.stop();
      await clearLeavings(to);
      throw error;
    }
  }

  #show(now: ModelsNow['moving']): void {
    this.#now = now;
    this.#parts.onChange();
  }
}
