import { execFileSync } from 'node:child_process';
import { expect, type Page } from '@playwright/test';
import { launchStudio, patience, type Studio } from '../../helpers/launch-studio.ts';
import { waitingFor } from '../../helpers/named-wait.ts';

/** The real window for the torture: its processes by name, and what it shows. */

export const promptField = (page: Page) => page.getByRole('textbox', { name: 'What to draw' });
export const picture = (page: Page) => page.getByRole('region', { name: 'Picture', exact: true });
const layerRows = (page: Page) => page.getByRole('treegrid', { name: 'Layers, top first' }).getByRole('row');
const drawButton = (page: Page) => page.getByRole('button', { name: 'Draw', exact: true });

/** Milliseconds in which a page that lives answers a script, on a busy machine too. */
const PAGE_ANSWERS_WITHIN = 10_000;

export type Part = 'main' | 'store' | 'engine' | 'window';

/** Ended at once, if it still runs; Playwright knows no process of a studio that has ended. */
export async function killStudio({ app }: Studio): Promise<void> {
  try {
    app.process().kill('SIGKILL');
  } catch {
    return;
  }
  await new Promise((resolve) => setTimeout(resolve, 1000));
}

/** What waits for a decision stands in the place of the prompt. */
export const candidate = (page: Page) => page.getByRole('heading', { name: /^Keep this (picture|retouch)\?$/ });

/** Started on this data, and ready to work in. */
export async function openStudio(home: string): Promise<Studio> {
  const studio = await launchStudio({ home });
  await untilReady(studio.page);
  return studio;
}

export async function untilReady(page: Page): Promise<void> {
  await expect(promptField(page).or(candidate(page)).first()).toBeVisible({ timeout: 60_000 * patience });
}

/** The newest state is on disk, as the window says. */
export async function untilSaved(page: Page, ms = 30_000): Promise<void> {
  await expect(page.getByText('Saved', { exact: true })).toBeVisible({ timeout: ms * patience });
}

/** Nothing runs that could still change the picture. */
export async function untilIdle(page: Page): Promise<void> {
  const draws = drawButton(page)
    .or(page.getByRole('button', { name: 'Retouch', exact: true }))
    .or(candidate(page));
  await expect(draws.first()).toBeVisible({ timeout: 90_000 * patience });
  await untilSaved(page, 60_000);
}

/** The list of layers is there to be read, whatever a hand was at when something was killed. */
export async function showLayers(page: Page): Promise<void> {
  if (await page.getByRole('menu').first().isVisible()) await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Layers' }).click();
}

/** Names of the layers, bottom first as a document has them; `showLayers` comes first. */
export async function layerNames(page: Page): Promise<string[]> {
  const names = await layerRows(page).locator('.layer-name').allInnerTexts();
  return names.map((name) => name.trim()).reverse();
}

export async function projectName(page: Page): Promise<string> {
  return await page.getByRole('textbox', { name: 'Project name' }).inputValue();
}

/** The process of that part of a running studio; null where it is just not there. */
export async function pidOf({ app }: Studio, part: Part): Promise<number | null> {
  const main = app.process().pid ?? null;
  if (part === 'main' || main === null) return main;
  if (part === 'window') {
    return await app.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? null,
    );
  }
  const utilities = await app.evaluate(({ app }) =>
    app.getAppMetrics().map(({ pid, name, serviceName }) => ({ pid, name: `${name ?? ''} ${serviceName ?? ''}` })),
  );
  const utility = utilities.find(({ name }) => name.includes(`DiMOO Studio ${part}`));
  if (utility !== undefined) return utility.pid;
  const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(main)], { encoding: 'utf8' }).split('\n');
  const line = children.find((child) => child.includes(`${part}.js`));
  return line === undefined ? null : Number.parseInt(line, 10);
}

/** Drops files on the middle of the page, as an artist does from a folder. */
export async function dropFiles(
  page: Page,
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Promise<void> {
  const encoded = files.map(({ name, bytes }) => ({ name, text: Buffer.from(bytes).toString('base64') }));
  const transfer = await page.evaluateHandle((list) => {
    const transfer = new DataTransfer();
    for (const { name, text } of list) {
      transfer.items.add(new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], name));
    }
    return transfer;
  }, encoded);
  const target = picture(page);
  await target.dispatchEvent('dragover', { dataTransfer: transfer });
  await target.dispatchEvent('drop', { dataTransfer: transfer, clientX: 500, clientY: 300 });
  await transfer.dispose();
}

/** Draws with words that are its layer's name afterwards, in few steps. */
export async function draw(page: Page, prompt: string): Promise<void> {
  await promptField(page).fill(prompt);
  await page.getByRole('button', { name: /^(Draw|Retouch)$/ }).click();
}

/** Small pictures in few steps: what is tortured is not the model. */
export async function drawSmall(page: Page): Promise<void> {
  const options = page.getByRole('button', { name: 'Options' });
  if ((await options.getAttribute('aria-expanded')) !== 'true') await options.click();
  const steps = page.getByRole('slider', { name: 'Steps' });
  await steps.press('Home');
  for (let i = 0; i < 3; i += 1) await steps.press('ArrowRight');
  await options.click();
}

/** Texts of the notices and failures that are shown. */
export async function alerts(page: Page): Promise<string[]> {
  const texts = await page.getByRole('alert').allInnerTexts();
  return texts.map((text) => text.trim());
}

interface Shown {
  readonly name: string;
  readonly layers: readonly string[];
  readonly saved: boolean;
}

/**
 * What the window shows, asked by main: Playwright follows no page whose process died, though main
 * has loaded it anew. Null while there is nothing to work in.
 */
export async function shownByMain({ app }: Studio): Promise<Shown | null> {
  const shown = app.evaluate(async ({ BrowserWindow }) => {
    const script = `(() => {
      const name = document.querySelector('input[aria-label="Project name"]')?.value;
      const layers = [...document.querySelectorAll('.layer-name')].map((layer) => layer.textContent.trim()).reverse();
      const saved = document.querySelector('.save-status')?.textContent === 'Saved';
      return name === undefined ? null : { name, layers, saved };
    })()`;
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined || contents.isCrashed()) return null;
    return (await contents.executeJavaScript(script)) as Shown | null;
  });
  // Electron never answers a script whose page dies while it runs: the caller asks again.
  return await waitingFor('what the page shows', PAGE_ANSWERS_WITHIN, shown).catch(() => null);
}
