import { expect, test } from '@playwright/test';
import { drawPicture, expectSaved } from './flow.ts';
import { oneStudio } from './one-studio.ts';

// CoreML is on no machine that this test runs on but a Mac.
const wanted = process.platform === 'darwin' ? 'dml' : 'coreml';
const studio = oneStudio(() => ({ DIMOO_PROVIDER: wanted }));

test('a graphics processor that is not there is named in the window, and the CPU draws', async () => {
  const { page } = studio;
  const sentence = /^(CoreML|DirectML) cannot run the model here, so it runs on the CPU; a newer driver may help\.$/;
  const notice = page.getByRole('alert').filter({ hasText: sentence });
  await expect(notice).toBeVisible();
  await drawPicture(page, 'a red circle');
  await expect(notice).toBeVisible();
  await notice.getByRole('button').click();
  await expect(notice).toBeHidden();
  await expectSaved(page);
});
