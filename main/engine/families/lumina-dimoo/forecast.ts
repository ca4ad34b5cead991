/** Predicts a job's time and memory before its first step: its passes are known, and the cost of each was measured. */
import type { DrawRequest } from '../../../../preload/contract/drawing.ts';
import type { Forecast } from '../../../../preload/contract/job.ts';
import type { TextSettings } from '../../../../preload/contract/settings.ts';
import type { CacheSettings } from '../../../../preload/contract/speed.ts';
import type { Model } from '../../models/model.ts';
import { batchesOf } from '../../passes/batches.ts';
import { freeBytes } from '../../runtime/free-memory.ts';
import type { PassShape } from '../../runtime/pass-timer.ts';
import { scheduleBlocks } from '../../sampler/blocks.ts';
import { type DenoiseOptions, MASKED } from '../../sampler/denoise.ts';
import { branchesFor, type Guidance } from '../../sampler/guidance.ts';
import { maskedOfPicture, type PlannedPass, plannedAnswer, plannedPasses } from '../../sampler/passes.ts';
import type { AnswerPart, Prefixes } from '../../tasks/layout.ts';
import { cancelledError } from '../family.ts';
import { bytesOfAnswer, bytesOfDrawing } from './memory.ts';

/** What follows a candidate's last step. */
export interface Finish {
  readonly kind: 'whole' | 'part' | 'edited';
  /** Pixels processed. */
  readonly pixels: number;
  /** How often codes are decoded. */
  readonly decodings: number;
}

/** A drawing that is ready for its first step. */
export interface DrawingJob {
  readonly request: DrawRequest;
  /** Row-major codes, MASKED where drawn. */
  readonly grid: Int32Array;
  readonly words: Prefixes;
  readonly answer: AnswerPart;
  readonly guidance: Guidance;
  readonly resumed?: DenoiseOptions['resumed'] | undefined;
  readonly finish: Finish;
}

/** Share of the free memory that the candidates of one batch may take. */
const SHARE_OF_FREE = 0.6;

/** A forecast with `passes`, the seconds inside the transformer, and `kind`, by which jobs share a calibration. */
interface JobForecast extends Forecast {
  readonly passes: number;
  readonly kind: string;
}

/**
 * A forecast with `together`, the number of candidates that fit into one batch, and `exactBytes`, those of one candidate
 * where nothing is kept from step to step.
 */
export interface DrawingForecast extends JobForecast {
  readonly together: number;
  readonly exactBytes: number;
}

/**
 * Predicts a drawing. Passes of a size that was never seen are measured in small.
 * @throws StudioError 'cancelled', 'out-of-memory'
 */
export async function forecastDrawing(
  model: Model,
  job: DrawingJob,
  cancelled: () => boolean,
): Promise<DrawingForecast> {
  const { manifest, codec, passTimer, loadedBytes } = model;
  const { request, grid, words, answer, guidance, resumed, finish } = job;
  const { steps, cache } = request.settings;
  const count = request.count ?? 1;
  const lengths = branchesFor(guidance).flatMap((branch) => {
    const prefix = words[branch];
    return prefix === null ? [] : [prefix.length + answer.ids.length];
  });
  const masked = grid.reduce((sum, code) => sum + (code === MASKED ? 1 : 0), 0);
  const firstStep = resumed?.step ?? 0;
  const counts = maskedOfPicture(masked, resumed?.maskedAtStart ?? masked, firstStep, steps);
  const drawn = { lengths, masked, cells: grid.length, pixels: finish.pixels };
  const one = bytesOfDrawing(manifest, { ...drawn, cached: cache !== undefined });
  const exactBytes = loadedBytes + bytesOfDrawing(manifest, { ...drawn, cached: false });
  const together = Math.max(1, Math.min(count, Math.floor((SHARE_OF_FREE * freeBytes()) / one)));
  let passes = 0;
  for (let left = count; left > 0; left -= together) {
    const planned = (tokens: number) => plannedPasses(tokens, counts, firstStep, steps, cache);
    passes += await secondsOfGroups(model, lengths, Math.min(left, together), planned, 'image', cancelled);
  }
  const decoding = (codec.estimate(grid.length) ?? 0) * finish.decodings;
  const finishing = (passTimer.finishing(finish.kind, finish.pixels) ?? decoding) * count;
  const bytes = Math.max(process.memoryUsage.rss(), loadedBytes + one * together);
  // What a cell takes beside the passes depends on how sure the model is at that size.
  const kind = `${finish.kind} ${cachingOf(cache)} ${Math.round(Math.log2(Math.max(1, masked)))}`;
  return { seconds: passTimer.steps(kind, passes) + finishing, bytes, passes, kind, together, exactBytes };
}

/**
 * Predicts an answer in words.
 * @param prompt tokens before the answer
 * @throws StudioError 'cancelled', 'out-of-memory'
 */
export async function forecastAnswer(
  model: Model,
  prompt: number,
  answer: AnswerPart,
  settings: TextSettings,
  cancelled: () => boolean,
): Promise<JobForecast> {
  const { manifest, passTimer, loadedBytes } = model;
  const plan = scheduleBlocks(settings);
  const tokens = prompt + answer.ids.length;
  const passes = await secondsOfGroups(
    model,
    [tokens],
    1,
    () => plannedAnswer(tokens, settings.genLength, plan, settings.cache),
    'text',
    cancelled,
  );
  const cached = settings.cache !== undefined;
  const extra = bytesOfAnswer(manifest, { lengths: [tokens], masked: settings.genLength, cached });
  const bytes = Math.max(process.memoryUsage.rss(), loadedBytes + extra);
  const kind = `answer ${cachingOf(settings.cache)}`;
  return { seconds: passTimer.steps(kind, passes), bytes, passes, kind };
}

function cachingOf(cache: CacheSettings | undefined): string {
  return cache === undefined ? 'exact' : 'cached';
}

/** As `Branches` runs them: the head, for all branches at once, in the last of their batches. */
async function secondsOfGroups(
  model: Model,
  lengths: readonly number[],
  candidates: number,
  planned: (tokens: number) => readonly PlannedPass[],
  head: 'image' | 'text',
  cancelled: () => boolean,
): Promise<number> {
  let seconds = 0;
  const groups = batchesOf(lengths, model.manifest.transformer.heads);
  for (const [group, members] of groups.entries()) {
    const tokens = Math.max(...members.map((member) => lengths[member] ?? 0));
    const batch = members.length * candidates;
    for (const { rows, logits, measured } of planned(tokens)) {
      const wanted = measured * batch + (group === groups.length - 1 ? logits * candidates : 0);
      const pass = {
        batch,
        rows,
        tokens,
        imageRows: head === 'image' ? wanted : 0,
        textRows: head === 'text' ? wanted : 0,
      };
      seconds += await secondsOf(model, pass, cancelled);
    }
  }
  return seconds;
}

/** A pass of a size that was never seen is measured in small. */
async function secondsOf({ passTimer, tryPass }: Model, pass: PassShape, cancelled: () => boolean): Promise<number> {
  const known = passTimer.seconds(pass);
  if (known !== null) return known;
  await tryPass(pass, () => !cancelled());
  if (cancelled()) throw cancelledError();
  return passTimer.seconds(pass) ?? passTimer.extrapolated(pass) ?? 0;
}
