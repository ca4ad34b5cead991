import type { Page } from '@playwright/test';

/**
 * How often each function of the window is called while something is done, as V8 counts it. What code does can be
 * compared by it where how long it takes depends on the machine.
 * @returns by script and place in it
 */
export async function functionCalls(page: Page, work: () => Promise<void>): Promise<ReadonlyMap<string, number>> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send('Profiler.enable');
    await session.send('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    await session.send('Profiler.takePreciseCoverage');
    await work();
    const { result } = await session.send('Profiler.takePreciseCoverage');
    const calls = new Map<string, number>();
    for (const { scriptId, functions } of result) {
      for (const { functionName, ranges } of functions) {
        const [whole] = ranges;
        if (whole !== undefined) calls.set(`${scriptId} ${functionName} ${whole.startOffset}`, whole.count);
      }
    }
    return calls;
  } finally {
    await session.detach();
  }
}
