/** Makes a command of every drawing task. */
import { Command, Option } from 'commander';
import { z } from 'zod';
import { StudioError } from '../../../preload/contract/errors.ts';
import { type DrawTaskName, drawTaskNames } from '../../../preload/contract/tasks.ts';
import { type DrawOption, drawingOptions, pathOptions, taskOptions } from './draw-options.ts';
import { type DrawJob, drawHelp, drawJobs } from './draw-tasks.ts';
import { openEngine } from './engine.ts';
import { drawPictures } from './jobs.ts';
import { tell, userPath, withModel } from './options.ts';
import { outputsOf } from './outputs.ts';
import { writePicture } from './pictures.ts';
import { firstProblem } from './problems.ts';
import { showChecks, showProgress } from './progress.ts';
import { withSpeed } from './speed.ts';

/** The options of every command: words and files first, settings after them. */
const options: Readonly<Record<string, DrawOption>> = { ...taskOptions, ...drawingOptions };

/** The commands. */
export function drawCommands(): Command[] {
  return drawTaskNames.map(commandOf);
}

function commandOf(task: DrawTaskName): Command {
  const shape: Readonly<Record<string, z.ZodType>> = drawJobs[task].shape;
  const help: Readonly<Record<string, string>> = drawHelp[task];
  const command = new Command(task).description(drawHelp[task].says);
  for (const [name, option] of Object.entries(options)) {
    const field = shape[name];
    if (field !== undefined) command.addOption(optionOf(option, field, help[name]));
  }
  return withSpeed(withModel(command))
    .requiredOption('--out <file>', 'file to write: PNG, JPEG, WebP, AVIF or TIFF, as its name says')
    .action(async (given: Record<string, unknown> & { out: string; model?: string }) => {
      const job = jobOf(task, given);
      const engine = await openEngine(given.model);
      const drawn = await drawPictures(engine, job, showProgress());
      const paths = outputsOf(userPath(given.out), drawn.length);
      for (const [i, { png, checks }] of drawn.entries()) {
        const path = await writePicture(paths[i] ?? given.out, png);
        showChecks(checks);
        await tell(path);
      }
      await engine.close();
    });
}

function optionOf(spec: DrawOption, field: z.ZodType, says: string | undefined): Option {
  const option = new Option(spec.flags, says ?? spec.says);
  option.makeOptionMandatory(!field.safeParse(undefined).success);
  if (field instanceof z.ZodEnum) option.choices(field.options.map(String));
  else if (spec.read !== undefined) option.argParser(spec.read);
  else if (field.safeParse([]).success) option.argParser((text, earlier: string[] = []) => [...earlier, text]);
  return option;
}

/** Reads a command's options as a job, by the schema of a batch's line. */
function jobOf(task: DrawTaskName, given: Readonly<Record<string, unknown>>): DrawJob {
  const absolute = pathOptions.flatMap((name) => {
    const path = given[name];
    return typeof path === 'string' ? [[name, userPath(path)] as const] : [];
  });
  const job = drawJobs[task].safeParse({ ...given, task, ...Object.fromEntries(absolute) });
  if (!job.success) throw StudioError.of('cli.options-wrong', { task, problem: firstProblem(job.error) });
  return job.data;
}
