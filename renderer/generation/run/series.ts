import type { ImageSettings } from '../../../preload/contract/settings.ts';
import { type PromptProblem, promptsOf } from '../tasks/prompt-choices.ts';
import { type DrawTask, needsOf } from '../tasks/tasks.ts';
import type { RunInput } from './run-types.ts';

/** A drawing repeated with variations: prompts, seeds, and one setting over a range. This file is pure. */

/** The greatest number of drawings in one series. */
export const MOST_IN_SERIES = 64;
export const MOST_SEEDS = 16;

export const variedSettings = ['none', 'steps', 'textGuidance', 'samplingTemperature', 'strength'] as const;
export type VariedSetting = (typeof variedSettings)[number];

export interface Series {
  /** One prompt a line, with choices in braces. */
  readonly prompts: string;
  readonly seeds: number;
  readonly setting: VariedSetting;
  readonly from: number;
  readonly to: number;
  /** How many values lie between `from` and `to`, both included. */
  readonly values: number;
}

interface Limits {
  readonly least: number;
  readonly most: number;
  readonly step: number;
}

/** What a setting may be. The share that is drawn is in per cent. */
export const limitsOf: Readonly<Record<Exclude<VariedSetting, 'none'>, Limits>> = {
  steps: { least: 1, most: 128, step: 1 },
  textGuidance: { least: 0, most: 20, step: 0.5 },
  samplingTemperature: { least: 0, most: 2, step: 0.1 },
  strength: { least: 5, most: 100, step: 5 },
};

/** The settings that a task can be repeated with. */
export function settingsOf(task: DrawTask): readonly VariedSetting[] {
  return variedSettings.filter((setting) => setting !== 'strength' || needsOf(task).strength);
}

/** The values of the setting, evenly from the first to the last and without repeats. */
export function valuesOf({ setting, from, to, values }: Series): readonly number[] {
  if (setting === 'none') return [];
  const { least, most } = limitsOf[setting];
  const digits = setting === 'steps' ? 1 : 100;
  const all = Array.from({ length: values }, (_, at) => {
    const value = values === 1 ? from : from + ((to - from) * at) / (values - 1);
    return Math.max(least, Math.min(most, Math.round(value * digits) / digits));
  });
  return [...new Set(all)];
}

export type PlannedSeries = { readonly inputs: readonly RunInput[] } | { readonly problem: PromptProblem };

/**
 * The drawings of a series, prompt by prompt, and of each the values of the setting with every seed.
 * @param withSettings changes the settings of a task
 */
export function planSeries(series: Series, base: RunInput, withSettings: WithSettings): PlannedSeries {
  const values = series.setting === 'none' ? [null] : valuesOf(series);
  const each = values.length * series.seeds;
  const most = Math.floor(MOST_IN_SERIES / each);
  const parsed = needsOf(base.task).words ? promptsOf(series.prompts, Math.max(most, 0)) : { prompts: [''] };
  if ('problem' in parsed) {
    const { problem } = parsed;
    if (problem.why !== 'too-many') return parsed;
    return { problem: { ...problem, count: problem.count * each, most: MOST_IN_SERIES } };
  }
  const inputs = parsed.prompts.flatMap((prompt) =>
    values.flatMap((value) =>
      Array.from({ length: series.seeds }, (_, at): RunInput => {
        const seed = (base.seed + at) >>> 0;
        const own = { ...base, prompt, seed, count: 1 };
        return value === null ? own : withValue(own, series.setting, value, withSettings);
      }),
    ),
  );
  return { inputs };
}

type WithSettings = (task: DrawTask, settings: ImageSettings, patch: Partial<ImageSettings>) => ImageSettings;

function withValue(input: RunInput, setting: VariedSetting, value: number, withSettings: WithSettings): RunInput {
  if (setting === 'none') return input;
  if (setting === 'strength') {
    const share = value / 100;
    return { ...input, choices: { ...input.choices, strength: share, sketch: share } };
  }
  const own = withSettings(input.task, input.settings[input.task], { [setting]: value });
  return { ...input, settings: { ...input.settings, [input.task]: own } };
}
