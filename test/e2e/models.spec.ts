import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { precisionSchema } from '../../preload/contract/manifest.ts';
import { patience } from '../helpers/launch-studio.ts';
import { TINY_CODES, TINY_TEXT, writeTinyCheckpoint } from '../helpers/tiny-checkpoint.ts';
import { axeOn } from './axe.ts';
import { acceptPicture, draw, drawPicture, layers, promptField } from './flow.ts';
import { oneStudio } from './one-studio.ts';
import { pidOf } from './service-pid.ts';

// The bundled model is the studio's, as at a first start of an installed one.
const studio = oneStudio((home) => ({ DIMOO_MODEL: '', XDG_DATA_HOME: join(home, 'xdg') }));

const page = () => studio.page;
const dialog = () => page().getByRole('dialog', { name: 'Models' });
const cards = () => dialog().getByRole('list', { name: 'Models on this computer' }).getByRole('listitem');
const look = (name: string) => page().screenshot({ path: `out/models-${name}.png` });

/** Answers the next dialogs of the system with this folder; none cancels. */
async function answer(folder?: string): Promise<void> {
  await studio.app.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: filePaths.length === 0, filePaths });
    },
    folder === undefined ? [] : [folder],
  );
}

async function openPage(shown: Page = page()): Promise<void> {
  await shown.getByRole('application').focus();
  await shown.keyboard.press('Control+Shift+M');
  await expect(dialog()).toBeVisible();
}

async function add(folder: string): Promise<void> {
  await answer(folder);
  // By keys: a second press in the same place so soon would be taken for a double click on what was there before.
  await dialog().getByRole('button', { name: 'Add a model…' }).press('Enter');
}

/** In the layout of the release, with few layers. `side` makes it as large as a test needs it. */
function checkpoint(name: string, config: Record<string, unknown> = {}): string {
  const folder = join(studio.home, 'checkpoints', name);
  mkdirSync(folder, { recursive: true });
  const generationConfig = {
    name,
    nativeSize: [32, 32],
    tasks: ['generate', 'retouch'],
    textToImage: { steps: 2 },
    inpainting: { steps: 2 },
  };
  writeTinyCheckpoint(folder, {
    generationConfig,
    config: { max_sequence_length: 4096, ...config },
    dtype: 'BF16',
    shards: 2,
  });
  writeFileSync(join(folder, 'README.md'), '---\nlicense: mit\n---\n');
  return folder;
}

const rows = TINY_TEXT + TINY_CODES;
/** Large enough that its conversion can be watched. */
const large = { d_model: 512, n_heads: 8, mlp_hidden_size: 2048, n_layers: 6, vocab_size: rows, embedding_size: rows };

const folders = () => readdirSync(join(studio.home, 'models')).filter((name) => name !== 'bundled.json');

/** The process of the conversion that has begun, stopped where it is: a fast machine would be done before the next step. */
async function heldConversion(): Promise<number> {
  await expect
    .poll(() => folders().some((name) => name.includes('.partial')), { timeout: 60_000 * patience, intervals: [10] })
    .toBe(true);
  const converting = await pidOf(studio, 'adding');
  process.kill(converting, 'SIGSTOP');
  return converting;
}

test('the empty page says what the bundled model is, and leads to the models', async () => {
  test.setTimeout(240_000 * patience);
  await expect(promptField(page())).toBeVisible();
  const line = page().getByText('You draw with Pocket. A small model to try everything with.');
  await expect(line).toBeVisible({ timeout: 120_000 * patience });
  await look('empty-page');
  const setSize = (width: number, height: number) =>
    studio.app.evaluate(
      ({ BrowserWindow }, [w = 0, h = 0]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h),
      [width, height],
    );
  await setSize(1024, 700);
  await expect.poll(() => page().evaluate(() => innerWidth)).toBe(1024);
  await look('empty-page-narrow');
  await setSize(1440, 900);
  await expect.poll(() => page().evaluate(() => innerWidth)).toBe(1440);
  await page().getByRole('button', { name: 'Add a larger model…' }).click();
  await expect(dialog()).toBeVisible();
  await expect(cards()).toHaveCount(1);
  await expect(cards().first()).toContainText('In use');
  await expect(cards().first()).toContainText('apache-2.0');
  await expect(dialog()).toContainText('huggingface.co/Alpha-VLLM/Lumina-DiMOO');
  expect((await axeOn(page()).analyze()).violations).toEqual([]);
  await look('list');
  await page().keyboard.press('Escape');
});

test('a checkpoint is looked at, converted with a bar, and used at the next start too', async () => {
  test.setTimeout(300_000 * patience);
  const folder = checkpoint('Größe 1', large);
  await openPage();
  await add(folder);
  const found = dialog().getByRole('region', { name: 'Add Größe 1' });
  await expect(found).toContainText('6 layers of 512');
  // Escape goes back to the list.
  await page().keyboard.press('Escape');
  await expect(found).toHaveCount(0);
  await expect(dialog().getByRole('button', { name: 'Add a model…' })).toBeFocused();
  await add(folder);
  await expect(found).toContainText('mit');
  await expect(found.getByRole('radio')).toHaveCount(precisionSchema.options.length);
  await expect(found).toContainText('Fits this computer');
  expect((await axeOn(page()).analyze()).violations).toEqual([]);
  await look('found');
  await found.getByRole('radio', { name: /^Full/ }).check({ force: true });
  await found.getByRole('button', { name: 'Add it', exact: true }).click();
  const converting = await heldConversion();
  const adding = dialog().getByRole('region', { name: 'Adding Größe 1' });
  await expect(adding.getByRole('progressbar')).toBeVisible();
  // It was held before it said anything, perhaps, so it goes on bit by bit until it has.
  await expect(async () => {
    process.kill(converting, 'SIGCONT');
    await page().waitForTimeout(20);
    process.kill(converting, 'SIGSTOP');
    await expect(adding).toContainText(/ of \d+ [kM]B/, { timeout: 400 });
  }).toPass({ timeout: 60_000 * patience });
  await look('adding');
  process.kill(converting, 'SIGCONT');
  // The page may be closed meanwhile.
  await page().keyboard.press('Escape');
  await expect(page().getByText('Größe 1 is ready.')).toBeVisible({ timeout: 120_000 * patience });
  expect(folders()).toContain('Größe-1-fp32');
  await openPage();
  await expect(cards()).toHaveCount(2);
  const card = cards().filter({ hasText: 'Größe 1' });
  await card.getByRole('button', { name: 'Draw with this: Größe 1' }).click();
  await expect(card).toContainText('In use', { timeout: 60_000 * patience });
  await expect(card.getByRole('button', { name: 'Check the files: Größe 1' })).toBeFocused();
  await expect(card.getByRole('button', { name: 'Move to the trash: Größe 1' })).toHaveCount(0);
  await look('used');
  await page().keyboard.press('Escape');
  await drawPicture(page(), 'anything');
  // The hint by which Draw is found wanting is gone with its reason.
  await expect(page().getByText('The model is not ready yet.')).toHaveCount(0);
  await studio.restart();
  await expect(promptField(page())).toBeVisible();
  await openPage();
  await expect(cards().filter({ hasText: 'Größe 1' })).toContainText('In use', { timeout: 60_000 * patience });
  await page().keyboard.press('Escape');
});

test('a drawing that is asked for while the model is loaded waits for it, until Cancel or Escape', async () => {
  test.setTimeout(180_000 * patience);
  const before = await layers(page()).count();
  const old = await pidOf(studio, 'engine');
  await openPage();
  await cards().filter({ hasText: 'Pocket' }).getByRole('button', { name: 'Draw with this: Pocket' }).click();
  // The engine that takes its place loads nothing until it is let go.
  let loading = old;
  while (loading === old) loading = await pidOf(studio, 'engine').catch(() => old);
  process.kill(loading, 'SIGSTOP');
  await page().keyboard.press('Escape');
  const waits = page().getByRole('status').filter({ hasText: 'Waits for the model…' });
  await promptField(page()).fill('the first thought');
  await draw(page()).click();
  await expect(waits).toBeVisible();
  await expect(draw(page())).toBeDisabled();
  expect((await axeOn(page()).analyze()).violations).toEqual([]);
  await look('waits');
  await page().getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(waits).toHaveCount(0);
  await promptField(page()).press('Enter');
  await expect(waits).toBeVisible();
  await page().getByRole('application').focus();
  await page().keyboard.press('Escape');
  await expect(waits).toHaveCount(0);
  await promptField(page()).press('Enter');
  await promptField(page()).fill('the next thought');
  process.kill(loading, 'SIGCONT');
  await acceptPicture(page());
  await expect(layers(page())).toHaveCount(before + 1);
  await expect(layers(page()).first()).toContainText('the first thought');
  await expect(promptField(page())).toHaveValue('the next thought');
});

test('a model of an older studio says so, and is converted again in its place', async () => {
  test.setTimeout(240_000 * patience);
  const manifest = join(studio.home, 'models', 'Größe-1-fp32', 'manifest.json');
  const made = JSON.parse(readFileSync(manifest, 'utf8'));
  writeFileSync(manifest, JSON.stringify({ ...made, converterVersion: '10' }));
  await openPage();
  const card = cards().filter({ hasText: 'Größe 1' });
  await expect(card).toContainText('An older version of the studio made this model');
  expect((await axeOn(page()).analyze()).violations).toEqual([]);
  await look('older');
  await card.getByRole('button', { name: 'Convert again: Größe 1' }).click();
  await expect(dialog().getByText('Größe 1 is ready.')).toBeVisible({ timeout: 120_000 * patience });
  await expect(card).not.toContainText('older version');
  await expect(cards()).toHaveCount(2);
  expect(JSON.parse(readFileSync(manifest, 'utf8'))).toEqual(made);
  await page().keyboard.press('Escape');
});

test('models move with their folder, and a folder whose disk is away is not made anew', async () => {
  test.setTimeout(120_000 * patience);
  const disk = join(studio.home, 'Äußere Platte');
  mkdirSync(disk);
  await openPage();
  const change = dialog().getByRole('button', { name: 'Change…' });
  await answer(disk);
  await change.click();
  await expect(dialog().getByText(`New models go into ${disk}.`)).toBeVisible();
  await expect(dialog().getByText('In earlier folders: 1 model')).toBeVisible();
  expect((await axeOn(page()).analyze()).violations).toEqual([]);
  await look('strays');
  await dialog().getByRole('button', { name: 'Move here' }).click();
  await expect(dialog().getByText(`One model is in ${disk} now.`)).toBeVisible();
  await expect(cards().filter({ hasText: 'Größe 1' })).toContainText(join(disk, 'Größe-1-fp32'));
  await expect(dialog().getByRole('button', { name: 'Move here' })).toHaveCount(0);
  // Its disk is taken away.
  renameSync(disk, `${disk} 2`);
  await page().keyboard.press('Escape');
  await openPage();
  await expect(dialog().getByText(`New models go into ${disk}, which is not there.`)).toBeVisible();
  await look('disk-away');
  await add(join(studio.home, 'checkpoints', 'Größe 1'));
  await dialog().getByRole('button', { name: 'Add it', exact: true }).click();
  // A notice of before may still be there.
  await expect(dialog().getByRole('alert').filter({ hasText: 'Please connect its disk' })).toBeVisible();
  expect(existsSync(disk)).toBe(false);
  await dialog().getByRole('button', { name: 'Don’t add it' }).click();
  // By hand into the first folder, which is chosen again.
  renameSync(join(`${disk} 2`, 'Größe-1-fp32'), join(studio.home, 'models', 'Größe-1-fp32'));
  await answer(join(studio.home, 'models'));
  await change.click();
  await expect(cards().filter({ hasText: 'Größe 1' })).toContainText(join(studio.home, 'models', 'Größe-1-fp32'));
  await expect(cards()).toHaveCount(2);
  await page().keyboard.press('Escape');
});

test('a model is checked, and goes to the trash where it is not in use', async () => {
  test.setTimeout(180_000 * patience);
  await openPage();
  await expect(cards().filter({ hasText: 'Pocket' })).toContainText('In use', { timeout: 60_000 * patience });
  await page().getByRole('button', { name: 'Check the files: Größe 1' }).click();
  await expect(cards().filter({ hasText: 'Größe 1' })).toContainText('all as they were written', {
    timeout: 60_000 * patience,
  });
  await expect(page().getByRole('button', { name: 'Check the files: Größe 1' })).toBeFocused();
  await page().getByRole('button', { name: 'Move to the trash: Größe 1' }).click();
  await expect(cards()).toHaveCount(1);
  await expect(dialog().getByRole('button', { name: 'Add a model…' })).toBeFocused();
  expect(folders()).not.toContain('Größe-1-fp32');
  await page().keyboard.press('Escape');
});

test('what cannot be added says why, and leaves nothing', async () => {
  test.setTimeout(120_000 * patience);
  const before = folders();
  await openPage();
  await expect(dialog().getByRole('button', { name: 'Add a model…' })).toBeFocused();
  const refusal = dialog().getByRole('alert');
  const empty = join(studio.home, 'checkpoints', 'nothing');
  mkdirSync(empty);
  await add(empty);
  await expect(refusal).toContainText('neither a checkpoint nor a converted model');
  // By keys the next folder can be chosen at once.
  await expect(dialog().getByRole('button', { name: 'Add a model…' })).toBeFocused();
  await look('refused');
  const cut = checkpoint('Cut');
  const file = join(cut, 'model-2-of-2.safetensors');
  truncateSync(file, statSync(file).size - 10);
  await add(cut);
  await expect(refusal).toContainText('it may be cut short');
  // What the look does not see, the converter does.
  const wrong = checkpoint('Wrong');
  const config = JSON.parse(readFileSync(join(wrong, 'config.json'), 'utf8'));
  writeFileSync(join(wrong, 'config.json'), JSON.stringify({ ...config, n_layers: 3 }));
  await add(wrong);
  await dialog().getByRole('button', { name: 'Add it', exact: true }).click();
  await expect(refusal).toContainText('lacks the tensor', { timeout: 60_000 * patience });
  await expect(dialog().getByRole('progressbar')).toHaveCount(0);
  expect(folders()).toEqual(before);
  await page().keyboard.press('Escape');
});

test('a conversion that is cancelled leaves nothing; one whose studio was killed is offered again', async () => {
  test.setTimeout(300_000 * patience);
  const folder = checkpoint('Large', { ...large, n_layers: 12 });
  const before = folders();
  const begin = async () => {
    await openPage();
    await add(folder);
    await dialog().getByRole('radio', { name: /^Full/ }).check({ force: true });
    await dialog().getByRole('button', { name: 'Add it', exact: true }).click();
    return heldConversion();
  };
  const converting = await begin();
  // Another one has to wait.
  await add(folder);
  await dialog().getByRole('button', { name: 'Add it', exact: true }).click();
  await expect(dialog().getByRole('alert')).toContainText('A model is being added already');
  await dialog().getByRole('button', { name: 'Don’t add it' }).click();
  await dialog().getByRole('button', { name: 'Cancel', exact: true }).click();
  process.kill(converting, 'SIGCONT');
  await expect(dialog().getByRole('progressbar')).toHaveCount(0, { timeout: 60_000 * patience });
  expect(folders()).toEqual(before);
  await page().keyboard.press('Escape');
  const left = await begin();
  studio.app.process().kill('SIGKILL');
  // It ends by itself, since the studio is gone.
  process.kill(left, 'SIGCONT');
  await studio.restart();
  await expect(promptField(page())).toBeVisible();
  // What is finished of it stays, so that it need not be done again.
  expect(folders().filter((name) => name.includes('.partial'))).toHaveLength(1);
  await openPage();
  await expect(dialog().getByText('The studio ended while Large was being added.')).toBeVisible();
  await expect(cards()).toHaveCount(1);
  await look('unfinished');
  await dialog().getByRole('button', { name: 'Go on adding it' }).click();
  await expect(cards()).toHaveCount(2, { timeout: 180_000 * patience });
  expect(folders().filter((name) => name.includes('Large'))).toEqual(['Large-fp32']);
  // The same checkpoint once more is there already.
  await add(folder);
  await dialog().getByRole('radio', { name: /^Full/ }).check({ force: true });
  await dialog().getByRole('button', { name: 'Add it', exact: true }).click();
  await expect(page().getByText('Large was already there.')).toBeVisible({ timeout: 60_000 * patience });
  await expect(cards()).toHaveCount(2);
  await page().keyboard.press('Escape');
});

test('a converted model is used where it lies, and a model that somebody took away says so', async () => {
  test.setTimeout(180_000 * patience);
  await openPage();
  const elsewhere = join(studio.home, 'models', 'Large-fp32');
  const moved = join(studio.home, 'moved away');
  // As by hand, behind the studio's back.
  renameSync(elsewhere, moved);
  await add(moved);
  await expect(dialog()).toContainText('nothing is copied');
  await dialog().getByRole('button', { name: 'Add it', exact: true }).click();
  const card = cards().filter({ hasText: 'moved away' });
  await expect(card).toContainText('Used where it lies');
  // Who moves a model takes along what its checkpoint said.
  await expect(card).toContainText('mit');
  await card.getByRole('button', { name: 'Draw with this: Large' }).click();
  await expect(card).toContainText('In use', { timeout: 60_000 * patience });
  await page().keyboard.press('Escape');
  rmSync(moved, { recursive: true });
  await studio.restart();
  const trouble = page().getByRole('alert', { name: 'No model' });
  await expect(trouble).toContainText('There is no model in', { timeout: 60_000 * patience });
  await look('gone');
  await trouble.getByRole('button', { name: 'Models…' }).click();
  await expect(cards().filter({ hasText: 'moved away' })).toContainText('There is no model in');
  await cards().filter({ hasText: 'Pocket' }).getByRole('button', { name: 'Draw with this: Pocket' }).click();
  await expect(cards().filter({ hasText: 'Pocket' })).toContainText('In use', { timeout: 60_000 * patience });
  await dialog().getByRole('button', { name: 'Take off the list: moved away' }).click();
  await expect(cards()).toHaveCount(1);
  expect(existsSync(moved)).toBe(false);
  await page().keyboard.press('Escape');
  await expect(trouble).toHaveCount(0);
});

test('the page fits a small window, in German and in the dark', async () => {
  await openPage();
  await studio.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 700));
  await expect.poll(() => page().evaluate(() => innerWidth)).toBe(1024);
  await add(join(studio.home, 'checkpoints', 'Größe 1'));
  const confirm = dialog().getByRole('button', { name: 'Add it', exact: true });
  await confirm.scrollIntoViewIfNeeded();
  await look('narrow');
  const cut = await dialog().evaluate((element) => element.scrollWidth - element.clientWidth);
  expect(cut).toBe(0);
  await page().keyboard.press('Escape');
  await expect(confirm).toHaveCount(0);
  await page().keyboard.press('Escape');
  await page().keyboard.press('Control+Comma');
  await page().getByRole('radio', { name: 'Dark' }).click();
  await page().getByRole('radio', { name: 'Deutsch' }).click();
  await page().keyboard.press('Escape');
  await page().getByRole('application').focus();
  await page().keyboard.press('Control+Shift+M');
  const german = page().getByRole('dialog', { name: 'Modelle' });
  await expect(german).toContainText('Ein kleines Modell, um alles auszuprobieren.');
  expect((await axeOn(page()).analyze()).violations).toEqual([]);
  await look('german-dark');
});
