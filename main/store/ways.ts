import { changeProject } from './changes.ts';
import { storeFailure } from './failures.ts';
import type { OpenProject } from './open-project.ts';
import { projectOf, type Studio } from './studio.ts';

/** Opens the studio's folder on the first call. After a failure the next call tries again. */
export type StudioOpener = () => Promise<Studio>;

type InStudio = <T>(work: (studio: Studio) => T | Promise<T>) => Promise<T>;
type WithProject = <T>(id: string, work: (project: OpenProject, studio: Studio) => T | Promise<T>) => Promise<T>;

/** The ways in which handlers work. They turn errors of SQLite and the disk into sentences. */
export interface Ways {
  readonly inStudio: InStudio;
  readonly readProject: WithProject;
  /** May run its work twice; see changes.ts. */
  readonly changeProject: WithProject;
}

export function waysTo(open: StudioOpener): Ways {
  const inStudio: InStudio = async (work) => {
    const studio = await open();
    try {
      return await work(studio);
    } catch (error) {
      throw storeFailure(error, 'folder', studio.data.root);
    }
  };
  const withProject = async <T>(studio: Studio, id: string, work: () => Promise<T>): Promise<T> => {
    // A failure to open already has its sentence.
    const { folder } = await projectOf(studio, id);
    try {
      return await work();
    } catch (error) {
      throw storeFailure(error, 'project', folder.root);
    }
  };
  return {
    inStudio,
    readProject: async (id, work) => {
      const studio = await open();
      return withProject(studio, id, async () => work(await projectOf(studio, id), studio));
    },
    changeProject: async (id, work) => {
      const studio = await open();
      return withProject(studio, id, () => changeProject(studio, id, (project) => work(project, studio)));
    },
  };
}
