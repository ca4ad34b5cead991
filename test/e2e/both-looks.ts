import { expect } from '@playwright/test';
import type { Studio } from '../helpers/launch-studio.ts';
import { axeOn } from './axe.ts';

/** Gives the window's content a size in CSS pixels. */
export function resize({ app }: Pick<Studio, 'app'>, width: number, height: number): Promise<void> {
  return app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  );
}

/** Looks at the page as it is, in both themes and sizes, for the eyes and for axe. */
export async function lookInBoth(studio: Pick<Studio, 'app' | 'page'>, name: string): Promise<void> {
  const { page } = studio;
  await resize(studio, 1024, 700);
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(1024);
  await page.screenshot({ path: `out/${name}-1024.png` });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1024);
  await resize(studio, 1440, 873);
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(1440);
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator(`[data-theme="${theme}"]`).first()).toBeAttached();
    await page.screenshot({ path: `out/${name}-${theme}.png` });
    expect((await axeOn(page).analyze()).violations).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
