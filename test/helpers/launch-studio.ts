import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ConsoleMessage, type ElectronApplication, type Page } from '@playwright/test';

export interface Studio {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** DIMOO_HOME of this run. */
  readonly home: string;
  /** What the page's console said as errors or warnings of its policy, from the first moment on. */
  readonly complaints: string[];
  /** Lines of main and the services. */
  readonly log: string[];
  readonly quit: () => Promise<void>;
}

export interface LaunchOptions {
  /** An earlier run's data, to reopen; a fresh folder otherwise, which `removeHome` deletes. */
  readonly home?: string;
  readonly env?: Record<string, string>;
}

/**
 * Starts the built app in a real Electron window, on data of its own. Which Electron it is, is the
 * environment's business (ELECTRON_OVERRIDE_DIST_PATH, as `npm test` sets it).
 */
export async function launchStudio(options: LaunchOptions = {}): Promise<Studio> {
  const home = options.home ?? freshHome();
  // Chromium refuses to run its sandbox as root: only ever so in containers and on build machines.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    args: [...asRoot, join(import.meta.dirname, '../..')],
    timeout: 60_000,
    env: { ...inherited(), DIMOO_HOME: home, ...options.env },
  });
  const log: string[] = [];
  app.process().stderr?.on('data', (chunk) => log.push(...String(chunk).split('\n')));
  const page = await app.firstWindow();
  const complaints: string[] = [];
  page.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { app, page, home, complaints, log, quit: () => app.close() };
}

export function freshHome(): string {
  return mkdtempSync(join(tmpdir(), 'dimoo-home-'));
}

export function removeHome(home: string): void {
  rmSync(home, { recursive: true, force: true });
}

function inherited(): Record<string, string> {
  const entries = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return Object.fromEntries(entries.filter(([name]) => !['ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS'].includes(name)));
}
