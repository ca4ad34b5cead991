import type { RegionMask } from '../../../preload/contract/pictures.ts';
import { mapped } from '../../document/layer-matrix.ts';
import type { FinishedTile, PaintJob } from '../../document/paint.ts';
import type { PaintAnswer, PaintRequest } from './messages.ts';
import { PaintTask } from './paint-task.ts';
import { StrokePath } from './stroke-path.ts';
import { hashOfTile, pixelsOfTile, pngOfTile, TileMemory } from './tile-memory.ts';

interface Running {
  readonly job: PaintJob;
  readonly task: PaintTask;
  path: StrokePath | null;
  /** The blobs that were asked for. */
  readonly asked: Set<string>;
  ends: boolean;
}

/** The paint of all jobs. Each message is one turn, and jobs may overlap: one may end while the next has begun. */
export class PaintHost {
  readonly #tell: (answer: PaintAnswer) => void;
  readonly #memory = new TileMemory();
  readonly #running = new Map<string, Running>();
  #region: RegionMask | null = null;

  constructor(tell: (answer: PaintAnswer) => void) {
    this.#tell = tell;
  }

  take(request: PaintRequest): void {
    if (request.kind === 'region') this.#region = request.region;
    else if (request.kind === 'begin') this.#begin(request.job);
    else if (request.kind === 'tile') this.#keep(request.blob, request.png);
    else this.#change(request);
  }

  #begin(job: PaintJob): void {
    const task = new PaintTask(job, this.#region, (blob) => this.#memory.get(blob));
    this.#running.set(job.id, { job, task, path: null, asked: new Set(), ends: false });
  }

  #change(request: Extract<PaintRequest, { readonly id: string }>): void {
    const running = this.#running.get(request.id);
    if (running === undefined) return;
    const { task, job } = running;
    if (request.kind === 'cancel') this.#running.delete(request.id);
    else if (request.kind === 'stroke') {
      const { tip } = request;
      running.path ??= new StrokePath(tip, (dab) => task.print(dab, tip));
      for (const point of request.points) running.path.add(point);
    } else if (request.kind === 'cover') cover(task, job, request.mask);
    else if (request.kind === 'ink') task.setInk(request.ink);
    else {
      running.path?.finish();
      running.ends = true;
    }
    this.#look(running);
  }

  #keep(blob: string, png: Uint8Array<ArrayBuffer>): void {
    try {
      this.#memory.keep(blob, pixelsOfTile(png));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      for (const [id, { asked }] of this.#running) {
        if (asked.has(blob) && this.#running.delete(id)) this.#tell({ kind: 'failed', id, message });
      }
    }
    for (const running of this.#running.values()) this.#look(running);
  }

  /** Shows what has changed, asks for what is missing, and ends the job where nothing is. */
  #look(running: Running): void {
    const { id } = running.job;
    if (!this.#running.has(id)) return;
    const missing = running.task.missing();
    const asked = missing.filter((blob) => !running.asked.has(blob));
    for (const blob of asked) running.asked.add(blob);
    if (asked.length > 0) this.#tell({ kind: 'needs', id, blobs: asked });
    const patches = running.task.patches();
    if (patches.length > 0) this.#tell({ kind: 'patches', id, patches });
    if (running.ends && missing.length === 0) {
      this.#running.delete(id);
      void this.#finish(running);
    }
  }

  async #finish({ job: { id }, task }: Running): Promise<void> {
    try {
      const tiles = await Promise.all(
        task.results().map(async ({ column, row, pixels }): Promise<FinishedTile> => {
          if (pixels === null) return { column, row, blob: null, png: null };
          const png = pngOfTile(pixels);
          const blob = await hashOfTile(png);
          this.#memory.keep(blob, pixels);
          return { column, row, blob, png };
        }),
      );
      this.#tell({ kind: 'finished', id, tiles });
    } catch (error) {
      this.#tell({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) });
    }
  }
}

function cover(task: PaintTask, { target }: PaintJob, mask: RegionMask | null): void {
  const whole = { x: 0, y: 0, width: target.width, height: target.height };
  if (mask === null) task.cover(whole);
  else {
    task.cover(whole, (x, y) => {
      const place = mapped(target.matrix, { x: x + 0.5, y: y + 0.5 });
      const [column, row] = [Math.floor(place.x), Math.floor(place.y)];
      if (column < 0 || row < 0 || column >= mask.width || row >= mask.height) return 0;
      return (mask.values[row * mask.width + column] ?? 0) / 255;
    });
  }
}
