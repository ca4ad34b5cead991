import { z } from 'zod';
import { failureOf, StudioError } from '../../preload/contract/errors.ts';
import type { ModelNews, ModelsNow, ModelWork } from '../../preload/contract/models.ts';
import { type LineJob, lineJob } from '../processes/line-job.ts';
import type { Spawn } from '../processes/service-child.ts';
import { WorkClock } from './work-clock.ts';

export interface CheckingParts {
  /** Starts main/engine/model-files.ts. */
  readonly spawn: (args: readonly string[]) => Spawn;
  /** Notes what a check has found. */
  readonly keep: (path: string, check: Checked) => void;
  readonly onChange: () => void;
  readonly onNews: (news: ModelNews) => void;
  readonly onLine: (line: string) => void;
}

export interface Checked {
  /** Names sizes and times of the files as they were. */
  readonly files: string;
  readonly damaged: string | null;
}

const checkedSchema = z.object({ checked: z.object({ files: z.string(), damaged: z.string().nullable() }) });
const countSchema = z.object({ progress: z.object({ done: z.number(), of: z.number() }) });

/** Reads every byte of a model in a process of its own, one model at a time for the window. */
export class Checking {
  readonly #parts: CheckingParts;
  #running: { readonly path: string; readonly stop: () => Promise<void>; now: ModelsNow['checking'] } | null = null;

  constructor(parts: CheckingParts) {
    this.#parts = parts;
  }

  get now(): ModelsNow['checking'] {
    return this.#running?.now ?? null;
  }

  get path(): string | null {
    return this.#running?.path ?? null;
  }

  /** Resolves at once. The outcome comes as news. @throws StudioError where another one is being checked */
  begin(model: string, name: string, path: string): void {
    if (this.#running !== null) throw StudioError.of('adding.checking', {});
    const job = this.read(path, (work) => {
      if (this.#running !== null) this.#running.now = { model, name, work };
      this.#parts.onChange();
    });
    this.#running = { path, stop: job.stop, now: { model, name, work: null } };
    this.#parts.onChange();
    void job.answer
      .then(({ damaged }) => {
        if (damaged !== null) throw StudioError.of('model.file-changed', { path, file: damaged });
        this.#parts.onNews({ kind: 'whole', name });
      })
      .catch((error: unknown) => {
        const failure = failureOf(error);
        if (failure.kind !== 'cancelled') this.#parts.onNews({ kind: 'failed', failure });
      })
      .finally(() => {
        this.#running = null;
        this.#parts.onChange();
      });
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
  }

  /** Reads a model and notes the outcome. The answer rejects with 'cancelled' where it is stopped. */
  read(path: string, onWork: (work: ModelWork) => void): Pick<LineJob<Checked>, 'answer' | 'stop'> {
    const clock = new WorkClock();
    let isStopped = false;
    const { answer, stop } = lineJob({
      spawn: this.#parts.spawn(['--check', path]),
      answer: checkedSchema,
      progress: countSchema,
      onProgress: ({ progress }) => onWork(clock.at({ stage: 'hashing', ...progress }, Date.now())),
      ended: () => StudioError.of(isStopped ? 'cancelled' : 'adding.check-ended', {}),
      onLine: this.#parts.onLine,
    });
    const noted = answer.then(({ checked }) => {
      this.#parts.keep(path, checked);
      return checked;
    });
    return {
      answer: noted,
      stop: () => {
        isStopped = true;
        return stop();
      },
    };
  }
}
