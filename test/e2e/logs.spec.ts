import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { isLogLine } from '../../main/logs/entries.ts';
import { draw, drawPicture, promptField } from './flow.ts';
import { oneStudio } from './one-studio.ts';
import { pidOf } from './service-pid.ts';

const studio = oneStudio();
/** Stands in a prompt, in the name of a project, of a picture and of its folder, and in errors. */
const SECRET = 'zwetschgenkuchen';

const folder = () => join(studio.home, 'logs');
const lines = () =>
  readdirSync(folder()).flatMap((name) => readFileSync(join(folder(), name), 'utf8').split(/\r?\n/).slice(0, -1));

test('a start, a killed service and errors of page and main leave a line each', async () => {
  const { page, app } = studio;
  await expect(promptField(page)).toBeVisible();
  expect(lines()).toContainEqual(expect.stringMatching(/ info studio-started version=\S+ electron=\S+ platform=\w+$/));
  process.kill(await pidOf(studio, 'engine'), 'SIGKILL');
  process.kill(await pidOf(studio, 'store'), 'SIGKILL');
  await page.evaluate((secret) => {
    setTimeout(() => {
      throw new RangeError(`${secret} in the page`);
    });
    void Promise.reject(new TypeError(`${secret} in a promise`));
  }, SECRET);
  await app.evaluate((_electron, secret) => {
    void Promise.reject(Object.assign(new Error(`${secret} in main`), { code: 'ENOSPC' }));
  }, SECRET);
  await expect
    .poll(lines)
    .toEqual(
      expect.arrayContaining(
        [
          / error service-died service=engine (signal=SIGKILL|exit=-?\d+)$/,
          / error service-died service=store (signal=SIGKILL|exit=-?\d+)$/,
          / error page-error error=RangeError .*line=\d+$/,
          / error page-error error=TypeError .*line=\d+$/,
          / error uncaught process=main origin=rejection error=Error errno=ENOSPC( at=\S+)?$/,
        ].map((line) => expect.stringMatching(line)),
      ),
    );
});

test('what a person writes, names and brings in stands in no line', async () => {
  const { page, app, home } = studio;
  await drawPicture(page, `a red circle and a ${SECRET}`);
  await page.getByRole('textbox', { name: 'Project name' }).fill(SECRET);
  await page.keyboard.press('Enter');
  // A picture that cannot be read: its name and folder are in the sentence that the person reads.
  const place = join(home, SECRET);
  mkdirSync(place);
  const whole = readFileSync(join(import.meta.dirname, '../fixtures/pictures/srgb.png'));
  writeFileSync(join(place, `${SECRET}.png`), whole.subarray(0, whole.length / 2));
  await app.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
    },
    [join(place, `${SECRET}.png`)],
  );
  await page.getByRole('button', { name: 'Bring in pictures' }).first().click();
  await expect(page.getByText(`${SECRET}.png`).first()).toBeVisible();
  await expect(draw(page)).toBeEnabled({ timeout: 60_000 });
  const written = lines();
  expect(written).toContainEqual(expect.stringMatching(/ error call-failed method=\w+ kind=bad-picture error=/));
  expect(written.filter((line) => line.toLowerCase().includes(SECRET))).toEqual([]);
  expect(written.filter((line) => line.includes(home))).toEqual([]);
  // And nothing else does, as there is nothing but entries.
  expect(written.filter((line) => !isLogLine(line))).toEqual([]);
});

test('the report of the Help menu is that of the command line, and shows no word of the work', async () => {
  const { app, home } = studio;
  const chosen = join(home, 'window.txt');
  await app.evaluate(({ dialog, Menu, shell }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    shell.openPath = async (path) => {
      process.env.DIMOO_SHOWN = path;
      return '';
    };
    for (const id of ['show-logs', 'save-report']) Menu.getApplicationMenu()?.getMenuItemById(id)?.click();
  }, chosen);
  await expect.poll(() => existsSync(chosen), { timeout: 30_000 }).toBe(true);
  expect(await app.evaluate(() => process.env.DIMOO_SHOWN)).toBe(folder());
  const electron = await app.evaluate(() => process.versions.electron);
  const cli = join(import.meta.dirname, '../../main/engine/cli.ts');
  execFileSync(process.execPath, [cli, 'doctor', '--report', join(home, 'cli.txt')], {
    env: { ...process.env, DIMOO_DATA: home, DIMOO_ELECTRON_PLANNED: electron },
    stdio: 'pipe',
  });
  const read = (name: string) => readFileSync(join(home, name), 'utf8').split('\n');
  const window = read('window.txt');
  for (const line of [
    /^written by +the window, on Node /,
    /^model .+, [0-9a-f]{64}, .* whole$/,
    / info model-loaded /,
  ]) {
    expect(window).toContainEqual(expect.stringMatching(line));
  }
  const same = (lines: readonly string[]) => lines.filter((line) => !line.startsWith('written by'));
  expect(same(read('cli.txt'))).toEqual(same(window));
  for (const never of [SECRET, home, homedir()])
    expect(window.join('\n').toLowerCase()).not.toContain(never.toLowerCase());
});

test('a studio that was quit has said so, and the next one writes on', async () => {
  await studio.restart();
  await expect
    .poll(() =>
      lines()
        .filter((line) => / studio-(started|quit)/.test(line))
        .map((line) => line.split(' ')[2]),
    )
    .toEqual(['studio-started', 'studio-quit', 'studio-started']);
});
