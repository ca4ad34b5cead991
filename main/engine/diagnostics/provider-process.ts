/** Tries a provider in a process of its own with a time limit, so that a broken driver takes nothing else down. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { toldOf } from '../../../preload/contract/error-codes.ts';
import { failureSchema, StudioError } from '../../../preload/contract/errors.ts';
import { type Provider, providerTitles } from '../runtime/providers.ts';
import { type TrialAnswer, trialAnswerSchema } from './trial-answer.ts';

const ENTRY = fileURLToPath(new URL('../provider-trial.ts', import.meta.url));

/** What is to be tried, and for how long at most. */
export interface TrialWish {
  readonly provider: Provider;
  /** Path of the model folder. */
  readonly model: string;
  /** `try` compares canary and codec; `verify` also draws. */
  readonly what: 'try' | 'verify';
  readonly seconds: number;
}

/**
 * The outcome. A process that is ended by the driver or does not answer in time is an outcome, too.
 * @throws StudioError where the model itself cannot be used
 */
export async function tryInProcess(wish: TrialWish): Promise<TrialAnswer> {
  const { provider, seconds } = wish;
  const { output, end } = await outputOf(wish);
  const line = output.trim().split('\n').at(-1) ?? '';
  const message = parsed(line);
  const answer = trialAnswerSchema.safeParse(message);
  if (answer.success) return answer.data;
  const failure = failureSchema.safeParse(message);
  if (failure.success) throw StudioError.from(failure.data);
  const title = providerTitles[provider];
  if (end === 'silent') return { kind: 'failed', told: toldOf('provider.silent', { provider: title, seconds }) };
  return { kind: 'failed', told: toldOf('provider.ended-trial', { provider: title, end }) };
}

function outputOf({ provider, model, what, seconds }: TrialWish): Promise<{ output: string; end: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [ENTRY, `--${what}`, provider, '--model', model], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let output = '';
    let isLate = false;
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    const timer = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
    }, seconds * 1000);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ output, end: isLate ? 'silent' : (signal ?? `exit code ${code}`) });
    });
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
