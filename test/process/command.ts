import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../main/engine/cli.ts', import.meta.url));

export interface CommandPlace {
  readonly model: string;
  readonly cwd: string;
  /** More of its environment; what is undefined is taken out. */
  readonly env?: NodeJS.ProcessEnv;
  /** A program and its arguments that run the command. */
  readonly under?: readonly string[];
}

/** The command line in a process of its own, with this model and working in this folder. */
export function runCommand(
  { model, cwd, env = {}, under = [] }: CommandPlace,
  args: readonly string[],
): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const [program = process.execPath, ...rest] = [...under, process.execPath, CLI, ...args];
    execFile(program, rest, { env: { ...process.env, DIMOO_MODEL: model, ...env }, cwd }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}
