import { tab } from '../e2e/flow.ts';
import { freshHome, launchStudio, removeHome } from '../helpers/launch-studio.ts';
import { fillProject } from '../helpers/many-pictures.ts';

for (const count of [3, 100, 10000]) {
  const home = freshHome();
  await fillProject(home, count);
  const s = await launchStudio({ home });
  await tab(s.page, 'Gallery').click();
  await s.page.locator('.tile').first().waitFor();
  await s.page.waitForTimeout(1200);
  for (const [w, h] of [
    [1440, 900],
    [1024, 700],
  ] as const) {
    await s.app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.w, size.h),
      { w, h },
    );
    for (const theme of ['light', 'dark'] as const) {
      if (theme === 'dark' && count === 100) continue;
      await s.page.emulateMedia({ colorScheme: theme });
      await s.page.waitForTimeout(500);
      if (theme === 'light' && w === 1440 && count !== 3) await s.page.locator('.tile').nth(1).click();
      await s.page.waitForTimeout(400);
      await s.page.screenshot({ path: `/tmp/shot-gallery-${count}-${w}-${theme}.png` });
    }
  }
  if (count === 10000) {
    await tab(s.page, 'History').click();
    await s.page.waitForTimeout(1200);
    await s.page.screenshot({ path: `/tmp/shot-history-${count}.png` });
  }
  console.log(count, s.complaints);
  await s.quit().catch(() => undefined);
  removeHome(home);
}
process.exit(0);
