/**
 * Command line: judges what the engine answered to the jobs of a suite.
 *   check --suite FILE...              exit code 0 where every line is a valid job
 *   report --suite FILE... --out DIR   DIR/answers.jsonl and DIR/run.json become DIR/report.json and
 *                                      DIR/index.html; a table on stdout
 * Exit code 0, or 2 with one sentence on stderr. Run by `dimoo eval` as a process of its own, and by
 * hand to judge an old run again.
 */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { failureOf, StudioError } from '../../preload/contract/errors.ts';
import { knowledgeOf } from '../judge/reading.ts';
import { parseWorld } from '../judge/world.ts';
import { readDrawings } from './drawings.ts';
import { readAnswers, readRun } from './files.ts';
import { judgeRun } from './judge-run.ts';
import { reportPage } from './page.ts';
import { scores, table } from './score.ts';
import { readSuites } from './suite.ts';

const WORLD = new URL('../pocket/world.json', import.meta.url);
const DRAWINGS = new URL('../pocket/drawings/', import.meta.url);

async function main(args: readonly string[]): Promise<number> {
  try {
    const { command, suites, out } = parseCommand(args);
    const world = parseWorld(JSON.parse(readFileSync(WORLD, 'utf8')));
    const jobs = await readSuites(suites, world);
    if (command === 'check') return 0;
    const answers = await readAnswers(join(out, 'answers.jsonl'));
    const run = await readRun(join(out, 'run.json'));
    const reports = await judgeRun(jobs, answers, knowledgeOf(world, await readDrawings(DRAWINGS, world.styles)), out);
    const rows = scores(reports);
    await writeFile(join(out, 'report.json'), `${JSON.stringify({ run, suites: rows, jobs: reports }, null, 1)}\n`);
    await writeFile(join(out, 'index.html'), reportPage(reports, rows, run));
    process.stdout.write(table(rows));
    return 0;
  } catch (error) {
    const { message, detail } = failureOf(error);
    process.stderr.write(`${message}\n`);
    if (process.env.DIMOO_DEBUG !== undefined && detail !== undefined) process.stderr.write(`${detail}\n`);
    return 2;
  }
}

function parseCommand(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { suite: { type: 'string', multiple: true }, out: { type: 'string' } },
  });
  const [command] = positionals;
  const suites = (values.suite ?? []).map((file) => resolve(file));
  if (suites.length > 0 && command === 'check') return { command, suites, out: '' };
  if (suites.length > 0 && command === 'report' && values.out !== undefined) {
    return { command, suites, out: resolve(values.out) };
  }
  throw StudioError.of('cli.options-missing', { options: 'check --suite FILE | report --suite FILE --out DIR' });
}

process.exitCode = await main(process.argv.slice(2));
