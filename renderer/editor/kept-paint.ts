import { PAINT_SETTING, paintSettingsSchema } from '../../preload/contract/paint-settings.ts';
import { logBug, type StudioParts } from '../state/parts.ts';
import type { Toolbox } from '../tools/toolbox-types.ts';

/** Milliseconds without a change before the options are kept. */
const REST = 500;

/** Keeps the colours and the options of the tools that paint in the settings. */
export class KeptPaint {
  readonly #store: StudioParts['store'];
  readonly #toolbox: Toolbox;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: StudioParts['store'], toolbox: Toolbox) {
    this.#store = store;
    this.#toolbox = toolbox;
  }

  /** Brings back what was kept. Settings that cannot be read leave the first options. */
  async restore(): Promise<void> {
    const settings = await this.#store.getSettings({}).catch(() => null);
    const kept = paintSettingsSchema.safeParse(settings?.[PAINT_SETTING]);
    if (kept.success) this.#toolbox.getState().setPaint(kept.data);
    this.#toolbox.subscribe((now, before) => {
      if (now.paint === before.paint) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.flush(), REST);
    });
  }

  flush(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { paint } = this.#toolbox.getState();
    const value = paintSettingsSchema.parse(paint);
    this.#store.putSetting({ key: PAINT_SETTING, value }).catch(logBug);
  }
}
