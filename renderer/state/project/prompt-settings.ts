import type { Manifest } from '../../../preload/contract/manifest.ts';
import { drawDefaults } from '../../../preload/contract/model-tasks.ts';
import type { ImageSettings } from '../../../preload/contract/settings.ts';
import { cacheFor, type Speed, speedOf } from '../../../preload/contract/speed.ts';
import type { TaskSettings } from '../../generation/run/run-types.ts';
import { type DrawTask, drawTasks } from '../../generation/tasks/tasks.ts';
import type { KeptPrompt } from './kept-prompt.ts';

/** The settings of each task in the prompt bar, and the speeds, which are presets of them. */

/** The settings of the released model. A model's own settings replace them before anything can run. */
export const firstSettings = settingsForAll(() => ({ steps: 64, textGuidance: 4, samplingTemperature: 1 }));

export function defaultsOf(manifest: Manifest): TaskSettings {
  return settingsForAll((task) => drawDefaults(manifest, task));
}

/** Changes some of a task's settings. With another number of steps, the same speed has other cache settings. */
export function withSettings(task: DrawTask, settings: ImageSettings, patch: Partial<ImageSettings>): ImageSettings {
  const changed = { ...settings, ...patch };
  const speed = patch.cache === undefined ? speedOf(task, settings) : null;
  return speed === null ? changed : atSpeed(task, speed, changed);
}

export function atSpeed(task: DrawTask, speed: Speed, { cache: _, ...settings }: ImageSettings): ImageSettings {
  const cache = cacheFor(speed, task, settings.steps);
  return { ...settings, ...(cache && { cache }) };
}

export function speedsOf(settings: TaskSettings): KeptPrompt['speeds'] {
  return Object.fromEntries(
    drawTasks.flatMap((task) => {
      const speed = speedOf(task, settings[task]);
      return speed === null ? [] : [[task, speed]];
    }),
  );
}

/** The kept settings, with the current cache settings of the chosen speeds. */
export function atSpeeds(kept: KeptPrompt['settings'], speeds: KeptPrompt['speeds']): KeptPrompt['settings'] {
  return Object.fromEntries(
    drawTasks.flatMap((task) => {
      const [settings, speed] = [kept[task], speeds[task]];
      if (settings === undefined) return [];
      return [[task, speed === undefined ? settings : atSpeed(task, speed, settings)]];
    }),
  );
}

function settingsForAll(of: (task: (typeof drawTasks)[number]) => TaskSettings['generate']): TaskSettings {
  return Object.fromEntries(drawTasks.map((task) => [task, of(task)])) as TaskSettings;
}
