/** `replay` */
import { Command } from 'commander';
import { writePng } from '../pictures/png.ts';
import { replay } from '../replay.ts';
import { openDrawing } from './drawings.ts';
import { openModel, userPath, wholeNumber, withModel, writeResult } from './options.ts';

interface ReplayOptions {
  readonly image: string;
  readonly after?: number;
  readonly out: string;
  readonly model?: string;
}

export function replayCommand(): Command {
  return withModel(new Command('replay'))
    .description('show a picture as it was in the middle of its drawing')
    .requiredOption('--image <file>', 'a PNG file that was drawn here')
    .requiredOption(
      '--out <file>',
      "PNG file to write, at the model's own scale; what was not yet drawn is transparent",
    )
    .option('--after <step>', 'after how many steps (default: all)', wholeNumber(0, 1024))
    .action(async (options: ReplayOptions) => {
      const model = await openModel(options.model);
      const { trace } = await openDrawing(userPath(options.image), model.manifest);
      const { raster } = await replay(model, { trace, stepsDone: options.after ?? null });
      const out = userPath(options.out);
      await writeResult(out, writePng(raster, { Software: 'DiMOO Studio', modelHash: model.manifest.modelHash }));
      process.stdout.write(`${out}\n`);
      await model.close();
    });
}
