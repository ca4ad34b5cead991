import type { RegionStep } from '../../../preload/contract/region-steps.ts';
import type { CanvasPort } from '../../document/canvas-port.ts';
import { refuseFullPage } from '../../document/full-page.ts';
import { matrixOf } from '../../document/layer-matrix.ts';
import { locksOn } from '../../document/locks.ts';
import type { Ink, PaintJob, PaintTarget, PenPoint, Tip } from '../../document/paint.ts';
import { painted, paintTarget } from '../../document/paint-layers.ts';
import type { PaintStrokeWork, PaintWork } from '../../document/paint-work.ts';
import type { FillLikeness, FillStyle, Painter, PaintStroke, PaintStyle } from '../../document/painter.ts';
import type { PixelWork } from '../../document/pixel-work.ts';
import type { Point } from '../../document/point.ts';
import { guarded, type ProjectParts } from '../parts.ts';
import type { Outbox } from './outbox.ts';

export interface PaintingParts extends Pick<ProjectParts, 'document' | 'page' | 'newId' | 'words' | 'notify' | 'hold'> {
  readonly canvas: Pick<CanvasPort, 'beginPaint'>;
  readonly paintWork: PaintWork;
  readonly pixelWork: PixelWork;
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
      const { selectedLayerId } = document.getState();
      const alone = allLayers || selectedLayerId === null ? null : await page.rasteriseLayer(selectedLayerId);
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
    const { document, canvas, paintWork, outbox, loadBlob } = this.#parts;
    await this.#followRegion();
    const { target, isNew } = this.#target();
    const preview = canvas.beginPaint(target, document.getState().document.projectId);
    const work = paintWork.begin(this.#jobFor(style, target), {
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
      document.getState().change((page) => painted(page, target, isNew, tiles), [target.layer.id]);
    } finally {
      preview.end();
    }
  }

  /** @throws StudioError where a new layer is needed and the page is full */
  #target(): { readonly target: PaintTarget; readonly isNew: boolean } {
    const { document, selectedLayerId } = this.#parts.document.getState();
    const id = this.#parts.newId();
    const { names } = this.#parts.words();
    const number = document.layers.filter(({ kind }) => kind === 'paint').length + 1;
    const target = paintTarget(document, selectedLayerId, { id, name: names.paint({ number }) });
    if (target === null) {
      refuseFullPage(document);
      throw new Error('A page with room has no place for paint.');
    }
    return { target, isNew: target.layer.id === id };
  }

  #jobFor({ ink, opacity, eraserColour }: FillStyle, { layer }: PaintTarget): PaintJob {
    const { document } = this.#parts.document.getState();
    const keepAlpha = locksOn(document.layers, layer.id).transparency;
    // Where the alpha stays, nothing can be erased: the paper's colour is painted in its place, as in other editors.
    const used: Ink = keepAlpha && ink.kind === 'erase' ? { kind: 'colour', colour: eraserColour } : ink;
    const { width, height, tiles } = layer;
    return {
      id: this.#parts.newId(),
      target: { width, height, tiles, matrix: matrixOf(layer) },
      ink: used,
      opacity,
      keepAlpha,
      inRegion: true,
    };
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
