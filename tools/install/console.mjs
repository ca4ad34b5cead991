import { AsyncLocalStorage } from 'node:async_hooks';
import { spawn } from 'node:child_process';

/** What is written by work that runs beside other work. */
const collecting = new AsyncLocalStorage();

/** All talk of the tools goes to stderr: stdout belongs to the command line's results. */
export function say(line) {
  const parts = collecting.getStore();
  if (parts === undefined) process.stderr.write(`${line}\n`);
  else parts.push(`${line}\n`);
}

/**
 * Runs `body` with what `say` and `run` write in it collected, so that it can run beside other work and is read in one
 * piece. Never rejects: what `body` threw is in `settled`.
 * @template T
 * @param {() => Promise<T>} body
 * @returns {Promise<{ text: string, settled: PromiseSettledResult<T> }>}
 */
export async function collected(body) {
  const parts = [];
  const [settled] = await Promise.allSettled([collecting.run(parts, async () => body())]);
  return { text: parts.join(''), settled };
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
  const parts = collecting.getStore();
  const said = quiet || parts !== undefined ? 'pipe' : process.stderr;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      stdio: [input === undefined ? 'ignore' : 'pipe', said, said],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk) => {
        if (quiet) output += chunk;
        else parts?.push(chunk);
      });
    }
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
