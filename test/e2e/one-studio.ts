import { test } from '@playwright/test';
import { freshHome, type LaunchOptions, launchStudio, removeHome, type Studio } from '../helpers/launch-studio.ts';

export interface OneStudio extends Omit<Studio, 'quit'> {
  /** Quits and starts again on the same data. */
  readonly restart: () => Promise<void>;
}

/**
 * The studio of a file of tests, on data of its own; gone after the last.
 * @param envOf what else its environment says, from where its data lies
 */
export function oneStudio(envOf: (home: string) => NonNullable<LaunchOptions['env']> = () => ({})): OneStudio {
  // One window for all of them: a second try is a second try of the whole story.
  test.describe.configure({ mode: 'serial' });
  let studio: Studio | undefined;
  const running = () => {
    if (studio === undefined) throw new Error('The studio is there from the first test on.');
    return studio;
  };
  const start = async (home: string) => {
    studio = await launchStudio({ home, env: envOf(home) });
  };
  test.beforeAll(() => start(freshHome()));
  test.afterAll(async () => {
    // It may never have started.
    await studio?.quit();
    if (studio !== undefined) removeHome(studio.home);
  });
  return {
    get app() {
      return running().app;
    },
    get page() {
      return running().page;
    },
    get home() {
      return running().home;
    },
    get complaints() {
      return running().complaints;
    },
    get log() {
      return running().log;
    },
    restart: async () => {
      const { home, quit } = running();
      await quit();
      // Should it not start again, there is none to quit after the last test.
      studio = undefined;
      await start(home);
    },
  };
}
