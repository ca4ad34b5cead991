/**
 * Decodes one picture in a process of its own, for its time and its peak memory. Its argument is {"model", "side",
 * "tiled"} as JSON. It prints {"seconds", "peakBytes"}.
 */
import { z } from 'zod';
import { readModelFolder } from '../models/folder.ts';
import { openCodec } from '../models/open-graphs.ts';
import { peakBytes } from './peak-memory.ts';

const { model, side, tiled } = z
  .object({ model: z.string(), side: z.int().positive(), tiled: z.boolean() })
  .parse(JSON.parse(process.argv[2] ?? ''));
const folder = await readModelFolder(model);
const { codec: shape, codebookSize } = folder.manifest;
const wholeBytes = tiled ? 0 : Number.POSITIVE_INFINITY;
const where = { provider: 'cpu', onCpu: [], clock: { seconds: 0 } } as const;
const codec = await openCodec(folder, where, { wholeBytes });
const cells = Math.ceil(side / shape.patchSize);
// Half of the picture is of one code and half of many, as pictures are flat here and busy there.
const codes = Int32Array.from({ length: cells * cells }, (_, i) =>
  i % cells < cells / 2 ? 0 : (i * 7919) % codebookSize,
);
const started = performance.now();
await codec.decode({ columns: cells, rows: cells, codes });
const seconds = (performance.now() - started) / 1000;
await codec.close();
process.stdout.write(JSON.stringify({ seconds, peakBytes: peakBytes() }));
