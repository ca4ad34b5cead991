/** `generate` and `retouch` */
import { Command } from 'commander';
import { MAX_SIDE } from '../../../preload/contract/pictures.ts';
import { type DrawSettings, generate, retouch } from './jobs.ts';
import { number, openModel, userPath, wholeNumber, withModel, writeResult } from './options.ts';
import { stepCounter } from './progress.ts';
import { withSpeed } from './speed.ts';

interface DrawOptions extends DrawSettings {
  readonly prompt: string;
  readonly out: string;
  readonly model?: string;
}

function withDrawing(command: Command): Command {
  return withSpeed(withModel(command))
    .requiredOption('--prompt <text>', 'what to draw')
    .requiredOption('--out <file>', 'PNG file to write')
    .option('--steps <n>', "sampling steps (default: the model's)", wholeNumber(1, 1024))
    .option('--guidance <s>', "how closely to follow the prompt, off at 0 (default: the model's)", number(0, 100))
    .option('--temperature <t>', "how freely codes are picked, greedy at 0 (default: the model's)", number(0, 10))
    .option('--seed <n>', 'seed, 0 to 4294967295', wholeNumber(0, 0xffff_ffff), 0);
}

export function drawCommands(): Command[] {
  const generateCommand = withDrawing(new Command('generate'))
    .description('draw a picture')
    .option('--width <pixels>', "width (default: the model's)", wholeNumber(1, MAX_SIDE))
    .option('--height <pixels>', "height (default: the model's)", wholeNumber(1, MAX_SIDE))
    .action(async (options: DrawOptions & { width?: number; height?: number }) => {
      const model = await openModel(options.model);
      const out = userPath(options.out);
      await writeResult(out, await generate(model, options, stepCounter()));
      process.stdout.write(`${out}\n`);
      await model.close();
    });
  const retouchCommand = withDrawing(new Command('retouch'))
    .description('draw the masked part of a picture anew')
    .requiredOption('--image <file>', 'the picture')
    .requiredOption('--mask <file>', 'a picture of the same size; white is redrawn')
    .action(async (options: DrawOptions & { image: string; mask: string }) => {
      const model = await openModel(options.model);
      const out = userPath(options.out);
      const job = { ...options, image: userPath(options.image), mask: userPath(options.mask) };
      await writeResult(out, await retouch(model, job, stepCounter()));
      process.stdout.write(`${out}\n`);
      await model.close();
    });
  return [generateCommand, retouchCommand];
}
