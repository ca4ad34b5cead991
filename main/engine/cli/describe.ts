/** `caption` and `ask`. */
import { Command } from 'commander';
import { openEngine } from './engine.ts';
import { ask, caption, type DescribeJob } from './jobs.ts';
import { number, tell, userPath, wholeNumber, withModel } from './options.ts';
import { showProgress } from './progress.ts';
import { withSpeed } from './speed.ts';

type DescribeOptions = DescribeJob & { readonly model?: string };

function withDescribing(command: Command): Command {
  return withSpeed(withModel(command))
    .requiredOption('--image <file>', 'the picture')
    .option('--steps <n>', "sampling steps (default: the model's)", wholeNumber(1, 4096))
    .option('--length <n>', "longest answer in tokens (default: the model's)", wholeNumber(1, 4096))
    .option('--block <n>', "tokens of a block (default: the model's)", wholeNumber(1, 4096))
    .option('--temperature <t>', "how freely words are picked (default: the model's)", number(0, 10))
    .option('--seed <n>', 'seed, 0 to 4294967295', wholeNumber(0, 0xffff_ffff), 0);
}

/** The commands. */
export function describeCommands(): Command[] {
  const captionCommand = withDescribing(new Command('caption'))
    .description('say what a picture shows')
    .action(async (options: DescribeOptions) => {
      const engine = await openEngine(options.model);
      await tell(await caption(engine, { ...options, image: userPath(options.image) }, showProgress()));
      await engine.close();
    });
  const askCommand = withDescribing(new Command('ask'))
    .description('answer a question about a picture')
    .requiredOption('--question <text>', 'the question')
    .action(async (options: DescribeOptions & { question: string }) => {
      const engine = await openEngine(options.model);
      await tell(await ask(engine, { ...options, image: userPath(options.image) }, showProgress()));
      await engine.close();
    });
  return [captionCommand, askCommand];
}
