import type { RecoveredProject } from '../../preload/contract/projects.ts';
import type { Handlers, Params, Result } from '../../preload/contract/service.ts';
import type { StoreService } from '../../preload/contract/store.ts';
import { listBackups } from './backups.ts';
import { discardUntouched } from './discarding.ts';
import { projectFolder } from './folders.ts';
import type { OpenProject } from './open-project.ts';
import { refuseForeignDocument } from './ownership.ts';
import { backUp, changeDatabase } from './projects.ts';
import { readDocument, withoutLacking } from './queries/document.ts';
import { readVersion, readVersions } from './queries/document-versions.ts';
import { readUndoState, readUndoSteps } from './queries/undo-steps.ts';
import { restoreBackup } from './restoring.ts';
import { saveDocument } from './saving.ts';
import { createProject, enterProject, listProjects, nameProject, type Studio } from './studio.ts';
import { leftOutWarning, unreadableWarning } from './warnings.ts';
import type { Ways } from './ways.ts';

/** Projects as a whole: opening, naming, saving, backing up, restoring. */

type Names =
  | 'listProjects'
  | 'createProject'
  | 'openProject'
  | 'discardProject'
  | 'renameProject'
  | 'saveDocument'
  | 'readUndoSteps'
  | 'listVersions'
  | 'readVersion'
  | 'checkProject'
  | 'listBackups'
  | 'backUpProject'
  | 'restoreBackup';

export function projectHandlers(ways: Ways): Pick<Handlers<StoreService>, Names> {
  const { inStudio, readProject, changeProject } = ways;
  const open = (id: string) => changeProject(id, (project, studio) => enter(studio, project, id));
  const create = async (params: Params<StoreService['createProject']>) =>
    open((await inStudio((studio) => createProject(studio, params.name, params.document))).id);
  return {
    listProjects: () => inStudio(listProjects),
    createProject: create,
    openProject: async ({ id, fallback }) => {
      const last = id ?? (await inStudio(listProjects))[0]?.id;
      return last === undefined ? create(fallback) : open(last);
    },
    discardProject: ({ projectId }) =>
      inStudio(async (studio) => ({ discarded: await discardUntouched(studio, projectId) })),
    renameProject: ({ id, name }) => changeProject(id, (project, studio) => nameProject(studio, project, id, name)),
    saveDocument: async ({ projectId, document, undo }) => {
      refuseForeignDocument(document, projectId);
      const savedAt = Date.now();
      await changeProject(projectId, (project) =>
        changeDatabase(project, (write) => saveDocument(write, document, undo, savedAt)),
      );
      return { savedAt, recovery: await inStudio((studio) => recoveryOf(studio, projectId)) };
    },
    readUndoSteps: ({ projectId, direction, from }) =>
      readProject(projectId, ({ db }) => ({ steps: readUndoSteps(db, direction, from) })),
    listVersions: ({ projectId }) => readProject(projectId, ({ db }) => readVersions(db)),
    readVersion: ({ projectId, number }) =>
      readProject(projectId, ({ db }) => withoutLacking(db, readVersion(db, number))),
    ...safetyHandlers(ways, open),
  };
}

function safetyHandlers(
  { inStudio, changeProject }: Ways,
  open: (id: string) => Promise<Result<StoreService['openProject']>>,
): Pick<Handlers<StoreService>, 'checkProject' | 'listBackups' | 'backUpProject' | 'restoreBackup'> {
  return {
    checkProject: async ({ projectId }) => {
      await changeProject(projectId, () => undefined);
      return { recovery: await inStudio((studio) => recoveryOf(studio, projectId)) };
    },
    listBackups: ({ projectId }) =>
      inStudio((studio) => listBackups(projectFolder(studio.data, ownId(studio, projectId)))),
    backUpProject: ({ projectId }) => changeProject(projectId, (project) => backUp(project, 'asked')),
    restoreBackup: async ({ projectId, backupId }) => {
      await inStudio((studio) => restoreBackup(studio, projectId, backupId));
      return open(projectId);
    },
  };
}

/**
 * Opens the project in the window. The next save drops what cannot be read of the document, so a backup keeps it first.
 */
async function enter(studio: Studio, project: OpenProject, id: string): Promise<Result<StoreService['openProject']>> {
  const { document, leftOut } = readDocument(project.db);
  if (leftOut.length > 0) {
    await backUp(project, 'repair');
    studio.log({ code: 'rows-left-out', count: leftOut.length });
  }
  const entered = enterProject(studio, project, id);
  const told = [...project.warnings.splice(0), ...leftOutWarning(leftOut), ...unreadableWarning(document)];
  return { project: entered, document, undo: readUndoState(project.db), warnings: told };
}

function recoveryOf(studio: Studio, id: string): RecoveredProject | null {
  return studio.recoveries.get(id.toLowerCase()) ?? null;
}

const ownId = (studio: Studio, id: string) => recoveryOf(studio, id)?.project.id ?? id;
