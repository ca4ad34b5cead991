import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { COMMIT, drop, FakeHub, refuse } from '../helpers/fake-hub.ts';
import { patience } from '../helpers/launch-studio.ts';
import { TINY_CODES, TINY_TEXT, writeTinyCheckpoint } from '../helpers/tiny-checkpoint.ts';
import { axeOn } from './axe.ts';
import { drawPicture, drawQuickly, promptField } from './flow.ts';
import { oneStudio } from './one-studio.ts';
import { pidOf } from './service-pid.ts';

const REPOSITORY = 'Some-One/Tinted';
const WEIGHTS = 'model-2-of-2.safetensors';
const TOKEN = 'hf_secret_of_the_test';

let hub: FakeHub;
test.beforeAll(async () => {
  hub = await FakeHub.start(REPOSITORY);
});
test.afterAll(() => hub.stop());

// The bundled model is the studio's, as at a first start of an installed one.
const studio = oneStudio((home) => ({
  DIMOO_MODEL: '',
  XDG_DATA_HOME: join(home, 'xdg'),
  HF_ENDPOINT: hub.address,
  DIMOO_HUB_WAITS: '100,100,100',
  // The hub of the test is on this machine.
  HTTPS_PROXY: '',
  HTTP_PROXY: '',
}));

test.afterEach(() => expect(studio.complaints).toEqual([]));
const page = () => studio.page;
const dialog = () => page().getByRole('dialog', { name: 'Models' });
const cards = () => dialog().getByRole('list', { name: 'Models on this computer' }).getByRole('listitem');
const look = (name: string) => page().screenshot({ path: `out/hub-${name}.png` });
const fetching = () => dialog().getByRole('region', { name: `Downloading ${REPOSITORY}` });
const models = () => join(studio.home, 'models');
const checkpoints = () => {
  const folder = join(models(), 'checkpoints');
  return existsSync(folder) ? readdirSync(folder) : [];
};
const part = () => join(models(), 'checkpoints', `by-Some-One-${COMMIT.slice(0, 8)}`, 'Tinted', `${WEIGHTS}.part`);

const rows = TINY_TEXT + TINY_CODES;

/** In the layout of the release, with few layers, and large enough that its download can be watched. */
function serveCheckpoint(): void {
  const folder = join(studio.home, 'there', 'Tinted');
  mkdirSync(folder, { recursive: true });
  writeTinyCheckpoint(folder, {
    generationConfig: {
      nativeSize: [32, 32],
      tasks: ['generate', 'retouch'],
      textToImage: { steps: 2 },
      inpainting: { steps: 2 },
    },
    config: {
      max_sequence_length: 4096,
      d_model: 512,
      n_heads: 8,
      mlp_hidden_size: 2048,
      n_layers: 4,
      vocab_size: rows,
      embedding_size: rows,
    },
    dtype: 'BF16',
    shards: 2,
  });
  writeFileSync(join(folder, 'README.md'), '---\nlicense: apache-2.0\ndescription: A small one for tests.\n---\n');
  writeFileSync(join(folder, 'modeling.py'), 'raise SystemExit');
  hub.serve(folder);
}

async function openPage(): Promise<void> {
  await page().getByRole('application').focus();
  await page().keyboard.press('Control+Shift+M');
  await expect(dialog()).toBeVisible();
}

async function closePage(): Promise<void> {
  await page().keyboard.press('Escape');
  await expect(dialog()).toHaveCount(0);
}

async function lookAtRepository(): Promise<void> {
  await dialog().getByRole('button', { name: 'From the hub…' }).click();
  await dialog()
    .getByRole('textbox', { name: /^Repository/ })
    .fill(REPOSITORY);
  await dialog().getByRole('button', { name: 'Look at it' }).click();
}

const found = () => dialog().getByRole('region', { name: 'Add Tinted' });

async function begin(): Promise<void> {
  await lookAtRepository();
  await found().getByRole('radio', { name: /^Full/ }).check({ force: true });
  await found().getByRole('button', { name: 'Download and add' }).click();
  await expect(fetching()).toBeVisible();
}

/** As fast as a line that takes some seconds for it. */
const slowly = (milliseconds: number) => {
  hub.slowness = milliseconds;
};

test('a repository is looked at before anything is downloaded, converted, used and drawn with', async () => {
  test.setTimeout(300_000 * patience);
  serveCheckpoint();
  await expect(promptField(page())).toBeVisible();
  await openPage();
  await look('list');
  await dialog().getByRole('button', { name: 'From the hub…' }).click();
  await expect(dialog()).toContainText(`asks ${new URL(hub.address).host} for this repository`);
  await expect(dialog()).toContainText('HF_ENDPOINT names this host.');
  await expect(dialog().getByRole('textbox', { name: /^Repository/ })).toHaveValue('Alpha-VLLM/Lumina-DiMOO');
  expect((await axeOn(page()).analyze()).violations).toEqual([]);
  await look('form');
  expect(hub.seen).toEqual([]);
  await dialog().getByRole('button', { name: 'Back' }).click();
  await lookAtRepository();
  await expect(found()).toContainText('apache-2.0');
  await expect(found()).toContainText(`main, commit ${COMMIT.slice(0, 12)}`);
  await expect(found()).toContainText('A small one for tests.');
  await expect(found().getByRole('listitem').filter({ hasText: WEIGHTS })).toContainText(/MB/);
  await expect(found()).not.toContainText('modeling.py');
  expect((await axeOn(page()).analyze()).violations).toEqual([]);
  await look('found');
  expect(hub.seen.some(({ path }) => path.endsWith(WEIGHTS))).toBe(false);
  expect(checkpoints()).toEqual([]);
  await found().getByRole('radio', { name: /^Full/ }).check({ force: true });
  await look('found-offers');
  slowly(150);
  await found().getByRole('button', { name: 'Download and add' }).click();
  await expect(fetching().getByRole('progressbar')).toBeVisible();
  await expect(fetching()).toContainText(/MB of \d+ MB · .+ a second/);
  await look('fetching');
  // The page may be closed meanwhile, and the bundled model draws.
  await closePage();
  await drawQuickly(page());
  await drawPicture(page(), 'a red circle');
  expect(checkpoints()).toHaveLength(1);
  slowly(0);
  await expect(page().getByText('Tinted is ready.')).toBeVisible({ timeout: 120_000 * patience });
  await openPage();
  await expect(cards()).toHaveCount(2);
  const card = cards().filter({ hasText: 'Tinted' });
  // It is read back before the download goes.
  await expect(card).toContainText('all as they were written', { timeout: 60_000 * patience });
  await expect.poll(checkpoints).toEqual([]);
  await expect(card).toContainText('apache-2.0');
  await card.getByRole('button', { name: 'Draw with this: Tinted' }).click();
  await expect(card).toContainText('In use', { timeout: 60_000 * patience });
  await look('used');
  await closePage();
  await drawPicture(page(), 'anything');
  expect(hub.seen.some(({ path }) => path.endsWith('modeling.py'))).toBe(false);
  expect(hub.seen.every(({ token }) => token === null)).toBe(true);
});

test('a download goes on after the connection, the pause and the studio ended, and comes to nothing where it is thrown away', async () => {
  test.setTimeout(300_000 * patience);
  await openPage();
  await cards().filter({ hasText: 'Pocket' }).getByRole('button', { name: 'Draw with this: Pocket' }).click();
  await expect(cards().filter({ hasText: 'Pocket' })).toContainText('In use', { timeout: 60_000 * patience });
  await dialog().getByRole('button', { name: 'Move to the trash: Tinted' }).click();
  await expect(cards()).toHaveCount(1);
  const weights = hub.entries.find(({ path }) => path === WEIGHTS)?.content ?? Buffer.alloc(0);
  let dropped = 0;
  hub.interfere = (_request, response, path) => {
    if (!path.endsWith(WEIGHTS) || dropped > 0) return false;
    dropped += 1;
    drop(response, weights, 0.6);
    return true;
  };
  slowly(100);
  const before = hub.seen.length;
  await begin();
  const ranges = () => hub.seen.slice(before).flatMap(({ path, range }) => (path.endsWith(WEIGHTS) ? [range] : []));
  await expect.poll(() => ranges().length, { timeout: 60_000 * patience }).toBe(2);
  expect(ranges()).toEqual([null, `bytes=${Math.floor(weights.length * 0.6)}-`]);
  await fetching().getByRole('button', { name: 'Pause' }).click();
  // After a restart it is in another window.
  const paused = () => dialog().getByText(`The download of ${REPOSITORY} is not finished.`);
  await expect(paused()).toBeVisible();
  await look('paused');
  expect(existsSync(part())).toBe(true);
  await dialog().getByRole('button', { name: 'Go on' }).click();
  await expect(fetching()).toContainText('MB a second');
  process.kill(await pidOf(studio, 'hub'), 'SIGKILL');
  await expect(dialog().getByRole('alert')).toContainText('The download ended unexpectedly. What has arrived stays');
  await expect(paused()).toBeVisible();
  await dialog().getByRole('button', { name: 'Go on' }).click();
  await expect(fetching()).toContainText('MB a second');
  studio.app.process().kill('SIGKILL');
  await studio.restart();
  await expect(promptField(page())).toBeVisible();
  await openPage();
  await expect(paused()).toBeVisible();
  await expect(paused()).toContainText(/MB of 34 MB are here\./);
  // Nothing goes on by itself.
  const asked = hub.seen.length;
  slowly(0);
  await dialog().getByRole('button', { name: 'Go on' }).click();
  await expect(cards().filter({ hasText: 'Tinted' })).toContainText('all as they were written', {
    timeout: 120_000 * patience,
  });
  expect(hub.seen.slice(asked).filter(({ path }) => !path.endsWith('.safetensors'))).toEqual([]);
  await expect.poll(checkpoints).toEqual([]);
  await dialog().getByRole('button', { name: 'Move to the trash: Tinted' }).click();
  await expect(cards()).toHaveCount(1);
  slowly(100);
  await begin();
  await fetching().getByRole('button', { name: 'Pause' }).click();
  await dialog().getByRole('button', { name: 'Throw away what has arrived' }).click();
  await expect(paused()).toHaveCount(0);
  expect(checkpoints()).toEqual([]);
  expect(readFileSync(join(studio.home, 'models.json'), 'utf8')).not.toContain(REPOSITORY);
  slowly(0);
  await closePage();
});

test('a gated repository says what to do, and the token goes to the host alone and into no file', async () => {
  await openPage();
  hub.interfere = (request, response) => {
    if (request.headers.authorization === `Bearer ${TOKEN}`) return false;
    refuse(response, 401, 'GatedRepo');
    return true;
  };
  await lookAtRepository();
  const refusal = dialog().getByRole('alert');
  await expect(refusal).toContainText(`is gated. Open ${hub.address}/${REPOSITORY}, accept the terms there`);
  await look('gated');
  const token = dialog().getByRole('region', { name: /^Token for/ });
  await token.getByLabel('Token', { exact: true }).fill('no token');
  await token.getByRole('button', { name: 'Keep it' }).click();
  await expect(refusal).toContainText('This is no token.');
  await token.getByLabel('Token', { exact: true }).fill(TOKEN);
  await page().waitForTimeout(500);
  await token.getByRole('button', { name: 'Keep it' }).click();
  // No test machine has a keychain.
  await expect(token).toContainText('This system has no keychain that the studio could use');
  hub.info = { gated: 'manual' };
  await dialog().getByRole('button', { name: 'Look at it' }).click();
  await expect(found()).toContainText('Gated: its owner asks for consent to terms');
  expect(hub.seen.at(-1)?.token).toBe(TOKEN);
  await closePage();
  const files = readdirSync(studio.home, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(json|log)$/.test(name),
  );
  expect(files.length).toBeGreaterThan(0);
  for (const name of files) expect(readFileSync(join(studio.home, name), 'utf8'), name).not.toContain(TOKEN);
  expect(studio.log.join('\n')).not.toContain(TOKEN);
  hub.interfere = () => false;
});

test('what cannot be had says so in one sentence', async () => {
  await openPage();
  const refusal = dialog().getByRole('alert');
  await dialog().getByRole('button', { name: 'From the hub…' }).click();
  const tryTo = async (repository: string) => {
    await dialog()
      .getByRole('textbox', { name: /^Repository/ })
      .fill(repository);
    await page().waitForTimeout(500);
    await dialog().getByRole('button', { name: 'Look at it' }).click();
  };
  await tryTo('../../etc');
  await expect(refusal).toContainText('is not the name of a repository');
  await tryTo('Some-One/Other');
  await expect(refusal).toContainText('has no repository Some-One/Other');
  hub.interfere = (_request, response) => {
    refuse(response, 429, '', { 'retry-after': '120' });
    return true;
  };
  await tryTo(REPOSITORY);
  await expect(refusal).toContainText('asks to wait. Try again in 120 seconds.');
  hub.interfere = () => false;
  await closePage();
});

const lies: readonly (readonly [name: string, said: string, body: (content: Buffer) => Buffer])[] = [
  ['has another checksum', 'arrived otherwise than', (content) => Buffer.alloc(content.length, 7)],
  ['is longer than was said', 'has another size than', (content) => Buffer.concat([content, Buffer.alloc(9)])],
  ['is shorter than was said', 'has another size than', (content) => content.subarray(9)],
];
for (const [name, said, body] of lies) {
  test(`a file that ${name} is thrown away, and the page says so`, async () => {
    test.setTimeout(120_000 * patience);
    await openPage();
    const weights = hub.entries.find(({ path }) => path === WEIGHTS)?.content ?? Buffer.alloc(0);
    hub.interfere = (_request, response, path) => {
      if (!path.endsWith(WEIGHTS)) return false;
      response.end(body(weights));
      return true;
    };
    await lookAtRepository();
    await found().getByRole('button', { name: 'Download and add' }).click();
    await expect(dialog().getByRole('alert')).toContainText(said, { timeout: 60_000 * patience });
    expect(existsSync(part())).toBe(false);
    await expect(cards()).toHaveCount(1);
    hub.interfere = () => false;
    await dialog().getByRole('button', { name: 'Throw away what has arrived' }).click();
    await expect(dialog().getByRole('button', { name: 'Go on' })).toHaveCount(0);
    expect(checkpoints()).toEqual([]);
    await closePage();
  });
}

test('the page fits a small window, in German', async () => {
  await studio.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 700));
  await expect.poll(() => page().evaluate(() => innerWidth)).toBe(1024);
  await openPage();
  await dialog().getByRole('button', { name: 'From the hub…' }).click();
  await look('narrow-form');
  await dialog().getByRole('button', { name: 'Back' }).click();
  await lookAtRepository();
  await expect(found()).toBeVisible();
  await look('narrow-found');
  expect(await dialog().evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  await closePage();
  await page().keyboard.press('Control+Comma');
  await page().getByRole('radio', { name: 'Dark' }).click();
  await page().getByRole('radio', { name: 'Deutsch' }).click();
  await page().keyboard.press('Escape');
  await page().getByRole('application').focus();
  await page().keyboard.press('Control+Shift+M');
  const german = page().getByRole('dialog', { name: 'Modelle' });
  await look('german-list');
  await german.getByRole('button', { name: 'Vom Hub …' }).click();
  await german.getByRole('textbox', { name: /^Repository/ }).fill(REPOSITORY);
  await look('german-form');
  await german.getByRole('button', { name: 'Ansehen', exact: true }).click();
  await expect(german.getByRole('region', { name: 'Tinted hinzufügen' })).toContainText('Gewichte');
  expect((await axeOn(page()).analyze()).violations).toEqual([]);
  await look('german-found');
  await studio.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1440, 900));
  await expect.poll(() => page().evaluate(() => innerWidth)).toBe(1440);
  await look('german-found-wide');
});
