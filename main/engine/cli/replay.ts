/** `replay`. */
import { Command } from 'commander';
import { StudioError } from '../../../preload/contract/errors.ts';
import { openDrawing } from './drawings.ts';
import { openEngine } from './engine.ts';
import { tell, userPath, wholeNumber, withModel } from './options.ts';
import { pngOf, writePicture } from './pictures.ts';
import { drawRecipe } from './recipes.ts';

interface ReplayOptions {
  readonly image?: string;
  readonly recipe?: string;
  readonly after?: number;
  readonly out: string;
  readonly paper?: boolean;
  readonly otherModel?: boolean;
  readonly model?: string;
}

/** The command. */
export function replayCommand(): Command {
  return withModel(new Command('replay'))
    .description('show a picture as it was in the middle of its drawing, or draw a recipe of the studio again')
    .option('--image <file>', 'a PNG file that was drawn here')
    .option('--recipe <file>', 'a recipe, as the window saves it; it is drawn again and the bytes are compared')
    .requiredOption(
      '--out <file>',
      "file to write, at the model's own scale; what was not yet drawn is transparent. With --recipe a folder",
    )
    .option('--paper', 'lay white paper under what is transparent; with --image alone')
    .option('--after <step>', 'after how many steps (default: all); with --image alone', wholeNumber(0, 1024))
    .option('--other-model', 'draw a recipe also where its model is not the one that is loaded')
    .action(async (options: ReplayOptions) => {
      const { image, recipe, model, out } = options;
      if ((image === undefined) === (recipe === undefined)) throw StudioError.of('cli.image-or-recipe', {});
      if (recipe !== undefined) {
        await drawRecipe({
          file: userPath(recipe),
          folder: userPath(out),
          model,
          otherModel: options.otherModel === true,
        });
      } else if (image !== undefined) await showStep(image, options);
    });
}

async function showStep(image: string, { model, after, paper, out }: ReplayOptions): Promise<void> {
  const { client, manifest, close } = await openEngine(model);
  const { trace } = await openDrawing(userPath(image), manifest);
  const { raster } = await client.replay({ trace, stepsDone: after ?? null });
  const record = { Software: 'DiMOO Studio', modelHash: manifest.modelHash };
  const png = pngOf({ raster, own: null }, record, paper === true);
  await tell(await writePicture(userPath(out), png));
  await close();
}
