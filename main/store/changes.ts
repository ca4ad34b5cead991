import { holdOf, identityOfFolder } from './anchor.ts';
import { namesIn } from './names.ts';
import type { OpenProject } from './open-project.ts';
import { backUpDaily, openProjectFolder } from './projects.ts';
import { readProject } from './queries/project.ts';
import { writeOrigin } from './recoveries.ts';
import { rescueProject } from './recovery.ts';
import { holdOpen, letGo, projectOf, type Studio } from './studio.ts';
import { recoveredNote } from './warnings.ts';

/**
 * Changes a project. The change counts as saved only while the project's names on disk lead to the open files. Where
 * they do not, the work is moved to a recovered project and the change is done again there, so every change of the
 * store must bear being done twice.
 */
export async function changeProject<T>(
  studio: Studio,
  id: string,
  change: (project: OpenProject) => T | Promise<T>,
): Promise<T> {
  const key = id.toLowerCase();
  const project = await inPlace(studio, key);
  backUpDaily(project, studio.log);
  const attempt = await tried(() => change(project));
  const now = await inPlace(studio, key);
  return now === project ? attempt() : change(now);
}

/** The outcome as a function, so that an error is thrown only where the change is not done again elsewhere. */
async function tried<T>(work: () => T | Promise<T>): Promise<() => T> {
  try {
    const result = await work();
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** The open project for the work of `id`, whose files are in their place. */
async function inPlace(studio: Studio, id: string): Promise<OpenProject> {
  const current = await projectOf(studio, id);
  const hold = holdOf(current.anchor, current.folder);
  if (hold === 'here') return current;
  // Later calls wait for the same project.
  return holdOpen(studio, id, hold === 'gone' ? rescue(studio, id, current) : reopen(studio, id, current));
}

/** Closing writes the nameless log back into the database, and opening makes a new log. */
async function reopen(studio: Studio, id: string, project: OpenProject): Promise<OpenProject> {
  await letGo(studio, project);
  return openProjectFolder(studio.data, studio.recoveries.get(id)?.project.id ?? id);
}

async function rescue(studio: Studio, id: string, project: OpenProject): Promise<OpenProject> {
  const intact = studio.identity !== null && identityOfFolder(studio.data.projects) === studio.identity;
  const { name } = readProject(project.db);
  const rescued = await rescueProject(studio.data, project, intact, namesIn(studio.settings));
  const opened = await holdOpen(studio, rescued.id, openProjectFolder(studio.data, rescued.id));
  for (const hash of project.held.hashes()) opened.held.hold(hash);
  const note = recoveredNote(name, project.folder.root, rescued);
  studio.recoveries.set(id, { project: { ...readProject(opened.db), id: rescued.id }, ...note });
  writeOrigin(studio.data, rescued.id, id, note);
  studio.log({ code: 'project-rescued', lost: rescued.lost, outside: rescued.outside });
  await letGo(studio, project);
  return opened;
}
