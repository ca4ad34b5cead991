import type { Page } from '@playwright/test';
import type { Spot } from './flow.ts';

/** Where the page lies in the window while it is fitted: its top left corner, and CSS pixels per page pixel. */
export interface PagePlace {
  readonly zoom: number;
  readonly at: (x: number, y: number) => Spot;
}

/** The space around a fitted page, as the view has it. */
const MARGIN = 32;

export async function pagePlace(page: Page, width: number, height = width): Promise<PagePlace> {
  await page.keyboard.press('Control+0');
  const host = await page.getByRole('application').evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { left, top, width, height: height - Number.parseFloat(getComputedStyle(element).paddingBottom) };
  });
  const zoom = Math.min((host.width - 2 * MARGIN) / width, (host.height - 2 * MARGIN) / height);
  const left = host.left + Math.round((host.width - width * zoom) / 2);
  const top = host.top + Math.round((host.height - height * zoom) / 2);
  return { zoom, at: (x, y) => ({ x: left + x * zoom, y: top + y * zoom }) };
}
