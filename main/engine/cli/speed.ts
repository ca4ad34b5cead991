/** `--speed` and the settings behind it, for commands and for the lines of a batch. */
import type { Command } from 'commander';
import { Option } from 'commander';
import {
  type CacheSettings,
  cacheFor,
  cacheSettingsSchema,
  paperCache,
  type Speed,
  speedSchema,
} from '../../../preload/contract/speed.ts';
import type { TaskName } from '../../../preload/contract/tasks.ts';
import { number, wholeNumber } from './options.ts';

/** A preset, and single settings that change it. */
export interface SpeedChoice {
  readonly speed?: Speed | undefined;
  readonly cacheRatio?: number | undefined;
  readonly warmupRatio?: number | undefined;
  readonly refreshInterval?: number | undefined;
  readonly knownInterval?: number | null | undefined;
  readonly choice?: CacheSettings['choice'] | undefined;
  readonly ahead?: number | undefined;
}

/** Adds the options to a command. */
export function withSpeed(command: Command): Command {
  return command
    .addOption(new Option('--speed <name>', 'how much is taken from earlier steps').choices(speedSchema.options))
    .option('--cache-ratio <share>', 'share of the tokens that a cached step reuses', number(0, 1))
    .option('--warmup-ratio <share>', 'share of the first steps that compute everything', number(0, 1))
    .option('--refresh-interval <n>', 'steps from one that computes everything to the next', wholeNumber(1, 4096))
    .option(
      '--known-interval <n>',
      'of these, every so many-th also computes what is known from the start, or "never"',
      (text) => (text === 'never' ? null : wholeNumber(1, 4096)(text)),
    )
    .addOption(
      new Option('--choice <rule>', 'what the other steps compute').choices(cacheSettingsSchema.shape.choice.options),
    )
    .option('--ahead <n>', 'with "next": likely tokens computed for each that is fixed', number(0, 64));
}

/**
 * The preset with single settings changed. Settings without a preset change those of the paper. Undefined means no
 * cache.
 */
export function cacheOf(options: SpeedChoice, task: TaskName, steps: number): CacheSettings | undefined {
  const { speed, cacheRatio, warmupRatio, refreshInterval, knownInterval, choice, ahead } = options;
  const given = Object.entries({ cacheRatio, warmupRatio, refreshInterval, knownInterval, choice, ahead }).filter(
    ([, value]) => value !== undefined,
  );
  const preset = cacheFor(speed ?? 'exact', task, steps);
  if (given.length === 0) return preset;
  return { ...(preset ?? paperCache), ...Object.fromEntries(given) };
}
