/** `bench`: measures the speed goals as ratios in one run, on this machine and this model. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { holds, line, type Row } from '../bench/measure.ts';
import { Reference } from '../bench/reference.ts';
import { measureAll, measureNames } from '../bench/rows.ts';
import { soak } from '../bench/soak.ts';
import { asFamilyModel } from '../families/lumina-dimoo/lumina-dimoo.ts';
import type { Model } from '../models/model.ts';
import { threadCount } from '../runtime/graph.ts';
import { openParts, say, userPath, wholeNumber, withModel, writeResult } from './options.ts';

const run = promisify(execFile);
const oneJob = fileURLToPath(new URL('../bench/one-job.ts', import.meta.url));
const oneDecode = fileURLToPath(new URL('../bench/one-decode.ts', import.meta.url));
const decodedSchema = z.object({ seconds: z.number().positive(), peakBytes: z.number().positive() });
const productsMaker = fileURLToPath(new URL('../../../native-models/converter/products.ts', import.meta.url));
const peakSchema = z.object({ peakBytes: z.number().positive(), forecastBytes: z.number().positive() });
const bundled = fileURLToPath(new URL('../../../native-models/bundled', import.meta.url));

interface BenchOptions {
  readonly repeats: number;
  readonly steps: number;
  readonly json?: string;
  readonly model?: string;
  readonly reference?: string;
  readonly checkpoint: string;
  readonly python: string;
  readonly soak?: number | true;
  readonly only?: readonly string[];
}

/** The command. */
export function benchCommand(): Command {
  return withModel(new Command('bench'))
    .description('measure speed and memory, as ratios in one run')
    .option('--repeats <n>', 'of every measurement; the median counts', wholeNumber(1, 1000), 5)
    .option('--steps <n>', 'sampling steps of a picture or an answer', wholeNumber(2, 1024), 64)
    .option('--json <file>', 'also write the rows there')
    .addOption(new Option('--only <name...>', 'these measurements alone').choices(measureNames))
    .option('--reference <folder>', 'also against the reference implementation: a checkout of it')
    .option('--checkpoint <folder>', 'with --reference: what the model was converted from', bundled)
    .option('--python <file>', 'with --reference: a Python with torch, diffusers and transformers', 'python3')
    .option(
      '--soak [jobs]',
      'only many jobs in a row, and whether memory stays (default: 200)',
      wholeNumber(10, 100_000),
    )
    .action(async (options: BenchOptions) => {
      const model = await openParts(options.model);
      const scratch = await mkdtemp(join(tmpdir(), 'dimoo-bench-'));
      try {
        const rows =
          options.soak === undefined ? await measure(model, options, scratch) : [await soaked(model, options)];
        if (options.json !== undefined) await writeResult(userPath(options.json), reportOf(model, options, rows));
      } finally {
        await rm(scratch, { recursive: true, force: true });
        await model.close();
      }
    });
}

async function soaked(model: Model, { soak: jobs, steps }: BenchOptions): Promise<Row> {
  const row = await soak(model, jobs === true || jobs === undefined ? 200 : jobs, steps, (done, bytes) => {
    if (done % 10 === 0) say(`${done} jobs, ${Math.round(bytes / 2 ** 20)} MB`);
  });
  process.stdout.write(`${line(row)}\n`);
  return row;
}

async function referenceOf({ reference, checkpoint, python }: BenchOptions, { manifest }: Model) {
  if (reference === undefined) return undefined;
  const folders = { reference: userPath(reference), checkpoint: userPath(checkpoint) };
  return Reference.start({ ...folders, python, threads: threadCount() || availableParallelism() }, manifest);
}

async function measure(model: Model, options: BenchOptions, scratch: string): Promise<Row[]> {
  const { repeats, steps } = options;
  const reference = await referenceOf(options, model);
  const rows: Row[] = [];
  const parts = {
    model,
    family: asFamilyModel(model),
    repeats,
    steps,
    reference,
    inProcess: async (request: unknown) => {
      const { stdout } = await run(process.execPath, [oneJob, JSON.stringify({ model: model.folder, request })]);
      return peakSchema.parse(JSON.parse(stdout));
    },
    decodeInProcess: async (side: number, tiled: boolean) => {
      const { stdout } = await run(process.execPath, [oneDecode, JSON.stringify({ model: model.folder, side, tiled })]);
      return decodedSchema.parse(JSON.parse(stdout));
    },
    makeProducts: async () => {
      await run(process.execPath, [productsMaker, '--model', model.folder, '--out', scratch]);
      return scratch;
    },
  };
  try {
    for await (const row of measureAll(parts, options.only)) {
      rows.push(row);
      process.stdout.write(`${line(row)}\n`);
    }
  } finally {
    reference?.close();
  }
  return rows;
}

function reportOf({ manifest, provider }: Model, { repeats, steps }: BenchOptions, rows: readonly Row[]): Uint8Array {
  const report = {
    model: manifest.name,
    modelHash: manifest.modelHash,
    provider,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    threads: availableParallelism(),
    repeats,
    steps,
    rows: rows.map((row) => ({ ...row, holds: holds(row) })),
  };
  return new TextEncoder().encode(`${JSON.stringify(report, null, 2)}\n`);
}
