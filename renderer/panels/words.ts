import { rightOf } from '../../preload/contract/checks.ts';
import type { Project } from '../../preload/contract/projects.ts';
import type { ListedGeneration } from '../../preload/contract/records.ts';
import { speedOf } from '../../preload/contract/speed.ts';
import type { ToldPart } from '../../preload/contract/told.ts';
import { type Language, localeOf, type StudioWords } from '../../preload/words/index.ts';
import { sentenceOf } from '../../preload/words/sentence.ts';
import type { Differences } from '../generation/run/differences.ts';
import { drawTaskOf, knownTaskOf } from '../generation/tasks/recorded-task.ts';
import { needsOf, sideNames } from '../generation/tasks/tasks.ts';

/** 'about 3 minutes left'. The words are coarse because the estimate is. */
export function timeLeft({ times, language }: StudioWords, seconds: number | null): string | null {
  if (seconds === null) return null;
  if (seconds < 1.5) return times.almostDone;
  if (seconds < 60) return times.secondsLeft({ seconds: Math.ceil(seconds) });
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return times.minutesLeft({ minutes });
  return times.hoursLeft({ hours: decimal(language, seconds / 3600, { minimumFractionDigits: 1 }) });
}

/** '12 steps · follow 4 · variety 1 · fast'. */
export function settingsInWords(
  words: StudioWords,
  { task, settings }: Pick<ListedGeneration, 'task' | 'settings'>,
): string {
  const { steps, textGuidance, samplingTemperature, cache, negativePrompt } = settings;
  const short = (value: number) => decimal(words.language, value, { maximumFractionDigits: 2 });
  return [
    words.settings.steps({ steps }),
    words.settings.follow({ value: short(textGuidance) }),
    words.settings.variety({ value: short(samplingTemperature) }),
    ...(cache === undefined ? [] : [words.settings[speedOf(drawTaskOf(task), settings) ?? 'own']]),
    ...(negativePrompt === undefined ? [] : [words.settings.without({ words: negativePrompt })]),
  ].join(' · ');
}

/** The name of a task. An unknown task is called as in its record. */
export function taskNameOf(words: StudioWords, task: string): string {
  const known = knownTaskOf(task);
  if (known !== null) return words.tasks[known].name;
  return task === 'mix' ? words.task.mix : task;
}

/** The name of a variant. An unknown variant is called as in its record. */
export function variantInWords({ variants }: StudioWords, variant: string): string {
  return Object.hasOwn(variants, variant) ? variants[variant as keyof typeof variants] : variant;
}

/** 'Extend · right 64', 'Make a map · Depth', 'Vary · 30%', 'Draw · drawn on after step 12'. */
export function taskInWords(words: StudioWords, { task, details }: Pick<ListedGeneration, 'task' | 'details'>): string {
  const { variant, strength, sides, branch, mix, checks } = details;
  const added = sideNames.filter((side) => (sides?.[side] ?? 0) > 0);
  return [
    taskNameOf(words, task),
    ...(variant === undefined ? [] : [variantInWords(words, variant)]),
    ...(strength === undefined ? [] : [percent(words, strength)]),
    ...(branch === undefined ? [] : [words.history.drawnOn({ step: branch.stepsDone })]),
    ...(mix === undefined || task === 'mix' ? [] : [words.history.mixed]),
    ...(checks === undefined || checks.length === 0
      ? []
      : [words.candidate.asAsked({ right: rightOf(checks), of: checks.length })]),
    ...added.map((side) => words.inputs.added[side]({ pixels: sides?.[side] ?? 0 })),
  ].join(' · ');
}

/** The prompt of a picture, or the name of its task where it has no words. */
export function titleOf(words: StudioWords, generation: Pick<ListedGeneration, 'task' | 'details' | 'prompt'>): string {
  if (generation.prompt !== '') return generation.prompt;
  return needsOf(drawTaskOf(generation.task)).words ? words.gallery.noPrompt : taskInWords(words, generation);
}

/** 'just now', '5 min ago', 'today 14:05', '3 Mar 14:05'. `at` and `now` in milliseconds since 1970. */
export function whenInWords({ times, language }: StudioWords, at: number, now: number): string {
  const minutes = Math.floor((now - at) / 60_000);
  if (minutes < 1) return times.justNow;
  if (minutes < 60) return times.minutesAgo({ minutes });
  const date = new Date(at);
  const time = date.toLocaleTimeString(localeOf[language], { hour: 'numeric', minute: '2-digit' });
  if (date.toDateString() === new Date(now).toDateString()) return times.today({ time });
  return times.onDay({ day: date.toLocaleDateString(localeOf[language], { day: 'numeric', month: 'short' }), time });
}

/** When a project was last opened; empty where that is unknown. */
export function openedInWords(words: StudioWords, { openedAt }: Pick<Project, 'openedAt'>): string {
  return openedAt === 0 ? '' : whenInWords(words, openedAt, Date.now());
}

/** '3 March 2026 at 14:05'. The year is always given. */
export function dayInWords({ language }: StudioWords, at: number): string {
  return new Date(at).toLocaleString(localeOf[language], { dateStyle: 'long', timeStyle: 'short' });
}

/** '0.3 GB', '12 GB'. */
export function gigabytes({ language }: StudioWords, bytes: number): string {
  const value = bytes / 2 ** 30;
  const digits = value < 10 ? 1 : 0;
  return `${decimal(language, value, { minimumFractionDigits: digits, maximumFractionDigits: digits })} GB`;
}

/** '16.2 GB', '62 MB'; in the units in which systems show files. */
export function fileSize({ language }: StudioWords, bytes: number): string {
  if (bytes >= 1e9) return `${decimal(language, bytes / 1e9, { minimumFractionDigits: 1 })} GB`;
  if (bytes < 1e3) return `${decimal(language, bytes, {})} B`;
  if (bytes < 1e5) return `${decimal(language, bytes / 1e3, { maximumFractionDigits: bytes < 1e4 ? 1 : 0 })} kB`;
  return `${decimal(language, bytes / 1e6, { maximumFractionDigits: bytes < 1e7 ? 1 : 0 })} MB`;
}

/** '8.1 billion', '14.6 million'. */
export function inMillions({ language }: StudioWords, count: number): string {
  return decimal(language, count, { notation: 'compact', compactDisplay: 'long' });
}

/** 'draw from words, retouch a part and describe'. */
export function inList({ language }: StudioWords, parts: readonly string[]): string {
  return new Intl.ListFormat(localeOf[language], { type: 'conjunction' }).format(parts);
}

/** '75%'; '6.25%' for a very small zoom. */
export function percent({ language }: StudioWords, share: number): string {
  return decimal(language, share, { style: 'percent', maximumFractionDigits: share < 0.1 ? 1 : 0, useGrouping: false });
}

/** '2.5', '-0.01'; a number without groups, as rulers and fields write it. */
export function shortNumber({ language }: StudioWords, value: number): string {
  return decimal(language, value, { maximumFractionDigits: 3, useGrouping: false });
}

function decimal(language: Language, value: number, options: Intl.NumberFormatOptions): string {
  return value.toLocaleString(localeOf[language], { maximumFractionDigits: 1, ...options });
}

/** What differs from others in a comparison, line by line. */
export function differencesInWords(words: StudioWords, differences: Differences): readonly string[] {
  const { series, language } = words;
  const { prompt, seed, steps, textGuidance, samplingTemperature, strength } = differences;
  const short = (value: number) => decimal(language, value, { maximumFractionDigits: 2 });
  const lines = [
    ...(prompt === null ? [] : [prompt]),
    ...(seed === null ? [] : [series.seed({ seed })]),
    ...(steps === null ? [] : [series.steps({ steps })]),
    ...(textGuidance === null ? [] : [series.follow({ value: short(textGuidance) })]),
    ...(samplingTemperature === null ? [] : [series.variety({ value: short(samplingTemperature) })]),
    ...(strength === null ? [] : [percent(words, strength)]),
  ];
  return lines.length === 0 ? [series.same] : lines;
}

/** A part of a message as a line of its own. */
export function lineOf(words: StudioWords, part: ToldPart): string {
  const said = sentenceOf(words, part);
  return said.charAt(0).toLocaleUpperCase(localeOf[words.language]) + said.slice(1);
}
