import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** Asks axe for what is wrong with the page, by every rule that it has. */
export function axeOn(page: Page): AxeBuilder {
  return (
    new AxeBuilder({ page })
      // Its own way of starting opens another page, which Electron does not.
      .setLegacyMode(true)
      // It describes every element that it finds nothing wrong with, too, unless it is told not to.
      .options({ resultTypes: ['violations'] })
  );
}
