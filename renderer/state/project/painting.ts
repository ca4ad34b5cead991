import type { RegionStep } from '../../../preload/contract/region-steps.ts';
import { say } from '../../../preload/words/message.ts';
import type { CanvasPort } from '../../document/canvas-port.ts';
import type { Ink, PaintJob, PenPoint, Tip } from '../../document/paint.ts';
import type { PaintStrokeWork, PaintWork } from '../../document/paint-work.ts';
import type { FillLikeness, FillStyle, Painter, PaintStroke, PaintStyle } from '../../document/painter.ts';
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

class Strokes implements Painter {
  readonly #parts: PaintingParts;
  /** The region that the thread for paint limits new strokes to. */
  #region: readonly RegionStep[] | null = null;

  constructor(parts: PaintingParts) {
    this.#parts = parts;
  }

  begin(style: PaintStyle): PaintStroke {
    const stroke = new Hand(style.tip);
    this.#queue(style, (work) => stroke.join(work));
    return stroke;
  }

  fill(style: FillStyle): Promise<void> {
    return this.#queue(style, async (work) => {
      work.cover(null);
      return true;
    });
  }

  fillAlike(at: Point, { allLayers, ...likeness }: FillLikeness, style: FillStyle): Promise<void> {
    return this.#queue(style, async (work) => {
      const { page, document, pixelWork } = this.#parts;
      const { selectedLayerId, paintedMaskId } = document.getState();
      const isAlone = !allLayers && selectedLayerId !== null;
      const read = paintedMaskId !== null ? page.rasteriseLayerMask : page.rasteriseLayer;
      const alone = isAlone ? await read(selectedLayerId) : null;
      const mask = await pixelWork.alikeMask(alone ?? (await page.rasterise()), at, likeness);
      if (mask !== null) work.cover(mask);
      return mask !== null;
    });
  }

  /** @param paint gives all paint to the work; false where there is none after all */
  #queue(style: FillStyle, paint: (work: PaintStrokeWork) => Promise<boolean>): Promise<void> {
    const { turns } = this.#parts.document.getState();
    return guarded(this.#parts, () => turns.take(() => this.#run(style, paint)));
  }

  async #run(style: FillStyle, paint: (work: PaintStrokeWork) => Promise<boolean>): Promise<void> {
    const { document, canvas, paintWork, outbox, loadBlob, notify } = this.#parts;
    await this.#followRegion();
    const painted = await paintedBy(this.#parts);
    if ('why' in painted) {
      notify('done', ({ layers }) => say(layers.why[painted.why], { name: painted.name }));
      return;
    }
    const preview = canvas.beginPaint(painted.target, document.getState().document.projectId);
    const work = paintWork.begin(this.#jobFor(style, painted), {
      loadTile: loadBlob,
      onPatches: (patches) => preview.show(patches),
    });
    try {
      if (!(await paint(work))) {
        work.cancel();
        return;
      }
      const tiles = await work.end();
      for (const { blob, png } of tiles) if (blob !== null && png !== null) outbox.keep(blob, png);
      preview.keep(tiles);
      document.getState().change((page) => painted.keep(page, tiles), [painted.layerId]);
    } finally {
      preview.end();
    }
  }

  #jobFor({ ink, opacity, eraserColour }: FillStyle, { tiles, keepAlpha, isMask }: Painted): PaintJob {
    // Where the alpha stays, and on a mask, the eraser paints the background colour, as in other editors.
    const used: Ink = (keepAlpha || isMask) && ink.kind === 'erase' ? { kind: 'colour', colour: eraserColour } : ink;
    return { id: this.#parts.newId(), target: tiles, ink: used, opacity, keepAlpha, isMask, inRegion: true };
  }

  async #followRegion(): Promise<void> {
    const { document, page, paintWork } = this.#parts;
    const { region } = document.getState().document;
    if (region === this.#region) return;
    paintWork.setRegion(region.length === 0 ? null : await page.rasteriseMask());
    this.#region = region;
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
