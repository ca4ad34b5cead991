import { expect, test } from '@playwright/test';
import { encode } from 'fast-png';
import { withText } from '../../main/pictures/png-text-chunks.ts';
import { dropFile, layers, promptField } from './flow.ts';
import { oneStudio } from './one-studio.ts';

const studio = oneStudio();

test('a picture that another program drew offers its words, and they come into the prompt bar', async () => {
  const { page } = studio;
  await expect(promptField(page)).toBeVisible();
  const png = encode({ width: 64, height: 64, data: new Uint8Array(64 * 64 * 3).fill(90), channels: 3 });
  const parameters = 'a castle by the sea\nNegative prompt: fog\nSteps: 20, Sampler: Euler a, Seed: 1';
  await dropFile(page, 'castle.png', withText(png, { parameters }), 'image/png');
  await expect(layers(page)).toHaveCount(1);
  const notice = page.getByText('Stable Diffusion web UI drew this picture from “a castle by the sea”.');
  await expect(notice).toBeVisible();
  await page.getByRole('button', { name: 'Use these words' }).click();
  await expect(promptField(page)).toHaveText('a castle by the sea');
});
