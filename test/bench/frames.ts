import type { Page } from '@playwright/test';

/** Times between the frames of the window, and what the canvas shows. */

interface Counting {
  frames: number[];
  stopped: boolean;
}

/** Notes the time between frames until `slowestFrame` is asked. */
export function countFrames(page: Page): Promise<void> {
  return page.evaluate(() => {
    const counting: Counting = { frames: [], stopped: false };
    Object.assign(window, { counting });
    let before = performance.now();
    const next = (now: number) => {
      counting.frames.push(now - before);
      before = now;
      if (!counting.stopped) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
}

/** Milliseconds between two frames since `countFrames`, the slowest of twenty left out. */
export async function slowestFrame(page: Page): Promise<number> {
  const frames = await page.evaluate(() => {
    const { counting } = window as unknown as { counting: Counting };
    counting.stopped = true;
    return counting.frames;
  });
  const sorted = frames.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? 0;
}

/** The colour in the middle of the canvas, as a number. */
export function middleColour(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas.lower-canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) throw new Error('There is no canvas.');
    const [red = 0, green = 0, blue = 0] = context.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data;
    return red * 65536 + green * 256 + blue;
  });
}

/**
 * Milliseconds from the next press of a key or of the pointer until the middle of the canvas shows another colour, or the
 * wanted one. Null where it does not within a while.
 */
export async function pressToColour(page: Page, press: () => Promise<void>, wanted?: number): Promise<number | null> {
  await page.evaluate(
    ({ wanted, patience }) => {
      const canvas = document.querySelector<HTMLCanvasElement>('canvas.lower-canvas');
      const context = canvas?.getContext('2d');
      if (!canvas || !context) throw new Error('There is no canvas.');
      const colour = () => {
        const [red = 0, green = 0, blue = 0] = context.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data;
        return red * 65536 + green * 256 + blue;
      };
      const before = colour();
      const waiting = window as unknown as { shown: Promise<number | null> };
      waiting.shown = new Promise((resolve) => {
        let began = 0;
        const start = () => {
          if (began === 0) began = performance.now();
        };
        for (const kind of ['keydown', 'pointerdown'])
          window.addEventListener(kind, start, { capture: true, once: true });
        const look = () => {
          const passed = began === 0 ? 0 : performance.now() - began;
          const now = colour();
          if (began > 0 && (wanted === undefined ? now !== before : now === wanted)) resolve(passed);
          else if (passed > patience) resolve(null);
          else requestAnimationFrame(look);
        };
        look();
      });
    },
    { wanted, patience: 20_000 },
  );
  await press();
  return page.evaluate(() => (window as unknown as { shown: Promise<number | null> }).shown);
}
