import type { RegionMask } from '../../../preload/contract/pictures.ts';
import type { FinishedTile, PaintJob } from '../../document/paint.ts';
import type { PaintAround, PaintStrokeWork, PaintWork } from '../../document/paint-work.ts';
import { PaintHost } from './host.ts';
import type { PaintAnswer, PaintRequest } from './messages.ts';

/** Paints in a thread of its own, which is started with the first stroke. */
export function createPaintWork(): PaintWork {
  return new Painters((listen) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<PaintAnswer>) => listen.answer(data);
    worker.onerror = (event) => listen.failed(new Error(`The thread for paint failed: ${event.message}`));
    return (request) => worker.postMessage(request);
  });
}

/** Paints in the caller's own thread, where there are no others. */
export function paintWorkHere(): PaintWork {
  return new Painters((listen) => {
    const host = new PaintHost((answer) => listen.answer(answer));
    return (request) => host.take(request);
  });
}

interface Listener {
  answer(answer: PaintAnswer): void;
  /** The thread is gone with all of its jobs. */
  failed(error: Error): void;
}

type Connect = (listen: Listener) => (request: PaintRequest) => void;

interface Waiting {
  readonly around: PaintAround;
  resolve(tiles: readonly FinishedTile[]): void;
  reject(error: unknown): void;
}

class Painters implements PaintWork {
  readonly #connect: Connect;
  #send: ((request: PaintRequest) => void) | null = null;
  /** The region that the thread has. */
  #region: RegionMask | null = null;
  readonly #jobs = new Map<string, Waiting>();

  constructor(connect: Connect) {
    this.#connect = connect;
  }

  begin(job: PaintJob, around: PaintAround): PaintStrokeWork {
    const { id } = job;
    const finished = new Promise<readonly FinishedTile[]>((resolve, reject) => {
      this.#jobs.set(id, { around, resolve, reject });
    });
    finished.catch(() => undefined); // the caller may not have asked for the end yet
    this.#limitTo(around.region);
    this.#tell({ kind: 'begin', job });
    return {
      stroke: (tip, points) => this.#tell({ kind: 'stroke', id, tip, points }),
      cover: (mask) => this.#tell({ kind: 'cover', id, mask }),
      setInk: (ink) => this.#tell({ kind: 'ink', id, ink }),
      end: () => {
        this.#tell({ kind: 'end', id });
        return finished;
      },
      cancel: () => {
        this.#jobs.delete(id);
        this.#tell({ kind: 'cancel', id });
      },
    };
  }

  /** The jobs of all projects share the thread, which holds one region. */
  #limitTo(region: RegionMask | null): void {
    if (this.#region === region) return;
    this.#tell({ kind: 'region', region });
    this.#region = region;
  }

  #tell(request: PaintRequest): void {
    this.#send ??= this.#connect({
      answer: (answer) => this.#take(answer),
      failed: (error) => {
        this.#send = null;
        this.#region = null;
        for (const [id, job] of this.#jobs) if (this.#jobs.delete(id)) job.reject(error);
      },
    });
    this.#send(request);
  }

  #take(answer: PaintAnswer): void {
    const job = this.#jobs.get(answer.id);
    if (job === undefined) return;
    if (answer.kind === 'patches') job.around.onPatches(answer.patches);
    else if (answer.kind === 'needs') for (const blob of answer.blobs) void this.#bring(answer.id, job, blob);
    else {
      this.#jobs.delete(answer.id);
      if (answer.kind === 'finished') job.resolve(answer.tiles);
      else job.reject(new Error(answer.message));
    }
  }

  async #bring(id: string, job: Waiting, blob: string): Promise<void> {
    try {
      const png = await job.around.loadTile(blob);
      this.#tell({ kind: 'tile', blob, png });
    } catch (error) {
      if (!this.#jobs.delete(id)) return;
      this.#tell({ kind: 'cancel', id });
      job.reject(error);
    }
  }
}
