import { expect, test } from '@playwright/test';
import { axeOn } from './axe.ts';
import { drawPicture, expectSaved, layers, paintAcross, promptField, retouch, tab } from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

const said = () => studio.page.getByRole('region', { name: 'What was said', exact: true });
const notes = () => said().locator('.note');

/** Corrects the text of the newest note. */
async function correct(text: string): Promise<void> {
  const { page } = studio;
  await notes().first().getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Edit' }).fill(text);
  await notes().first().getByRole('button', { name: 'Done' }).click();
  await expect(notes().first()).toContainText(text);
}

test('a caption and an answer stay beside their picture as soon as they are there, and are corrected', async () => {
  const { page } = studio;
  await drawPicture(page, 'a red circle on a yellow background');
  await tab(page, 'Describe').click();
  await page.getByRole('button', { name: 'Describe the picture' }).click();
  await expect(notes()).toHaveCount(1, { timeout: 60_000 });
  await page.getByRole('button', { name: 'Is there a cat?' }).click();
  await expect(notes()).toHaveCount(2, { timeout: 60_000 });
  await expect(notes().first()).toContainText('Is there a cat?');
  // A screen reader says of which note a button is.
  const answer = await notes().first().locator('p').textContent();
  await expect(notes().first().getByRole('button', { name: 'Delete' })).toHaveAccessibleDescription(answer ?? '');
  // Both are about one picture.
  await expect(said().locator('img')).toHaveCount(1);
  await correct('An answer of my own.');
  await correct('A caption of my own.');
  expect((await axeOn(page).analyze()).violations).toEqual([]);
  await page.screenshot({ path: 'out/test-results/conversation.png' });
});

test('every text that a note had is brought back, and so is a deleted note', async () => {
  const { page } = studio;
  await notes().first().getByRole('button', { name: 'Earlier texts' }).click();
  const versions = page.getByRole('list', { name: 'Earlier texts' }).getByRole('listitem');
  await expect(versions).toHaveCount(2);
  await expect(versions.first()).toContainText('An answer of my own.');
  await page.screenshot({ path: 'out/test-results/versions.png' });
  await versions.first().getByRole('button', { name: 'Bring this text back' }).click();
  await expect(versions).toHaveCount(3);
  await expect(versions.first()).toContainText('A caption of my own.');
  // The keyboard goes on beside what it was used on.
  await notes().first().getByRole('button', { name: 'Edit' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Edit' })).toBeFocused();
  await page.keyboard.type('never kept');
  await page.keyboard.press('Escape');
  await expect(notes().first().getByRole('button', { name: 'Edit' })).toBeFocused();
  await expect(notes().first()).toContainText('An answer of my own.');
  await notes().first().getByRole('button', { name: 'Delete' }).focus();
  await page.keyboard.press('Enter');
  await expect(notes()).toHaveCount(1);
  await expect(notes().first().getByRole('button', { name: 'Use as prompt' })).toBeFocused();
  const notice = page.getByRole('alert').filter({ hasText: 'The text is deleted.' });
  await notice.getByRole('button', { name: 'Undo' }).click();
  await expect(notes()).toHaveCount(2);
  await expect(notes().first()).toContainText('An answer of my own.');
  await correct('A caption of my own.');
});

test('a long question without a space stays in the panel, and the lines of a text stay lines', async () => {
  const { page } = studio;
  const question = 'W'.repeat(400);
  await page.getByRole('textbox', { name: 'Ask about the picture' }).fill(question);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(notes()).toHaveCount(3, { timeout: 60_000 });
  const widths = await page
    .locator('.describe')
    .evaluate(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }));
  expect(widths.scrollWidth).toBe(widths.clientWidth);
  await notes().first().getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Edit' }).fill('one line\n\nanother');
  await notes().first().getByRole('button', { name: 'Done' }).click();
  // biome-ignore lint/performance/useDomNodeTextContent: how the lines show is the question
  expect(await notes().first().locator('p').innerText()).toBe('one line\n\nanother');
  await notes().first().getByRole('button', { name: 'Delete' }).click();
  await expect(notes()).toHaveCount(2);
});

test('what was said becomes the prompt, and Ctrl+Z in the field brings back the words of before', async () => {
  const { page } = studio;
  await promptField(page).fill('words that I had typed');
  // What stands in the field counts, though it is not saved yet.
  await correct('A caption of before.');
  await notes().first().getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Edit' }).fill('A caption of my own.');
  await notes().first().getByRole('button', { name: 'Use as prompt' }).click();
  await expect(promptField(page)).toBeFocused();
  await expect(promptField(page)).toHaveValue('A caption of my own.');
  await page.keyboard.press('Control+z');
  await expect(promptField(page)).toHaveValue('words that I had typed');
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
