import { createStore, type StoreApi } from 'zustand/vanilla';
import { StudioError } from '../../../preload/contract/errors.ts';
import { EXPORT_SETTING, exportSettingsSchema, firstExport } from '../../../preload/contract/exporting.ts';
import { guarded, logBug, type StudioParts } from '../parts.ts';
import type { ProjectSession } from '../project/session-types.ts';
import type { ExportState } from '../window-types.ts';

export interface ExportParts {
  readonly store: StudioParts['store'];
  readonly shown: () => Pick<ProjectSession, 'exporter' | 'notify' | 'hold'>;
}

/** The export dialog. Its choices are kept in the settings when an export begins. */
export function createExportState({ store, shown }: ExportParts): StoreApi<ExportState> {
  let running: AbortController | null = null;
  return createStore<ExportState>()((set, get) => ({
    isShown: false,
    settings: firstExport,
    progress: null,
    show: (isShown) => {
      if (get().progress === null) set({ isShown });
    },
    change: (patch) => set({ settings: { ...get().settings, ...patch } }),
    restore: async () => {
      const settings = await store.getSettings({}).catch(() => null);
      const kept = exportSettingsSchema.safeParse(settings?.[EXPORT_SETTING]);
      if (kept.success) set({ settings: kept.data });
    },
    run: async () => {
      if (running !== null) return;
      const { exporter, ...parts } = shown();
      const { settings } = get();
      const controller = new AbortController();
      running = controller;
      set({ progress: { kind: 'file', done: 0, of: 1 } });
      store.putSetting({ key: EXPORT_SETTING, value: settings }).catch(logBug);
      let written: number | null = null;
      await guarded(parts, async () => {
        written = await exporter.run(settings, {
          signal: controller.signal,
          onProgress: (progress) => set({ progress }),
        });
        if (written !== null) parts.notify('done', ({ exporting }) => exporting.written({ count: written ?? 0 }));
      });
      running = null;
      // After a failure, or where no place was chosen, the artist can choose differently.
      set({ progress: null, isShown: written === null });
    },
    cancel: () => running?.abort(StudioError.of('cancelled', {})),
  }));
}
