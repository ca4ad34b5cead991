import { type ChildProcess, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ConsoleMessage, type ElectronApplication, type Page } from '@playwright/test';
import { waitingFor } from './named-wait.ts';

/** DIMOO_PATIENCE=5: all waits for the window five times as long, on a machine that is busy otherwise. */
export const patience = Number(process.env.DIMOO_PATIENCE) || 1;

/** The virtual displays of this run of tests; none on a machine with a real one. */
const virtualDisplays: readonly string[] = process.env.DIMOO_DISPLAYS?.split(' ') ?? [];

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
  /** The folder of the studio's package.json; this repository unless another is given. */
  readonly appFolder?: string;
  /** Runs in Electron's place, with its arguments. */
  readonly program?: string;
}

/**
 * Starts the built app in a real Electron window, on data of its own. Which Electron it is, is the
 * environment's business (ELECTRON_OVERRIDE_DIST_PATH, as `npm test` sets it).
 */
export async function launchStudio(options: LaunchOptions = {}): Promise<Studio> {
  const home = options.home ?? freshHome();
  // Chromium refuses to run its sandbox as root: only ever so in containers and on build machines.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  // Chromium starts a GPU process that fails without a graphics card, and on a busy machine may never start the next one.
  const noCard = virtualDisplays.length > 0 ? ['--disable-gpu'] : [];
  const args = [...asRoot, ...noCard, options.appFolder ?? join(import.meta.dirname, '../..')];
  const env = { ...inherited(), ...ownDisplay(), DIMOO_HOME: home, ...options.env };
  const app = await waitingFor(
    'Electron to start',
    60_000 * patience,
    // Its own limit comes second: it ends the process, but says nothing of what was seen.
    _electron.launch({
      args,
      timeout: 70_000 * patience,
      env,
      ...(options.program !== undefined && { executablePath: options.program }),
    }),
    seen,
  );
  const log: string[] = [];
  app.process().stderr?.on('data', (chunk) => log.push(...String(chunk).split('\n')));
  const page = await waitingFor(
    'the window of the studio',
    60_000 * patience,
    // Without a limit of its own, which would come first and say nothing of what was seen.
    app.firstWindow({ timeout: 0 }),
    () => [...log, seen()].join('\n'),
  ).catch((error: unknown) => {
    app.process().kill('SIGKILL');
    throw error;
  });
  const complaints: string[] = [];
  page.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  // What moves costs much in a window without a graphics card. A test of motion asks for it.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  return { app, page, home, complaints, log, quit: () => quit(app, log) };
}

/** What is left of a studio that does not end is killed, so that the next test has the machine for itself. */
async function quit(app: ElectronApplication, log: readonly string[]): Promise<void> {
  const main = app.process();
  const evidence = () => [`The main process ${ending(main)}.`, ...log.slice(-20), seen()].join('\n');
  try {
    await waitingFor('the studio to end after it was told to quit', 30_000 * patience, app.close(), evidence);
  } catch (error) {
    main.kill('SIGKILL');
    throw error;
  }
}

function ending({ pid, exitCode, signalCode }: ChildProcess): string {
  if (exitCode !== null)
    return `(pid ${pid}) has ended with exit code ${exitCode}, but something still holds its output`;
  if (signalCode !== null) return `(pid ${pid}) has ended by ${signalCode}, but something still holds its output`;
  return `(pid ${pid}) is still there`;
}

/** The processes of Electron and our services, with what the kernel says that they wait for. */
function seen(): string {
  if (process.platform === 'win32') return '';
  const { stdout } = spawnSync('ps', ['-eo', 'pid,ppid,stat,wchan:24,etime,args'], { encoding: 'utf8' });
  const [head = '', ...lines] = (stdout ?? '').split('\n');
  const ours = lines.filter((line) => /electron|out\/main\/(engine|store)|Xvfb/i.test(line));
  return [head, ...ours.map((line) => line.slice(0, 200))].join('\n');
}

/** @param tour whether the tour appears, as at a real first start */
export function freshHome({ tour = false, language = 'en' } = {}): string {
  const home = mkdtempSync(join(tmpdir(), 'dimoo-home-'));
  // The tests name what they press in English, whatever the system speaks.
  const state = { bounds: null, maximized: false, theme: 'system', language, tourSeen: !tour };
  writeFileSync(join(home, 'window.json'), JSON.stringify(state));
  return home;
}

export function removeHome(home: string): void {
  rmSync(home, { recursive: true, force: true });
}

/** Windows that are open at the same time would take the focus from one another on one display. */
function ownDisplay(): Record<string, string> {
  const [worker, displays] = [Number(process.env.TEST_PARALLEL_INDEX ?? 0), virtualDisplays.length];
  const name = virtualDisplays[worker];
  if (displays > 0 && name === undefined)
    throw new Error(`Window ${worker + 1} has no display: there are ${displays}.`);
  return name === undefined ? {} : { DISPLAY: name };
}

function inherited(): Record<string, string> {
  const entries = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return Object.fromEntries(entries.filter(([name]) => !['ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS'].includes(name)));
}
