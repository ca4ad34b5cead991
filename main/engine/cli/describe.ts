/** `caption` and `ask`. */
import { Command, Option } from 'commander';
import { StudioError } from '../../../preload/contract/errors.ts';
import { type CaptionFormat, captionFormats } from './caption-files.ts';
import { captionFolder, questionsIn } from './caption-folder.ts';
import { openEngine } from './engine.ts';
import { ask, caption, type DescribeJob } from './jobs.ts';
import { number, tell, userPath, wholeNumber, withModel } from './options.ts';
import { showProgress } from './progress.ts';
import { withSpeed } from './speed.ts';

type DescribeOptions = DescribeJob & { readonly model?: string };

function withDescribing(command: Command): Command {
  return withSpeed(withModel(command))
    .option('--steps <n>', "sampling steps (default: the model's)", wholeNumber(1, 4096))
    .option('--length <n>', "longest answer in tokens (default: the model's)", wholeNumber(1, 4096))
    .option('--block <n>', "tokens of a block (default: the model's)", wholeNumber(1, 4096))
    .option('--temperature <t>', "how freely words are picked (default: the model's)", number(0, 10))
    .option(
      '--threshold <p>',
      "confidence from which a step takes every word, 0 to 1 (default: the model's; none with --speed exact)",
      number(0, 1),
    )
    .option('--seed <n>', 'seed, 0 to 4294967295', wholeNumber(0, 0xffff_ffff), 0);
}

/** The commands. */
export function describeCommands(): Command[] {
  const captionCommand = withDescribing(new Command('caption'))
    .description('say what a picture shows, or every picture of a folder')
    .option('--image <file>', 'the picture')
    .option('--folder <folder>', 'caption every picture in it that has no words yet')
    .addOption(
      new Option('--format <name>', 'with --folder: a file beside each picture, or one for all (default: txt)').choices(
        captionFormats,
      ),
    )
    .option('--questions <file>', 'with --folder: also ask these about every picture, one in each line')
    .option('--recursive', 'with --folder: also the folders in it')
    .option('--overwrite', 'with --folder: replace words that are there')
    .action(captionOneOrAll);
  const askCommand = withDescribing(new Command('ask'))
    .description('answer a question about a picture')
    .requiredOption('--image <file>', 'the picture')
    .requiredOption('--question <text>', 'the question')
    .action(async (options: DescribeOptions & { question: string }) => {
      const engine = await openEngine(options.model);
      await tell(await ask(engine, { ...options, image: userPath(options.image) }, showProgress()));
      await engine.close();
    });
  return [captionCommand, askCommand];
}

interface CaptionOptions extends Omit<DescribeOptions, 'image'> {
  readonly image?: string;
  readonly folder?: string;
  readonly format?: CaptionFormat;
  readonly questions?: string;
  readonly recursive?: boolean;
  readonly overwrite?: boolean;
}

async function captionOneOrAll(options: CaptionOptions): Promise<void> {
  const { image, folder, format, questions, recursive, overwrite, ...job } = options;
  if ((image === undefined) === (folder === undefined)) throw StudioError.of('cli.image-or-folder', {});
  const open = () => openEngine(options.model);
  if (folder !== undefined) {
    const asked = questions === undefined ? [] : await questionsIn(userPath(questions));
    const how = { format: format ?? 'txt', recursive: recursive === true, overwrite: overwrite === true };
    return captionFolder({ ...job, ...how, folder: userPath(folder), questions: asked }, open);
  }
  const ofFolders = Object.entries({ format, questions, recursive, overwrite }).filter(
    ([, value]) => value !== undefined,
  );
  if (ofFolders.length > 0) {
    throw StudioError.of('cli.only-with-folder', { options: ofFolders.map(([name]) => `--${name}`).join(', ') });
  }
  const engine = await open();
  await tell(await caption(engine, { ...job, image: userPath(image ?? '') }, showProgress()));
  await engine.close();
}
