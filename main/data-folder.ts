import { join } from 'node:path';
import envPaths from 'env-paths';

/** Where everything of the user's lives: projects, converted models, the window's place. */
export function dataFolder(): string {
  return process.env.DIMOO_HOME || envPaths('dimoo-studio', { suffix: '' }).data;
}

export function modelsFolder(data: string): string {
  return join(data, 'models');
}
