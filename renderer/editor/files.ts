import type { Point } from '../document/canvas-port.ts';
import type { Importer } from '../generation/importer-types.ts';
import { guarded, type ProjectParts } from './parts.ts';

export interface FilesParts extends ProjectParts {
  readonly importer: Importer;
  readonly name: () => string;
  /** Whether the window shows the project now. */
  readonly isShown: () => boolean;
}

/** Picture files that go into a project and come out of it. A failure becomes a notice. */
export interface Files {
  /** The system's dialog, then layers. */
  choose(): Promise<void>;
  take(files: readonly File[], at?: Point): Promise<void>;
  exportPicture(): Promise<void>;
}

export function createFiles(parts: FilesParts): Files {
  return {
    choose: () =>
      guarded(parts, async () => {
        for (const { name, bytes } of await parts.desktop.openPictures({})) {
          await parts.importer.importPicture(new Uint8Array(bytes), name);
        }
      }),
    take: async (files, at) => {
      const release = parts.hold();
      let added = 0;
      // Each on its own: one broken picture does not keep the others out.
      for (const file of files) {
        await guarded(parts, async () => {
          await parts.importer.importPicture(new Uint8Array(await file.arrayBuffer()), file.name, at);
          added += 1;
        });
      }
      if (added > 0 && !parts.isShown()) {
        parts.notify('done', added === 1 ? 'A picture was added.' : `${added} pictures were added.`);
      }
      release();
    },
    exportPicture: () =>
      guarded(parts, async () => {
        const bytes = await parts.page.exportPng();
        const { saved } = await parts.desktop.savePicture({ suggestedName: parts.name(), bytes });
        if (saved) parts.notify('done', 'Picture exported.');
      }),
  };
}
