/** Judges what a run left in its folder, job by job. */
import { copyFile, mkdir } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { inEnglish } from '../../preload/contract/error-codes.ts';
import { failureOf, StudioError } from '../../preload/contract/errors.ts';
import { judgeMap, judgePicture, judgeRetouch, judgeWords } from '../judge/judge.ts';
import type { Knowledge } from '../judge/reading.ts';
import type { Verdict } from '../judge/verdict.ts';
import { type Answer, readMask, readRaster } from './files.ts';
import type { JobReport } from './score.ts';
import type { SuiteJob } from './suite.ts';

/** @param out the run's folder, where what was given is copied to, beside what was drawn */
export async function judgeRun(
  jobs: readonly SuiteJob[],
  answers: ReadonlyMap<string, Answer>,
  knowledge: Knowledge,
  out: string,
): Promise<JobReport[]> {
  const reports: JobReport[] = [];
  for (const [index, job] of jobs.entries()) {
    const answer = answers.get(job.id) ?? { id: job.id, error: inEnglish('judge.answer-absent') };
    const judged = await attempt(job, answer, knowledge);
    const drawn = answer.output === undefined ? undefined : webPath(relative(out, answer.output));
    reports.push({
      id: job.id,
      suite: job.suite,
      task: job.task,
      words: job.words,
      expected: job.expected,
      ...judged,
      seconds: answer.seconds ?? null,
      pictures: { ...(await copyGiven(job, String(index), out)), ...(drawn !== undefined && { drawn }) },
    });
  }
  return reports;
}

type Judged = Verdict & { readonly error: string | null };

/** A job without a result is wrong; so is one whose result cannot be read. */
async function attempt(job: SuiteJob, answer: Answer, knowledge: Knowledge): Promise<Judged> {
  const failed = (error: string) => ({ right: false, whole: false, faults: [], seen: '', error });
  if (answer.error !== undefined) return failed(answer.error);
  try {
    return { ...(await verdictOf(job, answer, knowledge)), error: null };
  } catch (error) {
    return failed(failureOf(error).message);
  }
}

async function verdictOf(job: SuiteJob, { output, text }: Answer, knowledge: Knowledge): Promise<Verdict> {
  if (text !== undefined) return judgeWords(text, job.expected, knowledge);
  if (output === undefined) throw StudioError.of('judge.answer-empty', {});
  const drawn = await readRaster(output);
  const { map } = job.expected;
  if (map !== undefined && job.truth !== null) return judgeMap(drawn, await readRaster(job.truth), map);
  if (job.image === null || job.mask === null) return judgePicture(drawn, job.expected, knowledge);
  const retouched = { before: await readRaster(job.image), mask: await readMask(job.mask), after: drawn };
  return judgeRetouch(retouched, job.expected, knowledge);
}

type Copies = Omit<JobReport['pictures'], 'drawn'>;

async function copyGiven(job: SuiteJob, name: string, out: string): Promise<Copies> {
  const copies: { -readonly [part in keyof Copies]: Copies[part] } = {};
  for (const [part, path] of [
    ['given', job.image],
    ['second', job.second],
    ['mask', job.mask],
    ['wanted', job.truth],
  ] as const) {
    if (path === null) continue;
    const copy = `given/${name}-${part}${extname(path)}`;
    await mkdir(join(out, 'given'), { recursive: true });
    // An unreadable picture is already reported as the job's error. The page shows a gap.
    const copied = await copyFile(path, join(out, copy)).then(
      () => true,
      () => false,
    );
    if (copied) copies[part] = copy;
  }
  return copies;
}

const webPath = (path: string) => path.split(sep).join('/');
