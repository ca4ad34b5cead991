/**
 * Writes the report of the window (diagnostics/report.ts), in a process of its own, as it asks ONNX Runtime.
 *   --file FILE --data DIR --studio VERSION --electron VERSION [--model DIR]
 * Prints one line of JSON: {"written":true} or {"error"}. Started by main/services.ts.
 */
import { parseArgs } from 'node:util';
import { failureOf, StudioError } from '../../preload/contract/errors.ts';
import { writeReport } from './diagnostics/write-report.ts';

const tell = (message: unknown) => process.stdout.write(`${JSON.stringify(message)}\n`);

try {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { file: text, data: text, studio: text, electron: text, model: text } });
  const { file, data, studio, electron, model } = values;
  if (!file || !data || !studio) throw StudioError.of('cli.options-missing', { options: '--file, --data, --studio' });
  const models = model ? [model] : [];
  await writeReport(file, { from: 'the window', studio, electron: electron ?? null, data, models });
  tell({ written: true });
} catch (error) {
  tell({ failure: failureOf(error) });
  process.exitCode = 2;
}
