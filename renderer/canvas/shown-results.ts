import type { Frame, Raster } from '../../preload/contract/pictures.ts';
import type { CanvasPort, CellMap, ConfidenceMap } from '../document/canvas-port.ts';
import { cellPicture, confidencePicture } from './cell-pictures.ts';
import { canvasOf, decodePicture } from './pictures.ts';
import type { Placed } from './result-pictures.ts';
import type { Stage } from './stage.ts';

type Results = Pick<
  CanvasPort,
  | 'showPreview'
  | 'clearPreview'
  | 'showCandidate'
  | 'hideCandidate'
  | 'clearCandidate'
  | 'showLive'
  | 'clearLive'
  | 'showConfidence'
  | 'hideCells'
>;

/** What the model draws, shown over the page: previews, candidates and live pictures. */
export class ShownResults implements Results {
  readonly #stage: () => Stage | null;
  /**
   * The number of the latest candidate. A slow decode compares it, so that it does not bring back a cleared candidate.
   */
  #candidateNumber = 0;
  /** The number of the latest live picture, for the same reason. */
  #liveNumber = 0;
  #livePicture: ImageBitmap | null = null;
  #candidatePicture: ImageBitmap | null = null;

  constructor(stage: () => Stage | null) {
    this.#stage = stage;
  }

  readonly showPreview = (raster: Raster, frame: Frame, insideMask: boolean): void => {
    this.#stage()?.overlay.setPreview({ picture: canvasOf(raster), frame, insideMask });
  };

  readonly clearPreview = (): void => {
    this.#stage()?.overlay.setPreview(null);
  };

  readonly showCandidate = async (png: Uint8Array<ArrayBuffer>, frame: Frame): Promise<void> => {
    const number = ++this.#candidateNumber;
    const picture = await decodePicture(png, 'image/png');
    if (number === this.#candidateNumber) this.#setCandidate(picture, { picture, frame, insideMask: false });
    else picture.close();
  };

  readonly hideCandidate = (hidden: boolean): void => {
    this.#stage()?.overlay.hideCandidate(hidden);
  };

  /** The candidate stays until its layer has a decoded picture, so that nothing flickers. */
  readonly clearCandidate = (): void => {
    const number = ++this.#candidateNumber;
    void this.#stage()
      ?.layers.pictures.settled()
      .then(() => {
        if (number === this.#candidateNumber) this.#setCandidate(null, null);
      });
  };

  readonly showLive = async (png: Uint8Array<ArrayBuffer>, frame: Frame): Promise<void> => {
    const number = ++this.#liveNumber;
    const picture = await decodePicture(png, 'image/png');
    if (number === this.#liveNumber) this.#setLive(picture, { picture, frame, insideMask: false });
    else picture.close();
  };

  /** The picture stays until the layer that it became is decoded, so that nothing flickers. */
  readonly clearLive = (): void => {
    const number = ++this.#liveNumber;
    void this.#stage()
      ?.layers.pictures.settled()
      .then(() => {
        if (number === this.#liveNumber) this.#setLive(null, null);
      });
  };

  readonly showConfidence = (map: ConfidenceMap | null): void => {
    this.#stage()?.overlay.setConfidence(map === null ? null : confidencePicture(map));
  };

  readonly hideCells = (cells: CellMap | null, blank: boolean): void => {
    this.#stage()?.overlay.setHiddenCells(cells === null ? null : { picture: cellPicture(cells), blank });
  };

  /** Shows a candidate and closes the picture of the one before. */
  #setCandidate(picture: ImageBitmap | null, candidate: Placed | null): void {
    this.#stage()?.setCandidate(candidate);
    this.#candidatePicture?.close();
    this.#candidatePicture = picture;
  }

  #setLive(picture: ImageBitmap | null, live: Placed | null): void {
    this.#stage()?.overlay.setLivePicture(live);
    this.#livePicture?.close();
    this.#livePicture = picture;
  }
}
