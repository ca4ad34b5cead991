import type { Colour, GradientInk, Ink, PenPoint, Tip } from './paint.ts';
import type { Likeness } from './pixel-work.ts';
import type { Point } from './point.ts';

/** Painting on the layers of the shown project, as tools see it. A failure becomes a notice. */
export interface Painter {
  /** Begins a stroke on the chosen layer, or on a new one where that takes no paint. The whole is one undo step. */
  begin(style: PaintStyle): PaintStroke;
  /**
   * Begins to fill the region, or the page where there is none, with a gradient that is laid anew until it ends. The whole is
   * one undo step.
   */
  beginGradient(style: FillStyle): LaidGradient;
  /** Fills the region, or the page where there is none, in one undo step. */
  fill(style: FillStyle): Promise<void>;
  /** Fills what is similar to a place of the page, within the region, in one undo step. */
  fillAlike(at: Point, likeness: FillLikeness, style: FillStyle): Promise<void>;
}

export interface FillStyle {
  readonly ink: Ink;
  /** The most that the paint covers, 0 to 1. */
  readonly opacity: number;
  /** What the eraser paints on a layer whose transparency is locked. */
  readonly eraserColour: Colour;
}

export interface PaintStyle extends FillStyle {
  readonly tip: Tip;
}

export interface FillLikeness extends Likeness {
  /** Whether to compare the visible picture, and not the chosen layer alone. */
  readonly allLayers: boolean;
}

/** A gradient under the hand. The page shows it as it was laid last. */
export interface LaidGradient {
  lay(ink: GradientInk): void;
  /** Keeps it. It is an undo step as soon as the document has it. */
  end(): void;
  cancel(): void;
}

export interface PaintStroke {
  add(points: readonly PenPoint[]): void;
  /** Keeps the stroke. It is an undo step as soon as the document has it. */
  end(): void;
  cancel(): void;
}
