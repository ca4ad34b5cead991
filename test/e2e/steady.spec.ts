import { expect, type Locator, test } from '@playwright/test';
import { patience } from '../helpers/launch-studio.ts';
import {
  chooseTask,
  draw,
  dropPicture,
  expectSaved,
  layers,
  nativeSide,
  picture,
  promptField,
  setSize,
  strokeAcross,
  tab,
} from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

const CONTROLS =
  'button, input:not(.checkbox input), .checkbox, textarea, [role=tab], [role=row], [role=slider], .canvas-host';

/** Marks every control that can be seen with where it lies. */
async function mark(): Promise<void> {
  await studio.page.evaluate((controls) => {
    for (const element of document.querySelectorAll<HTMLElement>(controls)) {
      const { x, y, width, height } = element.getBoundingClientRect();
      element.dataset.lay = width * height > 0 ? [x, y, width, height].map(Math.round).join(' ') : '';
    }
  }, CONTROLS);
}

/** The marked controls that are still there and lie elsewhere now; the zoom counts as one. */
async function moved(): Promise<string[]> {
  return studio.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-lay]')].flatMap((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const before = (element.dataset.lay ?? '').split(' ').map(Number);
      const now = [x, y, width, height].map(Math.round);
      if (before.length < 4 || width * height === 0) return [];
      // Its own edges may come closer where it is a list; where it begins, and what lies in it, stays.
      const still = now.every((value, i) => Math.abs(value - (before[i] ?? 0)) <= 1);
      const name = element.getAttribute('aria-label') ?? element.textContent ?? element.tagName;
      return still ? [] : [`${name}: ${before.join(' ')} → ${now.join(' ')}`];
    }),
  );
}

/** A click by the mouse moves nothing, and what is under the pointer afterwards is still what was clicked. */
async function steady(name: string, control: Locator, after: () => Promise<void> = async () => {}): Promise<void> {
  const { page } = studio;
  const zoom = page.getByRole('button', { name: /^Actual size/ });
  await control.scrollIntoViewIfNeeded();
  await page.mouse.move(300, 20);
  await mark();
  const before = await zoom.textContent();
  await control.click();
  await after();
  await page.waitForTimeout(150);
  expect(await moved(), `after a click on ${name}`).toEqual([]);
  expect(await zoom.textContent(), `the page after a click on ${name}`).toBe(before);
}

const button = (name: string | RegExp) => studio.page.getByRole('button', { name, exact: true });

test('a double click on the name of a layer that is not chosen renames that layer', async () => {
  const { page } = studio;
  await dropPicture(page, 'teal', 'teal', 300);
  await dropPicture(page, 'orange', 'orange', 200);
  await dropPicture(page, 'plum', 'plum', 100);
  await page.getByRole('application').focus();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('row', { selected: true })).toHaveCount(0);
  await page.getByText('orange', { exact: true }).dblclick();
  const name = page.getByRole('textbox', { name: 'Layer name' });
  await expect(name).toHaveValue('orange');
  await expect(page.getByRole('row', { selected: true })).toHaveCount(1);
  await name.fill('peach');
  await name.press('Enter');
  await expect(layers(page)).toContainText(['plum', 'peach', 'teal']);
  await expect(page.getByRole('slider', { name: 'Opacity' })).toHaveValue('100');
});

test('no click moves what it does not put away', async () => {
  test.setTimeout(180_000 * patience);
  const { page } = studio;
  await expectSaved(page);
  for (const place of [0, 1, 2])
    await steady(
      `layer ${place}`,
      layers(page)
        .nth(place)
        .getByText(/teal|peach|plum/),
    );
  await steady('the eye of a layer', button('Hide peach'));
  await steady('the eye again', button('Show peach'));
  await steady('Protect', button('Protect from redrawing'));
  await steady('Allow', button('Allow redrawing'));
  for (const tool of [/^Region brush/, /^Region eraser/, /^Hand/, 'Move']) await steady(String(tool), button(tool));
  await strokeAcross(page);
  await steady('Clear', button('Clear the region'));
  await steady('Undo', button('Undo'));
  await steady('Redo', button('Redo'));
  await steady('Move', button('Move'));
  for (const name of ['Describe', 'Gallery', 'History', 'Layers']) await steady(name, tab(page, name));
  await steady('Options', button('Options'));
  await steady('a size', button(`${nativeSide}×${nativeSide}`));
  await steady('a count', page.getByRole('radio', { name: '2', exact: true }));
  await steady('a speed', page.getByRole('radio', { name: 'Fast', exact: true }));
  await steady('Keep the seed', page.getByText('Keep the seed'));
  await setSize(page, nativeSide / 2);
  await page.getByRole('slider', { name: 'Steps' }).fill('4');
  await steady('Options again', button('Options'));
  await promptField(page).fill('a blue star');
  // Between tasks the page stays as it is, whatever a task asks for.
  const zoom = await button(/^Actual size/).textContent();
  for (const task of ['Extend', 'Use as guide', 'Make a map', 'Draw']) {
    await chooseTask(page, task);
    expect(await button(/^Actual size/).textContent(), task).toBe(zoom);
  }
  await draw(page).click();
  await expect(page.getByRole('heading', { name: 'Keep this picture?' })).toBeVisible({ timeout: 60_000 * patience });
  await steady('Next picture', button('Next picture'));
  await steady('Previous picture', button('Previous picture'));
  await steady('the map', button('Show how sure the model was'));
  for (const drawer of ['Go back to an earlier step', 'Take a part from another picture']) {
    await steady(drawer, button(drawer));
    // The bar has grown: it ends above the page's lower edge no more than before.
    const bar = await page.getByRole('region', { name: 'What to draw' }).boundingBox();
    const edge = await pageBottom();
    expect(bar?.y, `${drawer} covers nothing of the page`).toBeGreaterThanOrEqual(edge);
  }
});

/** Where the page ends on the screen, by the colour of the paper. */
async function pageBottom(): Promise<number> {
  return studio.page.evaluate(() => {
    const host = document.querySelector<HTMLElement>('.canvas-host');
    const canvas = host?.querySelector('canvas');
    const context = canvas?.getContext('2d');
    if (!host || !canvas || !context) throw new Error('There is no canvas.');
    const { left, top, width } = host.getBoundingClientRect();
    const ratio = canvas.width / canvas.clientWidth;
    const column = context.getImageData(Math.round((width / 2) * ratio), 0, 1, canvas.height).data;
    let last = 0;
    for (let y = 0; y < canvas.height; y++) if ((column[4 * y + 3] ?? 0) === 255) last = y;
    return top + last / ratio + 0 * left;
  });
}

test('a double click on Accept keeps one picture and draws no other', async () => {
  const { page } = studio;
  const before = await layers(page).count();
  await page.getByRole('button', { name: /^Accept/ }).dblclick();
  await expect(layers(page)).toHaveCount(before + 1);
  await page.waitForTimeout(300);
  await expect(page.getByText(/Getting ready|^Step/)).toBeHidden();
  await expect(draw(page)).toBeEnabled();
  // Nothing of what was decided stays beside the prompt.
  await expect(page.getByRole('heading', { name: /^Keep this/ })).toHaveCount(0);
});

test('whoever goes on clicking is heard again, though the first press brought another button under the pointer', async () => {
  const { page } = studio;
  await draw(page).click();
  const accept = page.getByRole('button', { name: /^Accept/ });
  await expect(accept).toBeVisible({ timeout: 60_000 * patience });
  // The second picture of the two is finished as well.
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeHidden({ timeout: 60_000 * patience });
  const before = await layers(page).count();
  let isKept = false;
  await pressFast(accept, 150, async (presses) => {
    const offersToDraw = await draw(page).isVisible();
    isKept ||= offersToDraw;
    return presses === 10 || (isKept && !offersToDraw);
  });
  await expect(layers(page)).toHaveCount(before + 1);
  await expect(accept).toBeVisible({ timeout: 60_000 * patience });
  await page.keyboard.press('Escape');
  await expect(draw(page)).toBeEnabled();
});

test('notices that take the place of one another are dismissed as fast as one clicks', async () => {
  const { page } = studio;
  const notices = page.getByRole('alert');
  await expect(notices).toHaveCount(0);
  for (const [count, name] of ['one.png', 'two.png', 'six.png'].entries()) {
    await dropDamaged(name);
    await expect(notices).toHaveCount(count + 1);
  }
  await pressFast(notices.first().getByRole('button', { name: 'Dismiss' }), 60, async (presses) => presses === 3);
  await expect(notices).toHaveCount(0);
});

/** Presses where the control is now, whatever is there by then. */
async function pressFast(control: Locator, everyMs: number, until: (presses: number) => Promise<boolean>) {
  const { page } = studio;
  const box = await control.boundingBox();
  if (box === null) throw new Error('There is nothing to press.');
  for (let presses = 0; !(await until(presses)); presses += 1) {
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForTimeout(everyMs);
  }
}

async function dropDamaged(name: string): Promise<void> {
  const transfer = await studio.page.evaluateHandle((name) => {
    const transfer = new DataTransfer();
    const start = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]);
    transfer.items.add(new File([start], name, { type: 'image/png' }));
    return transfer;
  }, name);
  await picture(studio.page).dispatchEvent('drop', { dataTransfer: transfer, clientX: 500, clientY: 300 });
}
