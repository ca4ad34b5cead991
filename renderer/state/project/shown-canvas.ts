import type { CanvasPort } from '../../document/canvas-port.ts';
import type { LiveCanvas } from '../../generation/live/live-drawing.ts';
import type { RunCanvas } from '../../generation/run/run-types.ts';

/** The canvas for the drawings of one project. Its methods do nothing while another project is shown. */
export function whileShown(canvas: RunCanvas, isShown: () => boolean): RunCanvas {
  return {
    showPreview: (...preview) => isShown() && canvas.showPreview(...preview),
    clearPreview: () => isShown() && canvas.clearPreview(),
    showCandidate: async (...candidate) => {
      if (isShown()) await canvas.showCandidate(...candidate);
    },
    clearCandidate: () => isShown() && canvas.clearCandidate(),
    showConfidence: (map) => isShown() && canvas.showConfidence(map),
    hideCells: (...cells) => isShown() && canvas.hideCells(...cells),
  };
}

/** The canvas for live drawing, which shows nothing of a hidden project. */
export function liveCanvas(canvas: CanvasPort, isShown: () => boolean): LiveCanvas {
  return {
    showLive: async (...picture) => {
      if (isShown()) await canvas.showLive(...picture);
    },
    clearLive: () => isShown() && canvas.clearLive(),
  };
}
