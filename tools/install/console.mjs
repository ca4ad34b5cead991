import { spawn } from 'node:child_process';

/** All talk of the tools goes to stderr: stdout belongs to the command line's results. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** A failure that the user can do something about: one sentence, no stack. */
export class Refusal extends Error {
  /** @param {string} sentence @param {number} exitCode */
  constructor(sentence, exitCode = 2) {
    super(sentence);
    this.exitCode = exitCode;
  }
}

/**
 * Runs a program to its end. Its output goes to our stderr, or nowhere where `quiet`.
 * @returns {Promise<{ code: number, output: string }>} with what it wrote, where `quiet`
 */
export function run(command, args, { cwd, env, quiet = false, timeoutMs, input } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      stdio: [
        input === undefined ? 'ignore' : 'pipe',
        quiet ? 'pipe' : process.stderr,
        quiet ? 'pipe' : process.stderr,
      ],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    if (input !== undefined) child.stdin.end(input);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs a tool's main function; refusals become one sentence and an exit code. */
export async function main(body) {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    say(error instanceof Refusal ? error.message : (error?.stack ?? String(error)));
    process.exitCode = error instanceof Refusal ? error.exitCode : 1;
  }
}
