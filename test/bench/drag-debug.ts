import { tab } from '../e2e/flow.ts';
import { freshHome, launchStudio } from '../helpers/launch-studio.ts';
import { fillProject } from '../helpers/many-pictures.ts';

const home = freshHome();
await fillProject(home, 30);
const s = await launchStudio({ home });
await tab(s.page, 'Gallery').click();
await s.page.locator('.tile').first().waitFor();
await s.page.waitForTimeout(800);
await s.page.evaluate(() => {
  const log: string[] = [];
  (window as unknown as { dlog: string[] }).dlog = log;
  for (const name of ['pointerdown', 'pointercancel', 'mousedown', 'dragstart', 'dragenter', 'drop', 'dragend'])
    window.addEventListener(
      name,
      (e) =>
        log.push(
          `${name} ${(e.target as Element).className} prevented=${e.defaultPrevented} types=${(e as DragEvent).dataTransfer?.types.join()}`,
        ),
      true,
    );
  let overs = 0;
  window.addEventListener('dragover', (e) => {
    if (overs++ < 3)
      log.push(`dragover ${(e.target as Element).className} ${(e as DragEvent).dataTransfer?.types.join()}`);
  });
  window.addEventListener('drop', (e) => log.push(`drop-bubble prevented=${e.defaultPrevented}`));
});
const target = s.page.getByRole('region', { name: 'Picture', exact: true });
for (const n of [0, 4]) {
  console.log('tile', n);
  await s.page
    .locator('.tile')
    .nth(n)
    .dragTo(target, { targetPosition: { x: 420, y: 320 } })
    .catch((e) => console.log(String(e).slice(0, 300)));
  await s.page.waitForTimeout(800);
  console.log(
    JSON.stringify(
      await s.page.evaluate(() => {
        const w = window as unknown as { dlog: string[] };
        const l = [...w.dlog];
        w.dlog.length = 0;
        return [l, document.querySelector('.gallery-grid')?.scrollTop];
      }),
      null,
      1,
    ),
  );
}
await s.page.screenshot({ path: '/tmp/drag-debug.png' });
await s.quit();
process.exit(0);
