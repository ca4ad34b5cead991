import { homedir } from 'node:os';
import { join } from 'node:path';
import envPaths from 'env-paths';

/** Where everything of the user's lives: projects, converted models, the window's place. */
export function dataFolder(): string {
  return process.env.DIMOO_HOME || envPaths('dimoo-studio', { suffix: '' }).data;
}

/** For projects that lose the data folder while they are open: in the home folder, where one looks first. */
export function recoveredFolder(): string {
  return process.env.DIMOO_RECOVERED || join(homedir(), 'DiMOO Studio recovered');
}

export function logFolder(data: string): string {
  return join(data, 'logs');
}

export function modelsFolder(data: string): string {
  return join(data, 'models');
}
