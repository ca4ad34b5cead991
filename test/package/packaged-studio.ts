import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { patience } from '../helpers/launch-studio.ts';
import { waitingFor } from '../helpers/named-wait.ts';

const PATIENCE_MS = 40_000 * patience;

export interface PackagedStudio {
  readonly page: Page;
  readonly talk: () => string;
  readonly quit: () => Promise<void>;
}

/** The unpacked app's binary, as `npm test` names it. */
export function binary(): string {
  const named = process.env.DIMOO_PACKAGE;
  if (named === undefined || !existsSync(named)) throw new Error('`npm test -- --only package` packages the studio.');
  return named;
}

export function resources(): string {
  return process.platform === 'darwin'
    ? join(dirname(binary()), '..', 'Resources')
    : join(dirname(binary()), 'resources');
}

/**
 * Starts the package as a user does, with no variable of ours. Playwright's own way into Electron is its inspector,
 * which a package does not have; this is Chromium's debugging port, asked for on the command line.
 */
export async function startPackage(own: Record<string, string>, args: readonly string[]): Promise<PackagedStudio> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(DIMOO_|ELECTRON_|NODE_|XDG_)/.test(name));
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(binary(), [...asRoot, '--remote-debugging-port=0', ...args], {
    env: { ...Object.fromEntries(inherited), ...own },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += String(chunk);
    });
  }
  const talk = () => said;
  try {
    const address = await waitingFor('the address of the window', PATIENCE_MS, addressIn(talk), talk);
    // Playwright that connects while the window is being made has been seen to wait for ever.
    await waitingFor('the window', PATIENCE_MS, openPage(new URL(address).host), talk);
    const browser = await waitingFor('Playwright', PATIENCE_MS, chromium.connectOverCDP(address, { timeout: 0 }), talk);
    const page = await waitingFor('the page of the studio', PATIENCE_MS, firstPage(browser), talk);
    return { page, talk, quit: () => quit(child, browser) };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

async function addressIn(talk: () => string): Promise<string> {
  for (;;) {
    const [, address] = /DevTools listening on (\S+)/.exec(talk()) ?? [];
    if (address !== undefined) return address;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Resolves when our page is loaded in a window. */
async function openPage(host: string): Promise<void> {
  for (;;) {
    const targets: unknown = await fetch(`http://${host}/json/list`).then((answer) => answer.json());
    if (JSON.stringify(targets).includes('studio://app/')) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function firstPage(browser: Browser): Promise<Page> {
  for (;;) {
    const page = browser.contexts().flatMap((context) => context.pages())[0];
    if (page !== undefined) return page;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function quit(child: ChildProcess, browser: Browser): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  try {
    await waitingFor('the package to end', 30_000, gone);
  } finally {
    child.kill('SIGKILL');
    await browser.close();
  }
}
