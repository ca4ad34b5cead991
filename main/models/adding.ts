import { z } from 'zod';
import { failureOf, StudioError } from '../../preload/contract/errors.ts';
import type { ModelNews, ModelsNow } from '../../preload/contract/models.ts';
import { changeShelf, readShelf, type Shelf } from '../model-shelf.ts';
import { type LineJob, lineJob } from '../processes/line-job.ts';
import type { Spawn } from '../processes/service-child.ts';
import { clearLeavings } from './leavings.ts';
import { WorkClock } from './work-clock.ts';

export interface AddingParts {
  readonly data: string;
  readonly spawn: (args: readonly string[]) => Spawn;
  readonly onLine: (line: string) => void;
  readonly onChange: () => void;
  readonly onNews: (news: ModelNews) => void;
}

/** A conversion: the name that the artist knows, and what becomes of what. */
export type Conversion = NonNullable<Shelf['unfinished']>;

const addedSchema = z.object({ added: z.object({ out: z.string(), converted: z.boolean() }) });
const progressSchema = z.object({
  progress: z.object({ stage: z.string(), done: z.number().nonnegative(), of: z.number().nonnegative() }),
});

/** Makes a model of a checkpoint in a process of its own, one at a time. */
export class Adding {
  readonly #parts: AddingParts;
  #now: ModelsNow['adding'] = null;
  #job: Pick<LineJob<unknown>, 'stop' | 'kill'> | null = null;
  /** How the running conversion is to be stopped; null while it goes on. */
  #stopped: 'cancelled' | 'left' | null = null;
  #outcome: Promise<string | null> = Promise.resolve(null);

  constructor(parts: AddingParts) {
    this.#parts = parts;
  }

  get now(): ModelsNow['adding'] {
    return this.#now;
  }

  /** Resolves once nothing is being added: to the folder of the last model, or to null where none came of it. */
  get outcome(): Promise<string | null> {
    return this.#outcome;
  }

  /** What was being added when the studio ended. A checkpoint that was fetched goes on as a download does. */
  get unfinished(): ModelsNow['unfinished'] {
    const { left } = this;
    const isOwn = left !== null && left.checkpoint !== readShelf(this.#parts.data).download?.folder;
    return isOwn ? { name: left.name } : null;
  }

  /** Resolves at once. The outcome comes as news. @throws StudioError where another model is being added */
  begin(conversion: Conversion): void {
    if (this.#now !== null) throw StudioError.of('adding.busy', {});
    const { name, checkpoint, precision, out } = conversion;
    const spawn = this.#parts.spawn(['--checkpoint', checkpoint, '--out', out, '--precision', precision]);
    this.#keep((shelf) => ({ ...shelf, unfinished: conversion }));
    const clock = new WorkClock();
    this.#stopped = null;
    const job = lineJob({
      spawn,
      answer: addedSchema,
      progress: progressSchema,
      onProgress: ({ progress }) => this.#show({ work: clock.at(progress, Date.now()) }),
      ended: () => StudioError.of(this.#stopped === null ? 'adding.ended' : 'cancelled', {}),
      onLine: this.#parts.onLine,
    });
    this.#job = job;
    this.#now = { name, work: null, isCancelling: false };
    this.#parts.onChange();
    this.#outcome = job.answer
      .then(({ added: { converted } }) => {
        const about = { checkpoint, precision };
        this.#keep((shelf) => ({ ...shelf, unfinished: null, about: { ...shelf.about, [out]: about } }));
        this.#end();
        this.#parts.onNews({ kind: 'added', name, isNew: converted });
        return out;
      })
      .catch(async (error: unknown) => {
        // The process must be gone before its leavings are cleared away.
        await job.stop();
        await this.#giveUp(out);
        const failure = failureOf(error);
        if (failure.kind !== 'cancelled') this.#parts.onNews({ kind: 'failed', failure });
        return null;
      });
  }

  /** Resolves when nothing of it is left. */
  async cancel(): Promise<void> {
    if (this.#job === null) return;
    this.#stopped = 'cancelled';
    this.#show({ isCancelling: true });
    await this.#job.stop();
    await this.#outcome;
  }

  /** Ends the process at once, since the studio quits. The next start offers to go on. */
  async leave(): Promise<void> {
    if (this.#job === null) return;
    this.#stopped = 'left';
    await this.#job.kill();
    await this.#outcome;
  }

  /** What an earlier run has left; null where there is nothing. */
  get left(): Conversion | null {
    return this.#now === null ? readShelf(this.#parts.data).unfinished : null;
  }

  /** Clears away what an earlier run has left. */
  async dropLeft(): Promise<void> {
    const { left } = this;
    if (left === null) return;
    await clearLeavings(left.out);
    this.#keep((shelf) => ({ ...shelf, unfinished: null }));
    this.#parts.onChange();
  }

  async #giveUp(out: string): Promise<void> {
    if (this.#stopped !== 'left') {
      await clearLeavings(out);
      this.#keep((shelf) => ({ ...shelf, unfinished: null }));
    }
    this.#end();
  }

  #end(): void {
    this.#now = null;
    this.#job = null;
    this.#parts.onChange();
  }

  #show(change: Partial<NonNullable<ModelsNow['adding']>>): void {
    if (this.#now === null) return;
    this.#now = { ...this.#now, ...change };
    this.#parts.onChange();
  }

  #keep(change: (shelf: Shelf) => Shelf): void {
    try {
      changeShelf(this.#parts.data, change);
    } catch (cause) {
      throw StudioError.of('adding.not-kept', {}, { cause, detail: String(cause) });
    }
  }
}
