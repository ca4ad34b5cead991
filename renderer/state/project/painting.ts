import type { RegionMask } from '../../../preload/contract/pictures.ts';
import type { RegionStep } from '../../../preload/contract/region-steps.ts';
import { say } from '../../../preload/words/message.ts';
import type { CanvasPort } from '../../document/canvas-port.ts';
import { unlessAborted } from '../../document/long-work.ts';
import type { GradientInk, Ink, PaintJob, PenPoint, Tip } from '../../document/paint.ts';
import type { PaintStrokeWork, PaintWork } from '../../document/paint-work.ts';
import type {
  FillLikeness,
  FillStyle,
  LaidGradient,
  Painter,
  PaintStroke,
  PaintStyle,
} from '../../document/painter.ts';
import type { Point } from '../../document/point.ts';
import { guarded, type ProjectParts } from '../parts.ts';
import type { Outbox } from './outbox.ts';
import { type Painted, type PaintedParts, paintedBy } from './painted.ts';

export interface PaintingParts extends PaintedParts, Pick<ProjectParts, 'page' | 'notify' | 'hold'> {
  readonly canvas: Pick<CanvasPort, 'beginPaint'>;
  readonly paintWork: PaintWork;
  readonly outbox: Outbox;
  readonly loadBlob: (hash: string) => Promise<Uint8Array<ArrayBuffer>>;
}

/** Paints on the layers of one project. Each stroke begins when the one before is in the document. */
export function createPainting(parts: PaintingParts): Painter {
  return new Strokes(parts);
}

/** Gives all paint to the work; false where there is none after all. */
type Paint = (work: PaintStrokeWork, signal: AbortSignal) => Promise<boolean>;

interface Limit {
  readonly region: readonly RegionStep[];
  readonly width: number;
  readonly height: number;
  /** Null where there is no region. */
  readonly mask: RegionMask | null;
}

class Strokes implements Painter {
  readonly #parts: PaintingParts;
  /** The raster of the region for the last stroke. */
  #limit: Limit | null = null;

  constructor(parts: PaintingParts) {
    this.#parts = parts;
  }

  begin(style: PaintStyle): PaintStroke {
    const stroke = new Hand(style.tip);
    const { turns } = this.#parts.document.getState();
    const paint = (work: PaintStrokeWork) => stroke.join(work);
    void guarded(this.#parts, () => turns.take(() => this.#run(style, paint, new AbortController().signal)));
    return stroke;
  }

  beginGradient(style: FillStyle): LaidGradient {
    const gradient = new GradientHand();
    const { turns } = this.#parts.document.getState();
    const { signal } = new AbortController();
    const paint = (work: PaintStrokeWork) => gradient.join(work);
    void guarded(this.#parts, () => turns.take(() => this.#run(style, paint, signal, () => gradient.shown())));
    return gradient;
  }

  fill(style: FillStyle): Promise<void> {
    return this.#work(style, async (work) => {
      work.cover(null);
      return true;
    });
  }

  fillAlike(at: Point, { allLayers, ...likeness }: FillLikeness, style: FillStyle): Promise<void> {
    return this.#work(style, async (work, signal) => {
      const { page, document, pixelWork } = this.#parts;
      const { selectedLayerId, paintedMaskId } = document.getState();
      const isAlone = !allLayers && selectedLayerId !== null;
      const read = paintedMaskId !== null ? page.rasteriseLayerMask : page.rasteriseLayer;
      const alone = isAlone ? await read(selectedLayerId) : null;
      signal.throwIfAborted();
      const raster = alone ?? (await page.rasterise());
      signal.throwIfAborted();
      const mask = await pixelWork.alikeMask(raster, at, likeness, signal);
      if (mask !== null) work.cover(mask);
      return mask !== null;
    });
  }

  #work(style: FillStyle, paint: Paint): Promise<void> {
    const { workInTurn } = this.#parts.document.getState();
    return guarded(this.#parts, () => workInTurn('fill', ({ signal }) => this.#run(style, paint, signal)));
  }

  /** @param shown called when the page shows what was painted last */
  async #run(style: FillStyle, paint: Paint, signal: AbortSignal, shown = (): void => undefined): Promise<void> {
    const { document, canvas, paintWork, outbox, loadBlob, notify } = this.#parts;
    const region = await this.#region();
    const painted = await paintedBy(this.#parts);
    if ('why' in painted) {
      notify('note', ({ layers }) => say(layers.why[painted.why], { name: painted.name }));
      return;
    }
    const preview = canvas.beginPaint(painted.target, document.getState().document.projectId);
    const work = paintWork.begin(this.#jobFor(style, painted), {
      loadTile: loadBlob,
      onPatches: (patches) => {
        preview.show(patches);
        shown();
      },
      region,
    });
    try {
      const isPainted = await unlessAborted(paint(work, signal), signal);
      if (!isPainted) {
        work.cancel();
        return;
      }
      const tiles = await unlessAborted(work.end(), signal);
      for (const { blob, png } of tiles) if (blob !== null && png !== null) outbox.keep(blob, png);
      preview.keep(tiles);
      document.getState().change((page) => painted.keep(page, tiles), [painted.layerId]);
    } catch (error) {
      work.cancel();
      throw error;
    } finally {
      preview.end();
    }
  }

  #jobFor({ ink, opacity, eraserColour }: FillStyle, { tiles, keepAlpha, isMask }: Painted): PaintJob {
    // Where the alpha stays, and on a mask, the eraser paints the background colour, as in other editors.
    const used: Ink = (keepAlpha || isMask) && ink.kind === 'erase' ? { kind: 'colour', colour: eraserColour } : ink;
    return { id: this.#parts.newId(), target: tiles, ink: used, opacity, keepAlpha, isMask, inRegion: true };
  }

  async #region(): Promise<RegionMask | null> {
    const { document, page } = this.#parts;
    const { region, width, height } = document.getState().document;
    const last = this.#limit;
    if (last?.region === region && last.width === width && last.height === height) return last.mask;
    const mask = region.length === 0 ? null : await page.rasteriseMask();
    this.#limit = { region, width, height, mask };
    return mask;
  }
}

/** A gradient of the hand. While one is drawn only the latest of the next is kept, so that it never lags behind the hand. */
class GradientHand implements LaidGradient {
  #work: PaintStrokeWork | null = null;
  #next: GradientInk | null = null;
  /** Whether the page has yet to show what was laid last. */
  #isDrawing = true;
  #end: (kept: boolean) => void = () => undefined;
  readonly #ended = new Promise<boolean>((resolve) => {
    this.#end = resolve;
  });

  join(work: PaintStrokeWork): Promise<boolean> {
    this.#work = work;
    this.#layNext();
    work.cover(null);
    return this.#ended;
  }

  shown(): void {
    this.#isDrawing = false;
    if (this.#next === null) return;
    this.#isDrawing = true;
    this.#layNext();
  }

  lay(ink: GradientInk): void {
    this.#next = ink;
    if (!this.#isDrawing) this.shown();
  }

  end(): void {
    this.#layNext();
    this.#end(true);
  }

  cancel(): void {
    this.#end(false);
  }

  #layNext(): void {
    if (this.#work === null || this.#next === null) return;
    // The answer may come before the call returns.
    const ink = this.#next;
    this.#next = null;
    this.#work.setInk(ink);
  }
}

/** A stroke of the hand, which may be over before its turn comes. */
class Hand implements PaintStroke {
  readonly #tip: Tip;
  readonly #waiting: PenPoint[] = [];
  #work: PaintStrokeWork | null = null;
  #end: (kept: boolean) => void = () => undefined;
  readonly #ended = new Promise<boolean>((resolve) => {
    this.#end = resolve;
  });

  constructor(tip: Tip) {
    this.#tip = tip;
  }

  join(work: PaintStrokeWork): Promise<boolean> {
    this.#work = work;
    if (this.#waiting.length > 0) work.stroke(this.#tip, this.#waiting);
    return this.#ended;
  }

  add(points: readonly PenPoint[]): void {
    if (this.#work === null) this.#waiting.push(...points);
    else this.#work.stroke(this.#tip, points);
  }

  end(): void {
    this.#end(true);
  }

  cancel(): void {
    this.#end(false);
  }
}
