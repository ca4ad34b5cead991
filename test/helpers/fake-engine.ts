import type { DrawProgress, DrawRequest, DrawResult } from '../../preload/contract/drawing.ts';
import { drawRequestSchema } from '../../preload/contract/drawing.ts';
import type { EngineService } from '../../preload/contract/engine.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import type { CallOptions, Client } from '../../preload/contract/service.ts';

type Options = CallOptions<EngineService['draw']>;

/**
 * An engine whose jobs end when a test says so. Like the real one it validates what it is asked,
 * and rejects as cancelled when the caller's signal says so.
 */
export class FakeEngine implements Pick<Client<EngineService>, 'draw'> {
  readonly requests: DrawRequest[] = [];
  #job: { options: Options; resolve: (result: DrawResult) => void; reject: (error: unknown) => void } | null = null;

  draw = (request: DrawRequest, options: Options = {}): Promise<DrawResult> => {
    this.requests.push(drawRequestSchema.parse(request));
    return new Promise((resolve, reject) => {
      this.#job = { options, resolve, reject };
      options.signal?.addEventListener('abort', () => reject(new StudioError('cancelled', 'The drawing was stopped.')));
    });
  };

  report(progress: Partial<DrawProgress>): void {
    this.#running.options.onEvent?.({ step: 1, of: 8, secondsLeft: 2, preview: null, ...progress });
  }

  finish(patch: Partial<DrawResult> = {}): void {
    const request = this.requests[this.requests.length - 1];
    this.#running.resolve(resultOf(request, patch));
  }

  fail(error: unknown): void {
    this.#running.reject(error);
  }

  get #running() {
    if (this.#job === null) throw new Error('No drawing was asked for.');
    return this.#job;
  }
}

function resultOf(request: DrawRequest, patch: Partial<DrawResult>): DrawResult {
  const size = request.task === 'generate' ? request : request.picture;
  return {
    task: request.task,
    png: new Uint8Array([0x89, 0x50, 0x4e, 0x47, request.seed]),
    frame: { x: 0, y: 0, width: size.width, height: size.height },
    grid: { columns: 2, rows: 1, codes: new Int32Array([258, -1]) },
    confidence: new Float32Array([0.5, 1]),
    fixedAt: new Int16Array([0, -1]),
    receipt: null,
    seed: request.seed,
    settings: request.settings,
    modelHash: 'f'.repeat(64),
    modelFamily: 'lumina-dimoo',
    modelPrecision: 'fp32',
    elementTypes: { states: 'float32', keyValues: 'float32', logits: 'float32', pixels: 'float32' },
    modelName: 'Fake',
    provider: 'cpu',
    timings: { total: 1, encode: 0, denoise: 1, decode: 0, running: 1 },
    ...patch,
  };
}
