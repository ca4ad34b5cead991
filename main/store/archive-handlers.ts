import { basename } from 'node:path';
import { StudioError } from '../../preload/contract/errors.ts';
import type { Handlers } from '../../preload/contract/service.ts';
import type { StoreService } from '../../preload/contract/store.ts';
import { takePlace } from '../exchange.ts';
import { beginDelivery, deliver, deliveredFile, dropDelivery } from './deliveries.ts';
import { exportArchive } from './exporting-archive.ts';
import { importArchive } from './importing-archive.ts';
import { keptOpen } from './projects.ts';
import type { Ways } from './ways.ts';

type Names = 'exportProject' | 'importProject' | 'beginDelivery' | 'deliver' | 'dropDelivery';

/** Projects as files. Main has asked the user for the places, and the window names them by ids. */
export function archiveHandlers({ inStudio, readProject }: Ways): Pick<Handlers<StoreService>, Names> {
  return {
    exportProject: ({ projectId, place }, { send, signal }) =>
      readProject(projectId, (project, { data }) => {
        const target = takePlace(data.root, place, 'write');
        if (target === null) throw StudioError.of('archives.no-place', {});
        const id = basename(project.folder.root);
        return keptOpen(project, () => exportArchive(data, project, id, target, send, signal));
      }),
    importProject: ({ place, name }, { send, signal }) =>
      inStudio(async (studio) => {
        const { data } = studio;
        const chosen = takePlace(data.root, place, 'read');
        const path = chosen ?? deliveredFile(data, place);
        if (path === null) throw StudioError.of('archives.no-place', {});
        try {
          return await importArchive(studio, path, chosen === null ? name : basename(chosen), send, signal);
        } finally {
          dropDelivery(data, place);
        }
      }),
    beginDelivery: () => inStudio(({ data }) => ({ place: beginDelivery(data) })),
    deliver: ({ place, at, bytes }) =>
      inStudio(({ data }) => {
        deliver(data, place, at, bytes);
        return {};
      }),
    dropDelivery: ({ place }) =>
      inStudio(({ data }) => {
        dropDelivery(data, place);
        return {};
      }),
  };
}
