import { expect, test } from '@playwright/test';
import { drawPicture, expectSaved, layers, paintAcross, promptField, retouch, tab } from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

test('a caption is written beside the picture, edited, and kept as a note', async () => {
  const { page } = studio;
  await drawPicture(page, 'a red circle on a yellow background');
  await tab(page, 'Describe').click();
  await page.getByRole('button', { name: 'Describe the picture' }).click();
  const keep = page.getByRole('button', { name: 'Keep as a note' });
  await expect(keep).toBeVisible({ timeout: 60_000 });
  await page.getByRole('textbox', { name: 'Result' }).fill('A caption of my own.');
  await keep.click();
  await expect(keep).toBeHidden();
  await expect(page.getByText('A caption of my own.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Notes' }).locator('img')).toHaveCount(1);
  await tab(page, 'Layers').click();
});

test('a picture file dropped on the canvas becomes a layer', async () => {
  const { page } = studio;
  const before = await layers(page).count();
  const transfer = await page.evaluateHandle(async () => {
    const canvas = new OffscreenCanvas(300, 200);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.fillStyle = 'teal';
    context.fillRect(0, 0, 300, 200);
    const transfer = new DataTransfer();
    transfer.items.add(new File([await canvas.convertToBlob()], 'photo.png', { type: 'image/png' }));
    return transfer;
  });
  const target = page.getByRole('region', { name: 'Picture', exact: true });
  await target.dispatchEvent('dragover', { dataTransfer: transfer });
  await target.dispatchEvent('drop', { dataTransfer: transfer, clientX: 500, clientY: 300 });
  await expect(layers(page)).toHaveCount(before + 1);
  await expect(layers(page).first()).toContainText('photo');
});

test('a file that is no picture is refused in one sentence', async () => {
  const { page } = studio;
  const before = await layers(page).count();
  const transfer = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['words'], 'letter.txt', { type: 'text/plain' }));
    return transfer;
  });
  await page.getByRole('region', { name: 'Picture', exact: true }).dispatchEvent('drop', { dataTransfer: transfer });
  await expect(page.getByText('“letter.txt” is not a PNG', { exact: false })).toBeVisible();
  expect(await layers(page).count()).toBe(before);
});

test('after quitting, the project opens with its layers, mask, gallery, notes and prompt', async () => {
  await paintAcross(studio.page);
  await promptField(studio.page).fill('what I was about to draw');
  await expectSaved(studio.page);
  await studio.page.waitForTimeout(800); // the prompt is kept when typing has paused
  const names = await layers(studio.page).allInnerTexts();
  await studio.restart();
  const { page } = studio;
  await expect(layers(page)).toHaveCount(names.length);
  expect(await layers(page).allInnerTexts()).toEqual(names);
  await expect(retouch(page)).toBeVisible();
  await expect(promptField(page)).toHaveValue('what I was about to draw');
  await tab(page, 'Gallery').click();
  await expect(page.getByRole('grid', { name: 'Pictures, newest first' }).getByRole('row')).toHaveCount(1);
  await tab(page, 'Describe').click();
  await expect(page.getByText('A caption of my own.')).toBeVisible();
});
