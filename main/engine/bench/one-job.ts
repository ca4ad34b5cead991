/**
 * Runs one job in a process of its own, for its peak memory and its forecast. Its argument is {"model", "request"} as
 * JSON. It prints {"peakBytes", "forecastBytes"}.
 */
import { z } from 'zod';
import { drawRequestSchema } from '../../../preload/contract/drawing.ts';
import { openModel } from '../families/registry.ts';
import { draw } from '../jobs/draw.ts';
import { peakBytes } from './peak-memory.ts';

const { model: folder, request } = z
  .object({ model: z.string(), request: drawRequestSchema })
  .parse(JSON.parse(process.argv[2] ?? ''));
const model = await openModel(folder);
let forecastBytes = 0;
await draw(model, request, {
  previews: false,
  progress: ({ forecast }) => {
    if (forecast !== undefined) forecastBytes = forecast.bytes;
  },
});
await model.close();
process.stdout.write(JSON.stringify({ peakBytes: peakBytes(), forecastBytes }));
