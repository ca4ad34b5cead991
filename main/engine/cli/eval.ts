/** `eval`: runs the jobs of suites through the engine as in `batch`, then judges the results. */
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { StudioError } from '../../../preload/contract/errors.ts';
import { secondsSince } from '../jobs/job.ts';
import { jobOf, parseJson, runLine } from './batch.ts';
import { type Engine, openEngine } from './engine.ts';
import { say, UNKNOWN, userPath, withModel } from './options.ts';
import { runScript } from './script.ts';

interface EvalOptions {
  readonly suite: readonly string[];
  readonly out: string;
  readonly model?: string;
}

interface SuiteLine {
  readonly text: string;
  readonly number: number;
  /** Paths in the line are relative to this folder. */
  readonly base: string;
}

/** The command. */
export function evalCommand(): Command {
  return withModel(new Command('eval'))
    .description('run suites of jobs, judge what comes out, and write a report')
    .requiredOption('--suite <files...>', 'JSON lines: the fields of `batch`, and the facts of the scene in "expect"')
    .requiredOption('--out <folder>', 'folder for the pictures, report.json and index.html')
    .action(async (options: EvalOptions) => {
      const out = userPath(options.out);
      const files = options.suite.map(userPath);
      const suites = files.flatMap((file) => ['--suite', file]);
      // Every line is checked before hours of drawing begin.
      await judge(['check', ...suites]);
      const lines = (await Promise.all(files.map(linesOf))).flat();
      await drawAll(lines, out, options.model);
      await judge(['report', ...suites, '--out', out]);
      say(`The report is ${join(out, 'index.html')}.`);
    });
}

async function judge(args: readonly string[]): Promise<void> {
  const failure = { silent: 'cli.not-judged', said: 'cli.judge-said' } as const;
  await runScript('evaluation/evaluate.ts', args, { quiet: true, results: true, failure });
}

/**
 * The lines of a suite.
 * @throws StudioError for the first line that `batch` would refuse
 */
async function linesOf(file: string): Promise<SuiteLine[]> {
  const lines = (await readFile(file, 'utf8'))
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((text, index) => ({ text, number: index + 1, base: dirname(file) }))
    .filter(({ text }) => text.trim() !== '');
  for (const { text, number } of lines) jobOf(parseJson(text, number), number);
  return lines;
}

async function drawAll(lines: readonly SuiteLine[], out: string, folder: string | undefined): Promise<void> {
  const answers = join(out, 'answers.jsonl');
  const engine = await openEngine(folder);
  const started = new Date();
  const clock = performance.now();
  try {
    await mkdir(out, { recursive: true });
    await writeFile(answers, '');
  } catch (cause) {
    throw StudioError.of(
      'cli.unwritten',
      { path: out, code: (cause as NodeJS.ErrnoException).code ?? UNKNOWN },
      { cause },
    );
  }
  const folders = { out: join(out, 'pictures'), written: new Set<string>() };
  for (const [index, { text, number, base }] of lines.entries()) {
    const answer = await runLine(engine, text, number, { ...folders, base });
    await appendFile(answers, `${JSON.stringify(answer)}\n`);
    if (process.stderr.isTTY)
      process.stderr.write(`\rJob ${index + 1} of ${lines.length}${index + 1 === lines.length ? '\n' : ''}`);
  }
  await writeFile(join(out, 'run.json'), `${JSON.stringify(recordOf(engine, started, secondsSince(clock)))}\n`);
  await engine.close();
}

function recordOf({ manifest, provider }: Engine, started: Date, seconds: number) {
  return { model: manifest.name, modelHash: manifest.modelHash, provider, started: started.toISOString(), seconds };
}
