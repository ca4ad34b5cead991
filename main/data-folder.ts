import { homedir } from 'node:os';
import { join } from 'node:path';
import envPaths from 'env-paths';

/** The folder of all user data: projects, converted models, the window's position. */
export function dataFolder(): string {
  return process.env.DIMOO_HOME || envPaths('dimoo-studio', { suffix: '' }).data;
}

/** The folder for projects that lose the data folder while they are open. It lies in the home folder, where users look first. */
export function recoveredFolder(): string {
  return process.env.DIMOO_RECOVERED || join(homedir(), 'DiMOO Studio recovered');
}

export function logFolder(data: string): string {
  return join(data, 'logs');
}

/** The folder of files that are dragged out of the window. It is emptied at every start. */
export function draggedFolder(data: string): string {
  return join(data, 'dragged');
}

export function modelsFolder(data: string): string {
  return join(data, 'models');
}
