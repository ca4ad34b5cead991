/** The reference implementation as a process beside this one: the same job, on the same processor, in turn. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { GenerateRequest } from '../../../preload/contract/drawing.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';

const script = fileURLToPath(new URL('../../../native-models/reference/serve.py', import.meta.url));
const helloSchema = z.object({ width: z.int(), layers: z.int(), codebookSize: z.int() });
const doneSchema = z.object({ seconds: z.number() });

/** Where the reference implementation and its checkpoint lie. */
export interface ReferenceOptions {
  /** A Python with torch, diffusers and transformers. */
  readonly python: string;
  readonly reference: string;
  readonly checkpoint: string;
  readonly threads: number;
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** The reference implementation in a process beside this one, which runs the same jobs on the same processor. */
export class Reference {
  readonly #child: Child;
  readonly #lines: AsyncIterator<string>;
  readonly #said: string[];

  private constructor(child: Child, said: string[]) {
    this.#child = child;
    this.#said = said;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /** @throws StudioError 'bad-request' where it does not start, or on another model than `manifest`'s */
  static async start(options: ReferenceOptions, manifest: Manifest): Promise<Reference> {
    const { python, reference, checkpoint, threads } = options;
    const args = [script, '--reference', reference, '--checkpoint', checkpoint, '--threads', String(threads)];
    const env = { ...process.env, OMP_NUM_THREADS: String(threads) };
    const child = spawn(python, args, { stdio: ['pipe', 'pipe', 'pipe'], env });
    const said: string[] = [];
    child.stderr.setEncoding('utf8').on('data', (text: string) => said.splice(0, said.length, text));
    // A broken pipe shows as a missing answer.
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => said.splice(0, said.length, `${python}: ${error.message}`));
    const started = new Reference(child, said);
    const { width, layers, codebookSize } = helloSchema.parse(await started.#answer());
    const own = manifest.transformer;
    if (width !== own.width || layers !== own.layers || codebookSize !== manifest.codebookSize) {
      started.close();
      throw StudioError.of('bench.other-checkpoint', { checkpoint, model: manifest.name });
    }
    return started;
  }

  async draw({ prompt, width, height, seed, settings }: GenerateRequest): Promise<number> {
    const { steps, textGuidance: guidance, samplingTemperature: temperature } = settings;
    const job = { prompt, width, height, seed, steps, guidance, temperature };
    this.#child.stdin.write(`${JSON.stringify(job)}\n`);
    return doneSchema.parse(await this.#answer()).seconds;
  }

  close(): void {
    this.#child.stdin.end();
  }

  async #answer(): Promise<unknown> {
    const { value, done } = await this.#lines.next();
    if (done !== true) return JSON.parse(value);
    const last = this.#said.join('').trim().split('\n').at(-1);
    if (!last) throw StudioError.of('bench.reference-silent', {});
    throw StudioError.of('bench.reference-stopped', { said: last });
  }
}
