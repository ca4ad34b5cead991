/** `--speed` and the dials behind it, for commands and for the lines of a batch. */
import type { Command } from 'commander';
import { Option } from 'commander';
import {
  type CacheSettings,
  paperCache,
  type Speed,
  speedPresets,
  speedSchema,
} from '../../../preload/contract/speed.ts';
import { number, wholeNumber } from './options.ts';

export interface SpeedChoice {
  readonly speed?: Speed | undefined;
  readonly cacheRatio?: number | undefined;
  readonly warmupRatio?: number | undefined;
  readonly refreshInterval?: number | undefined;
  readonly keepKnown?: boolean | undefined;
  readonly followFixed?: boolean | undefined;
}

export function withSpeed(command: Command): Command {
  return command
    .addOption(new Option('--speed <name>', 'how much is taken from earlier steps').choices(speedSchema.options))
    .option('--cache-ratio <share>', 'share of the tokens that a cached step reuses', number(0, 1))
    .option('--warmup-ratio <share>', 'share of the first steps that compute everything', number(0, 1))
    .option('--refresh-interval <n>', 'steps from one that computes everything to the next', wholeNumber(1, 4096))
    .option('--keep-known', 'compute what is known from the start only once')
    .option('--no-keep-known')
    .option('--follow-fixed', 'always compute tokens that were just fixed')
    .option('--no-follow-fixed');
}

/** The preset with single dials changed; dials alone change those of the paper. Undefined: no cache. */
export function cacheOf(choice: SpeedChoice, kind: 'picture' | 'text'): CacheSettings | undefined {
  const { speed, cacheRatio, warmupRatio, refreshInterval, keepKnown, followFixed } = choice;
  const given = Object.entries({ cacheRatio, warmupRatio, refreshInterval, keepKnown, followFixed }).filter(
    ([, value]) => value !== undefined,
  );
  const preset = speedPresets[speed ?? 'exact'][kind];
  if (given.length === 0) return preset;
  return { ...(preset ?? paperCache), ...Object.fromEntries(given) };
}
