/** `batch`: runs many jobs with one loaded model. A job that fails is reported, and the others go on. */

import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { failureOf, StudioError } from '../../../preload/contract/errors.ts';
import { wordsSchema } from '../../../preload/contract/words.ts';
import { secondsSince } from '../jobs/job.ts';
import { pathOptions } from './draw-options.ts';
import { common, type DrawJob, drawJobs, idSchema } from './draw-tasks.ts';
import { type Engine, openEngine } from './engine.ts';
import { ask, caption, drawPictures } from './jobs.ts';
import { tell, UNKNOWN, userPath, withModel } from './options.ts';
import { outputsOf } from './outputs.ts';
import { writePicture } from './pictures.ts';
import { firstProblem } from './problems.ts';

const share = z.number().gt(0).max(1).optional();
const length = z.int().min(1).max(4096).optional();
const describing = { ...common, image: z.string().min(1), steps: length, length, block: length, threshold: share };

const jobSchema = z
  .discriminatedUnion('task', [
    z.object({ task: z.literal('caption'), ...describing }),
    z.object({ task: z.literal('ask'), ...describing, question: wordsSchema }),
    ...Object.values(drawJobs),
  ])
  .and(z.object({ id: idSchema }));
type BatchJob = z.infer<typeof jobSchema>;

/** The command. */
export function batchCommand(): Command {
  return withModel(new Command('batch'))
    .description('run the jobs of a JSON lines file')
    .requiredOption(
      '--jobs <file>',
      'one job per line: {"id","task","prompt","image",...}, with the options of the command of that name',
    )
    .requiredOption('--out <folder>', 'folder for the pictures')
    .action(async (options: { jobs: string; out: string; model?: string }) => {
      const jobs = userPath(options.jobs);
      const file = await openJobs(jobs);
      const engine = await openEngine(options.model);
      const folders = { base: dirname(jobs), out: userPath(options.out), written: new Set<string>() };
      let number = 0;
      for await (const text of file.readLines()) {
        number += 1;
        if (text.trim() === '') continue;
        const answer = await runLine(engine, text.replace(/^\uFEFF/, ''), number, folders);
        await tell(JSON.stringify(answer));
      }
      await engine.close();
    });
}

/**
 * Opens a file or a pipe. Devices are refused, since they may never end.
 * @throws StudioError 'not-found', 'bad-request'
 */
async function openJobs(path: string): Promise<FileHandle> {
  const file = await open(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') throw StudioError.of('cli.no-file', { path }, { cause });
    throw StudioError.of('cli.unread', { path, code: cause.code ?? UNKNOWN }, { cause });
  });
  const found = await file.stat();
  if (found.isFile() || found.isFIFO() || found.isSocket()) return file;
  await file.close();
  throw StudioError.of('cli.jobs-no-file', { path });
}

/** @throws StudioError 'bad-request' with one sentence that names the line */
export function jobOf(raw: unknown, number: number): BatchJob {
  const job = jobSchema.safeParse(raw);
  if (!job.success) throw StudioError.of('cli.line-no-job', { line: number, problem: firstProblem(job.error) });
  return job.data;
}

/** Where a batch reads and writes. */
export interface BatchFolders {
  /** Paths in the lines are relative to this folder. */
  readonly base: string;
  readonly out: string;
  /** Pictures written by this batch, which later lines may not overwrite. Those of earlier batches may be. */
  readonly written: Set<string>;
}

/**
 * Runs one line and returns its answer, also where it fails.
 * @throws StudioError 'disk-full', which ends the batch
 */
export async function runLine(
  engine: Engine,
  text: string,
  number: number,
  folders: BatchFolders,
): Promise<Record<string, unknown>> {
  const started = performance.now();
  let id: unknown = null;
  try {
    const raw = parseJson(text, number);
    id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : null;
    const result = await runJob(engine, jobOf(raw, number), folders);
    return { id, ...result, seconds: Math.round(secondsSince(started) * 1000) / 1000 };
  } catch (error) {
    const failure = failureOf(error);
    // A full disk fails every later job. All other errors concern this job alone.
    if (failure.kind === 'disk-full') throw error;
    return { id, error: failure.message };
  }
}

/**
 * Parses a line.
 * @throws StudioError 'bad-request' with one sentence that names the line
 */
export function parseJson(text: string, number: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw StudioError.of('cli.line-no-json', { line: number }, { cause });
  }
}

/** A file name for an id. Ids that are no plain file names are cleaned and distinguished by a hash, so that no job writes elsewhere. */
function fileNameOf(id: string): string {
  if (/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,119}$/.test(id)) return `${id}.png`;
  const hash = createHash('sha256').update(id).digest('hex').slice(0, 8);
  return `${id.replaceAll(/[^A-Za-z0-9_-]/g, '_').slice(0, 100)}-${hash}.png`;
}

/**
 * Paths of a job's pictures.
 * @throws StudioError 'bad-request' where an earlier line wrote its picture there
 */
function outputsFor(job: DrawJob & { readonly id: string }, { out, written }: BatchFolders): readonly string[] {
  const count = job.bestOf === undefined ? (job.count ?? 1) : 1;
  const paths = outputsOf(join(out, fileNameOf(job.id)), count);
  if (!paths.some((path) => written.has(sameOnDisk(path)))) return paths;
  throw StudioError.of('cli.output-taken', {});
}

/** Many file systems ignore case. */
const sameOnDisk = (path: string): string => path.toLowerCase();

async function runJob(engine: Engine, job: BatchJob, folders: BatchFolders): Promise<Record<string, unknown>> {
  const { base, out } = folders;
  const at = (path: string) => resolve(base, path);
  if (job.task === 'caption') return { text: await caption(engine, { ...job, image: at(job.image) }) };
  if (job.task === 'ask') return { text: await ask(engine, { ...job, image: at(job.image) }) };
  const outputs = outputsFor(job, folders);
  const drawn = await drawPictures(engine, withPaths(job, at));
  for (const [i, { png }] of drawn.entries()) {
    const file = await writePicture(outputs[i] ?? out, png);
    folders.written.add(sameOnDisk(file));
  }
  const [best] = drawn;
  const judged = best?.checks && { seed: best.seed, checks: best.checks };
  return outputs.length === 1 ? { output: outputs[0], ...judged } : { outputs };
}

/** Resolves every file that a line names. */
function withPaths<J extends DrawJob>(job: J, at: (path: string) => string): J {
  const named = Object.entries(job).filter(([name]) => pathOptions.includes(name));
  return {
    ...job,
    ...Object.fromEntries(named.map(([name, path]) => [name, path === undefined ? path : at(String(path))])),
  };
}
