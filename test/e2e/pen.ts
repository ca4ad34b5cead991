import type { Page } from '@playwright/test';
import { pageMiddle, picture } from './flow.ts';

/** A place of a pen and how hard it presses. */
export interface PenPlace {
  /** CSS pixels from the middle of the page. */
  readonly x: number;
  readonly y: number;
  readonly pressure: number;
}

/** A stroke of a pen, as the system reports it to the page. */
export async function movePen(page: Page, places: readonly PenPlace[], end: 'up' | 'cancel' = 'up'): Promise<void> {
  const middle = await pageMiddle(page);
  await picture(page).evaluate(
    async (element, { places, middle, end }) => {
      const target = element.querySelector('canvas') ?? element;
      const send = (type: string, { x, y, pressure }: { x: number; y: number; pressure: number }, pressed: boolean) => {
        const init: PointerEventInit = {
          pointerId: 1,
          pointerType: 'pen',
          isPrimary: true,
          bubbles: true,
          cancelable: true,
          clientX: middle.x + x,
          clientY: middle.y + y,
          pressure,
          button: type === 'pointermove' ? -1 : 0,
          buttons: pressed ? 1 : 0,
        };
        target.dispatchEvent(new PointerEvent(type, init));
      };
      const [first] = places;
      const last = places.at(-1);
      if (first === undefined || last === undefined) return;
      send('pointerdown', first, true);
      for (const place of places.slice(1)) {
        send('pointermove', place, true);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      send(end === 'up' ? 'pointerup' : 'pointercancel', { ...last, pressure: 0 }, false);
    },
    { places, middle, end },
  );
}
