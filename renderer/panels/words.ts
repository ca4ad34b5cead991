import { rightOf } from '../../preload/contract/checks.ts';
import { speedOf } from '../../preload/contract/speed.ts';
import type { ListedGeneration, Project } from '../../preload/contract/store.ts';
import { drawTaskOf, knownTaskOf } from '../generation/tasks/recorded-task.ts';
import { needsOf, sideNames } from '../generation/tasks/tasks.ts';
import { strings } from '../theme/strings.ts';
import { inputStrings, taskStrings, variantStrings } from '../theme/task-strings.ts';

/** 'about 3 minutes left': coarse, as no estimate is better than that. */
export function timeLeft(seconds: number | null): string | null {
  if (seconds === null) return null;
  if (seconds < 1.5) return 'almost done';
  if (seconds < 60) return `${Math.ceil(seconds)} s left`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min left` : `${(seconds / 3600).toFixed(1)} h left`;
}

/** '12 steps · follow 4 · variety 1 · fast'. */
export function settingsInWords({ task, settings }: Pick<ListedGeneration, 'task' | 'settings'>): string {
  const { steps, textGuidance, samplingTemperature, cache, negativePrompt } = settings;
  const speed =
    cache === undefined ? '' : ` · ${strings.speed[speedOf(drawTaskOf(task), settings) ?? 'own'].toLowerCase()}`;
  const without = negativePrompt === undefined ? '' : ` · without “${negativePrompt}”`;
  return `${steps} ${steps === 1 ? 'step' : 'steps'} · follow ${short(textGuidance)} · variety ${short(samplingTemperature)}${speed}${without}`;
}

/** A task that this window does not know is called as its record calls it. */
function nameOf(task: string): string {
  const known = knownTaskOf(task);
  if (known !== null) return taskStrings[known].name;
  return task === 'mix' ? taskStrings.mix : task;
}

/** 'Extend · right 64', 'Make a map · Depth', 'Vary · 30%', 'Draw · drawn on after step 12'. */
export function taskInWords({ task, details }: Pick<ListedGeneration, 'task' | 'details'>): string {
  const { variant, strength, sides, branch, mix, checks } = details;
  const added = sideNames.filter((side) => (sides?.[side] ?? 0) > 0);
  return [
    nameOf(task),
    ...(variant === undefined ? [] : [variantStrings[variant] ?? variant]),
    ...(strength === undefined ? [] : [`${Math.round(strength * 100)}%`]),
    ...(branch === undefined ? [] : [strings.history.drawnOn(branch.stepsDone)]),
    ...(mix === undefined || task === 'mix' ? [] : [strings.history.mixed]),
    ...(checks === undefined || checks.length === 0 ? [] : [strings.candidate.asAsked(rightOf(checks), checks.length)]),
    ...added.map((side) => `${inputStrings.sides[side].toLowerCase()} ${sides?.[side]}`),
  ].join(' · ');
}

/** A picture's words, or what was done where it had none. */
export function titleOf(generation: Pick<ListedGeneration, 'task' | 'details' | 'prompt'>): string {
  if (generation.prompt !== '') return generation.prompt;
  return needsOf(drawTaskOf(generation.task)).words ? strings.gallery.noPrompt : taskInWords(generation);
}

/** 'just now', '5 min ago', 'today 14:05', '3 Mar 14:05'. `at` and `now` in milliseconds since 1970. */
export function whenInWords(at: number, now: number): string {
  const minutes = Math.floor((now - at) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const date = new Date(at);
  const time = `${date.getHours()}:${String(date.getMinutes()).padStart(2, '0')}`;
  if (date.toDateString() === new Date(now).toDateString()) return `today ${time}`;
  return `${date.getDate()} ${date.toLocaleString('en', { month: 'short' })} ${time}`;
}

/** When a project was open last; empty for one that can't say. */
export function openedInWords({ openedAt }: Pick<Project, 'openedAt'>): string {
  return openedAt === 0 ? '' : whenInWords(openedAt, Date.now());
}

/** '3 March 2026 at 14:05': a day that can be told from every other one. */
export function dayInWords(at: number): string {
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' });
}

/** '0.3 GB', '12 GB'. */
export function gigabytes(bytes: number): string {
  const value = bytes / 2 ** 30;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} GB`;
}

/** '75%', '6.25%' for tiny zooms. */
export function percent(zoom: number): string {
  const value = zoom * 100;
  return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)}%`;
}

function short(value: number): string {
  return String(Number(value.toFixed(2)));
}
