import type { ElectronApplication } from '@playwright/test';
import { answered } from './in-page.ts';

/** Bytes that the window's process and the one that draws for it hold. */
export async function memoryOf(app: ElectronApplication): Promise<number> {
  const metrics = await answered(app.evaluate(({ app }) => app.getAppMetrics()));
  const shown = metrics.filter(({ type }) => type === 'Tab' || type === 'GPU');
  return shown.reduce((sum, { memory }) => sum + memory.workingSetSize * 1024, 0);
}
