import { adjustWords } from './adjust.ts';
import { canvasWords } from './canvas.ts';
import { captionWords } from './captions.ts';
import { desktopWords } from './desktop.ts';
import { drawnWords } from './drawn.ts';
import { errorWords } from './errors.ts';
import { exportWords } from './export.ts';
import { galleryPageWords } from './gallery-page.ts';
import { historyPageWords } from './history-page.ts';
import { hubWords } from './hub.ts';
import { keyPageWords } from './key-page.ts';
import { layerWords } from './layers.ts';
import { liveWords } from './live.ts';
import { modelWords } from './models.ts';
import { nameWords } from './names.ts';
import { newPageWords } from './new-page.ts';
import { pageWords } from './page.ts';
import { paintWords } from './paint.ts';
import { paletteWords } from './palette.ts';
import { queueWords } from './queue.ts';
import { regionWords } from './region.ts';
import { seriesWords } from './series.ts';
import { shelfWords } from './shelf.ts';
import { statusBarWords } from './status.ts';
import { taskWords } from './tasks.ts';
import { toldWords } from './told.ts';
import { tourWords } from './tour.ts';
import { versionWords } from './versions.ts';
import { viewWords } from './view.ts';
import { windowWords } from './window.ts';

/** The whole catalogue in English, from which the others are translated. */
export const english = {
  ...windowWords,
  ...taskWords,
  ...canvasWords,
  ...captionWords,
  ...regionWords,
  ...paintWords,
  ...drawnWords,
  ...layerWords,
  ...adjustWords,
  ...desktopWords,
  ...modelWords,
  ...galleryPageWords,
  ...historyPageWords,
  ...hubWords,
  ...nameWords,
  ...pageWords,
  ...tourWords,
  ...viewWords,
  ...statusBarWords,
  ...newPageWords,
  ...exportWords,
  ...queueWords,
  ...seriesWords,
  ...shelfWords,
  ...versionWords,
  ...liveWords,
  ...paletteWords,
  ...keyPageWords,
  errors: errorWords,
  told: toldWords,
} as const;
