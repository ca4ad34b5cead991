import type { ModelWork } from '../../../preload/contract/models.ts';
import type { StudioWords } from '../../../preload/words/index.ts';
import { fileSize, timeLeft } from '../words.ts';

/** 'Converting the weights · 1.2 GB of 8.1 GB · 62 MB a second · about 3 minutes left'. */
export function workInWords(strings: StudioWords, stage: string, { done, of, bytesPerSecond }: ModelWork): string {
  const words = strings.models.adding;
  const left = bytesPerSecond === null ? null : timeLeft(strings, (of - done) / bytesPerSecond);
  return [
    stage,
    ...(of === 0 ? [] : [words.progress({ done: fileSize(strings, done), of: fileSize(strings, of) })]),
    ...(bytesPerSecond === null ? [] : [words.rate({ rate: fileSize(strings, bytesPerSecond) })]),
    ...(left === null ? [] : [left]),
  ].join(' · ');
}
