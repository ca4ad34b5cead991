import type { Frame } from '../../preload/contract/pictures.ts';
import { boxOnScreen } from '../document/view-transform.ts';
import type { Viewport } from '../document/viewport-port.ts';
import { OUTLINE_REACH } from './mask-look.ts';
import { snapped } from './snapped.ts';
import { numbersOf } from './turned.ts';

/** Maps the page to the screen, in device pixels. */
export class PageView {
  viewport: Viewport = { zoom: 1, x: 0, y: 0, angle: 0 };
  /** Device pixels per CSS pixel. */
  ratio = 1;
  /** The page with the sides that will be added to it, in page pixels. */
  shownPage: Frame;

  constructor(shownPage: Frame) {
    this.shownPage = shownPage;
  }

  /** Whether the shown page has sides that `page` does not have yet. */
  growsBeyond(page: Pick<Frame, 'width' | 'height'>): boolean {
    return this.shownPage.width > page.width || this.shownPage.height > page.height;
  }

  /**
   * Maps a region in page pixels to whole device pixels, with a margin for the outline; null where it is out of sight.
   */
  onScreen(region: Frame | null, view: Pick<Frame, 'width' | 'height'>): Frame | null {
    if (region === null) return null;
    const box = boxOnScreen(this.viewport, region);
    const ratio = this.ratio;
    const reach = OUTLINE_REACH * ratio + 1;
    const left = Math.max(0, Math.floor(box.x * ratio - reach));
    const top = Math.max(0, Math.floor(box.y * ratio - reach));
    const right = Math.min(view.width, Math.ceil((box.x + box.width) * ratio + reach));
    const bottom = Math.min(view.height, Math.ceil((box.y + box.height) * ratio + reach));
    return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : null;
  }

  /** @param frame in page pixels, from the corner of the shown page */
  draw(
    context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
    picture: CanvasImageSource,
    frame: Frame,
    smooth = true,
  ): void {
    const shown = this.shownPage;
    const { scaleX, scaleY, x, y, turn } = snapped(this.viewport, this.ratio, shown);
    context.save();
    context.setTransform(...numbersOf(turn));
    context.transform(scaleX, 0, 0, scaleY, x, y);
    context.beginPath();
    context.rect(shown.x, shown.y, shown.width, shown.height);
    context.clip();
    context.imageSmoothingEnabled = smooth;
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, shown.x + frame.x, shown.y + frame.y, frame.width, frame.height);
    context.restore();
  }
}
