/** Suites of jobs: JSON lines with the fields of `batch` and the facts of the scene under `expect`. */
import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import { z } from 'zod';
import { StudioError } from '../../preload/contract/errors.ts';
import { type Expected, expectSchema } from '../judge/expect.ts';
import type { World } from '../judge/world.ts';

/** One job of a suite. */
export interface SuiteJob {
  readonly id: string;
  readonly suite: string;
  readonly task: string;
  /** What was typed: the prompt or the question. */
  readonly words: string;
  /** Absolute paths of what was given, where something was. */
  readonly image: string | null;
  /** The other one, where two were. */
  readonly second: string | null;
  readonly mask: string | null;
  /** The true map. */
  readonly truth: string | null;
  readonly expected: Expected;
}

function lineSchema(world: World) {
  // The engine judges its own fields; here only what the judge needs of them.
  return z.object({
    id: z.union([z.string().min(1).max(200), z.int().transform(String)]),
    task: z.string().min(1),
    suite: z.string().min(1).max(60).optional(),
    prompt: z.string().optional(),
    question: z.string().optional(),
    image: z.string().min(1).optional(),
    first: z.string().min(1).optional(),
    second: z.string().min(1).optional(),
    style: z.string().min(1).optional(),
    mask: z.string().min(1).optional(),
    expect: expectSchema(world),
  });
}

/**
 * The jobs of all files in their order. A suite without a name is named after its file.
 * @param files absolute paths
 * @throws StudioError 'not-found', or 'bad-request' with one sentence about the first bad line
 */
export async function readSuites(files: readonly string[], world: World): Promise<SuiteJob[]> {
  const schema = lineSchema(world);
  const jobs: SuiteJob[] = [];
  const ids = new Set<string>();
  for (const file of files) {
    for (const { text, number } of await linesOf(file)) {
      const where = { line: number, file: basename(file) };
      const line = schema.safeParse(parsed(text, where));
      if (!line.success) throw StudioError.of('suite.line-no-job', { ...where, problem: firstProblem(line.error) });
      const { id, task, suite, prompt, question, image, first, second, style, mask, expect } = line.data;
      if (ids.has(id)) throw StudioError.of('suite.line-id-twice', { ...where, id });
      ids.add(id);
      const at = (path: string | undefined) => (path === undefined ? null : resolve(dirname(file), path));
      jobs.push({
        id,
        suite: suite ?? basename(file, extname(file)),
        task,
        words: question ?? prompt ?? '',
        image: at(image ?? first),
        second: at(second ?? style),
        // Of a mix it says where the second picture is taken, and not what may change.
        mask: task === 'mix' ? null : at(mask),
        truth: at(expect.map?.truth),
        expected: expect,
      });
    }
  }
  if (jobs.length === 0) throw StudioError.of('suite.empty', {});
  return jobs;
}

async function linesOf(file: string): Promise<{ text: string; number: number }[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw StudioError.of('suite.no-file', { path: file }, { cause });
  });
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, index) => ({ text: line, number: index + 1 }))
    .filter((line) => line.text.trim() !== '');
}

function parsed(text: string, where: { readonly line: number; readonly file: string }): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw StudioError.of('suite.line-no-json', where, { cause });
  }
}

function firstProblem(error: z.ZodError): string {
  const [issue] = error.issues;
  const where = issue?.path.join('.') ?? '';
  const what = (issue?.message ?? 'unknown').replace(/\.$/, '');
  return where === '' ? what : `"${where}": ${what}`;
}
