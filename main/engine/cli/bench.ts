/** `bench`: the speed goals as ratios in one run, on this machine and this model. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { z } from 'zod';
import { holds, line, type Row } from '../bench/measure.ts';
import { measureAll } from '../bench/rows.ts';
import type { Model } from '../model.ts';
import { openModel, userPath, wholeNumber, withModel, writeResult } from './options.ts';

const run = promisify(execFile);
const oneJob = fileURLToPath(new URL('../bench/one-job.ts', import.meta.url));
const productsMaker = fileURLToPath(new URL('../../../native-models/products.ts', import.meta.url));
const peakSchema = z.object({ peakBytes: z.number().positive() });

interface BenchOptions {
  readonly repeats: number;
  readonly steps: number;
  readonly json?: string;
  readonly model?: string;
}

export function benchCommand(): Command {
  return withModel(new Command('bench'))
    .description('measure speed and memory, as ratios in one run')
    .option('--repeats <n>', 'of every measurement; the median counts', wholeNumber(1, 1000), 5)
    .option('--steps <n>', 'sampling steps of a picture or an answer', wholeNumber(2, 1024), 64)
    .option('--json <file>', 'also write the rows there')
    .action(async (options: BenchOptions) => {
      const model = await openModel(options.model);
      const scratch = await mkdtemp(join(tmpdir(), 'dimoo-bench-'));
      try {
        const rows = await measure(model, options, scratch);
        if (options.json !== undefined) await writeResult(userPath(options.json), reportOf(model, options, rows));
      } finally {
        await rm(scratch, { recursive: true, force: true });
        await model.close();
      }
    });
}

async function measure(model: Model, { repeats, steps }: BenchOptions, scratch: string): Promise<Row[]> {
  const rows: Row[] = [];
  const parts = {
    model,
    repeats,
    steps,
    peakBytes: async (request: unknown) => {
      const { stdout } = await run(process.execPath, [oneJob, JSON.stringify({ model: model.folder, request })]);
      return peakSchema.parse(JSON.parse(stdout)).peakBytes;
    },
    makeProducts: async () => {
      await run(process.execPath, [productsMaker, '--model', model.folder, '--out', scratch]);
      return scratch;
    },
  };
  for await (const row of measureAll(parts)) {
    rows.push(row);
    process.stdout.write(`${line(row)}\n`);
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
