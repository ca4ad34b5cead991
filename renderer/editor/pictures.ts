import { StudioError } from '../../preload/contract/errors.ts';
import type { CanvasPort, Point } from '../document/canvas-port.ts';
import type { Importer } from '../generation/importer-types.ts';
import type { DesktopClient } from '../services/desktop-client.ts';
import type { Notices } from './notices.ts';

export interface PicturesParts {
  readonly importer: Importer;
  readonly canvas: Pick<CanvasPort, 'exportPng' | 'viewport'>;
  readonly desktop: Pick<DesktopClient, 'openPictures' | 'savePicture'>;
  readonly notices: Notices;
  readonly pageSize: () => { readonly width: number; readonly height: number };
  readonly projectName: () => string;
}

/** A file of this size holds more pixels than a layer may have; reading it would only cost memory. */
const MAX_FILE_BYTES = 256 * 1024 * 1024;
/** Pictures dropped together lie a little apart, page pixels. */
const APART = 32;

/** Picture files in and out. One bad file does not keep the others out. */
export class Pictures {
  readonly #parts: PicturesParts;

  constructor(parts: PicturesParts) {
    this.#parts = parts;
  }

  readonly choose = async (): Promise<void> => {
    for (const { name, bytes } of await this.#parts.desktop.openPictures({})) {
      await this.#import(async () => new Uint8Array(bytes), name);
    }
  };

  readonly importFiles = async (files: readonly File[], at?: Point): Promise<void> => {
    for (const [i, file] of files.entries()) {
      const place = at === undefined ? undefined : { x: at.x + i * APART, y: at.y + i * APART };
      await this.#import(() => read(file), file.name, place);
    }
  };

  readonly exportPage = async (): Promise<void> => {
    const { canvas, desktop, notices, projectName } = this.#parts;
    const bytes = await canvas.exportPng();
    const { saved } = await desktop.savePicture({ suggestedName: projectName(), bytes });
    if (saved) notices.done('The picture has been exported.');
  };

  async #import(bytes: () => Promise<Uint8Array<ArrayBuffer>>, name: string, at?: Point): Promise<void> {
    const { importer, canvas, notices, pageSize } = this.#parts;
    const before = pageSize();
    await notices.guard(async () => importer.importPicture(await bytes(), name, at));
    const after = pageSize();
    // The first picture gives the page its size: the whole of it should be seen.
    if (after.width !== before.width || after.height !== before.height) canvas.viewport.fit();
  }
}

async function read(file: File): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > MAX_FILE_BYTES) {
    throw new StudioError('bad-picture', `“${file.name}” is larger than 256 MB; please make it smaller first.`);
  }
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw new StudioError('bad-picture', `“${file.name}” could not be read from the disk.`, { cause });
  }
}
