import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

test('the window opens on our page, with nothing to complain about', async () => {
  await expect.poll(() => studio.page.url()).toMatch(/^studio:\/\/app\//);
  await expect(studio.page.locator('body')).not.toBeEmpty();
  // Reloading repeats the start with everybody listening.
  await studio.page.reload();
  await expect(studio.page.getByRole('textbox').first()).toBeVisible();
  expect(studio.complaints).toEqual([]);
});

test('the page has no Node, no Electron, and runs no code from text', async () => {
  const found = await studio.page.evaluate(() => ({
    names: ['require', 'process', 'module', 'electron'].filter((name) => name in window),
    bridge: Object.keys((window as unknown as { studio: object }).studio).sort(),
  }));
  expect(found).toEqual({ names: [], bridge: ['call', 'onEvent', 'requestPort'] });
  // Through an element of the page: Playwright's own evaluation is exempt from the policy.
  const ran = await studio.page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.ranFromText = true';
    document.head.append(script);
    await new Promise((resolve) => setTimeout(resolve, 100));
    return 'ranFromText' in window;
  });
  expect(ran).toBe(false);
});

test('the page reaches no other place and opens no other window', async () => {
  const reached = await studio.page.evaluate(() =>
    Promise.all(
      ['https://example.org/', 'studio://other/x', 'file:///etc/passwd'].map((url) =>
        fetch(url).then(
          () => true,
          () => false,
        ),
      ),
    ),
  );
  expect(reached).toEqual([false, false, false]);
  const outside = await studio.page.evaluate(() =>
    fetch('studio://app/%2e%2e/main/index.js').then(
      (response) => response.status,
      () => 0,
    ),
  );
  expect([0, 404]).toContain(outside);
  await studio.page.evaluate(() => {
    window.open('https://example.org/');
    window.location.href = 'https://example.org/';
  });
  await studio.page.waitForTimeout(300);
  expect(studio.page.url()).toMatch(/^studio:\/\/app\//);
  expect(studio.app.windows()).toHaveLength(1);
});

test('main refuses what its schema does not allow, in one sentence', async () => {
  const answers = await studio.page.evaluate(async () => {
    type Call = (method: string, params: unknown) => Promise<{ failure?: { message: string } }>;
    const bridge = (window as unknown as { studio: { call: Call } }).studio;
    const said = (method: string, params: unknown) =>
      bridge.call(method, params).then(({ failure }) => failure?.message ?? 'answered');
    return [
      await said('nothing', {}),
      await said('__proto__', {}),
      await said('setTheme', { theme: 'pink' }),
      await said('savePicture', { suggestedName: 'a.png', bytes: new Uint8Array([1, 2, 3]) }),
    ];
  });
  expect(answers).toEqual([
    'The window asked for something that does not exist.',
    'The window asked for something that does not exist.',
    'The request "setTheme" holds values that are not allowed.',
    'Only PNG pictures are saved.',
  ]);
});

test('the import dialog hands over files by content, also beside one that cannot be read', async () => {
  const picture = join(studio.home, 'photo.jpg');
  const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(20)]);
  writeFileSync(picture, png);
  const choose = (...files: string[]) =>
    studio.app.evaluate(({ dialog }, paths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: paths });
    }, files);
  const open = () =>
    studio.page.evaluate(async () => {
      const bridge = (
        window as unknown as { studio: { call: (m: string, p: unknown) => Promise<{ result: unknown }> } }
      ).studio;
      const chosen = (await bridge.call('openPictures', {})).result as { name: string; file: string }[];
      const read = async (file: string) => {
        const { content } = (await bridge.call('readChosen', { file })).result as { content: Uint8Array | string };
        return typeof content === 'string' ? content : content.length;
      };
      const outcomes = [];
      for (const { name, file } of chosen) outcomes.push([name, await read(file)]);
      // Each can be read once.
      for (const { file } of chosen.slice(0, 1)) outcomes.push(['again', await read(file)]);
      return outcomes;
    });
  await choose(picture, join(studio.home, 'gone.png'), studio.home);
  expect(await open()).toEqual([
    ['photo.jpg', 28],
    ['gone.png', 'unreadable'],
    [basename(studio.home), 'unreadable'],
    ['again', 'unreadable'],
  ]);
  // As many as can be dropped.
  await choose(...Array.from({ length: 60 }, () => picture));
  expect(await open()).toHaveLength(61);
});
