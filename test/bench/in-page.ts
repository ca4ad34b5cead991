import type { Page } from '@playwright/test';

/** What is measured from inside of the window. Every function here answers, or says after `PATIENCE_MS` that none came. */
const PATIENCE_MS = 60_000;

/**
 * Counts calls to the services from now on: all of them leave by a port. Left out is the question that the window asks
 * every five seconds, whatever it shows: whether the project's folder is still there.
 */
export function countCalls(page: Page): Promise<void> {
  return answered(
    page.evaluate(() => {
      const counting = window as unknown as { calls: Record<string, number> };
      counting.calls = {};
      const post = MessagePort.prototype.postMessage;
      MessagePort.prototype.postMessage = function (this: MessagePort, message: unknown, ...rest: unknown[]) {
        // React wakes itself by such ports, too, with nothing in the message.
        const { kind, method } = (message ?? {}) as { kind?: string; method?: string };
        if (kind === 'call' && method !== undefined && method !== 'checkProject')
          counting.calls[method] = (counting.calls[method] ?? 0) + 1;
        return Reflect.apply(post, this, [message, ...rest]);
      };
    }),
  );
}

/** Calls since the last time, by method. */
export function takeCalls(page: Page): Promise<Record<string, number>> {
  return answered(
    page.evaluate(() => {
      const counting = window as unknown as { calls: Record<string, number> };
      const { calls } = counting;
      counting.calls = {};
      return calls;
    }),
  );
}

/** Milliseconds between frames, the slowest of twenty left out, while the gallery is scrolled. @param pixels in each frame */
export function scrollFrames(page: Page, pixels: number, frames: number): Promise<number> {
  return answered(
    page.evaluate(
      async ({ pixels, frames }) => {
        const list = document.querySelector('[aria-label="Pictures, newest first"]');
        let scroller: Element | null = list;
        while (scroller !== null && !/auto|scroll/.test(getComputedStyle(scroller).overflowY)) {
          scroller = scroller.parentElement;
        }
        if (scroller === null) throw new Error('The gallery does not scroll.');
        const times: number[] = [];
        let last = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
        for (let frame = 0; frame < frames; frame++) {
          scroller.scrollTop += pixels;
          const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
          times.push(now - last);
          last = now;
        }
        times.sort((a, b) => a - b);
        return times[Math.floor(times.length * 0.95)] ?? 0;
      },
      { pixels, frames },
    ),
  );
}

/** How far the gallery can be scrolled by now, in CSS pixels, and how many pictures stand in the page. */
export function extent(page: Page): Promise<{ height: number; cells: number }> {
  return answered(
    page.evaluate(() => {
      const list = document.querySelector('[aria-label="Pictures, newest first"]');
      return {
        height: Math.max(list?.scrollHeight ?? 0, list?.parentElement?.scrollHeight ?? 0),
        cells: document.querySelectorAll('.tile').length,
      };
    }),
  );
}

/** Milliseconds from a press on a picture in sight until its details are drawn. */
export async function clickToDetails(page: Page): Promise<number> {
  const place = await answered(
    page.evaluate(() => {
      const list = document.querySelector('[aria-label="Pictures, newest first"]');
      const sight = list?.closest('.tab-panel')?.getBoundingClientRect();
      const chosen = document.querySelector('.tile.is-on');
      const tiles = [...document.querySelectorAll('.tile')].filter((tile) => {
        const box = tile.getBoundingClientRect();
        return (
          sight !== undefined &&
          tile !== chosen &&
          box.top >= sight.top + 8 &&
          box.top + box.height / 3 <= sight.top + 300
        );
      });
      const tile = tiles[0];
      if (tile === undefined) throw new Error('No picture is in sight.');
      const wanted = tile.querySelector('.tile-words')?.textContent ?? '';
      const bench = window as unknown as { clicked: Promise<number> };
      bench.clicked = new Promise((resolve) => {
        let began = 0;
        window.addEventListener('pointerdown', () => (began = performance.now()), { capture: true, once: true });
        const look = () => {
          const words = document.querySelector('.details-head p')?.textContent;
          if (began > 0 && words === wanted) resolve(performance.now() - began);
          else requestAnimationFrame(look);
        };
        look();
      });
      const box = tile.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 3 };
    }),
  );
  await answered(page.mouse.click(place.x, place.y));
  return answered(page.evaluate(() => (window as unknown as { clicked: Promise<number> }).clicked));
}

export class NoAnswer extends Error {}

export function answered<T>(work: Promise<T>, ms = PATIENCE_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(`no answer in ${ms / 1000} s`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
