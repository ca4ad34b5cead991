import { existsSync } from 'node:fs';
import { StudioError } from '../../preload/contract/errors.ts';
import { trashedIdSchema } from '../../preload/contract/projects.ts';
import type { Handlers } from '../../preload/contract/service.ts';
import type { StoreService } from '../../preload/contract/store.ts';
import { KnownFacts, keepCard, readCard } from './cards.ts';
import { bringBack, deleteForGood, deleteProject } from './deleting.ts';
import { duplicateProject } from './duplicating.ts';
import { type ProjectFolder, projectFolder } from './folders.ts';
import { namesIn } from './names.ts';
import { keptOpen } from './projects.ts';
import type { Studio } from './studio.ts';
import type { Thumbnails } from './thumbnails.ts';
import { listTrashed, trashedOf } from './trash.ts';
import type { Ways } from './ways.ts';

type Names =
  | 'deleteProject'
  | 'listTrash'
  | 'bringBack'
  | 'deleteForGood'
  | 'duplicateProject'
  | 'getCard'
  | 'keepCard';

/** Projects side by side: their cards, copies of them, and the trash. */
export function shelfHandlers(
  { inStudio, readProject }: Ways,
  thumbnails: Thumbnails,
): Pick<Handlers<StoreService>, Names> {
  let facts: KnownFacts | undefined;
  return {
    deleteProject: ({ projectId }) =>
      inStudio(async (studio) => ({ trashedId: await deleteProject(studio, projectId) })),
    listTrash: () => inStudio(({ data, settings }) => listTrashed(data, namesIn(settings), Date.now())),
    bringBack: ({ trashedId }) => inStudio((studio) => bringBack(studio, trashedId)),
    deleteForGood: ({ trashedId }) =>
      inStudio(async (studio) => {
        await deleteForGood(studio, trashedId);
        return {};
      }),
    duplicateProject: ({ projectId, name }) =>
      readProject(projectId, (project, studio) =>
        keptOpen(project, () => duplicateProject(studio, project, projectId.toLowerCase(), name)),
      ),
    getCard: ({ of }, { signal }) =>
      inStudio((studio) => {
        const folder = folderOf(studio, of);
        const open = [...studio.opened].find((one) => one.folder.root === folder.root && !one.closed);
        facts ??= new KnownFacts(studio.data);
        const isCounted = !trashedIdSchema.safeParse(of).success;
        return readCard(facts, { folder, open: open?.db ?? null, isCounted }, thumbnails, signal);
      }),
    keepCard: ({ projectId, bytes }) =>
      readProject(projectId, ({ folder }) => {
        keepCard(folder, bytes);
        return {};
      }),
  };
}

function folderOf({ data, recoveries }: Studio, of: string): ProjectFolder {
  if (trashedIdSchema.safeParse(of).success) return trashedOf(data, of).folder;
  const id = of.toLowerCase();
  const folder = projectFolder(data, recoveries.get(id)?.project.id ?? id);
  if (!existsSync(folder.root)) throw StudioError.of('projects.gone', {});
  return folder;
}
