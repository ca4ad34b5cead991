/** `replay`. */
import { Command } from 'commander';
import { openDrawing } from './drawings.ts';
import { openEngine } from './engine.ts';
import { tell, userPath, wholeNumber, withModel } from './options.ts';
import { pngOf, writePicture } from './pictures.ts';

interface ReplayOptions {
  readonly image: string;
  readonly after?: number;
  readonly out: string;
  readonly paper?: boolean;
  readonly model?: string;
}

/** The command. */
export function replayCommand(): Command {
  return withModel(new Command('replay'))
    .description('show a picture as it was in the middle of its drawing')
    .requiredOption('--image <file>', 'a PNG file that was drawn here')
    .requiredOption('--out <file>', "file to write, at the model's own scale; what was not yet drawn is transparent")
    .option('--paper', 'lay white paper under what is transparent')
    .option('--after <step>', 'after how many steps (default: all)', wholeNumber(0, 1024))
    .action(async (options: ReplayOptions) => {
      const { client, manifest, close } = await openEngine(options.model);
      const { trace } = await openDrawing(userPath(options.image), manifest);
      const { raster } = await client.replay({ trace, stepsDone: options.after ?? null });
      const record = { Software: 'DiMOO Studio', modelHash: manifest.modelHash };
      const png = pngOf({ raster, own: null }, record, options.paper === true);
      const out = await writePicture(userPath(options.out), png);
      await tell(out);
      await close();
    });
}
