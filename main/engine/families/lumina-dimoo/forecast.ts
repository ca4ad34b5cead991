/** Predicts a job's time and memory before its first step: its passes are known, and the cost of each was measured. */
import { freemem } from 'node:os';
import type { DrawRequest } from '../../../../preload/contract/drawing.ts';
import type { Forecast } from '../../../../preload/contract/job.ts';
import type { Manifest } from '../../../../preload/contract/manifest.ts';
import type { TextSettings } from '../../../../preload/contract/settings.ts';
import type { CacheSettings } from '../../../../preload/contract/speed.ts';
import { numbersAtOnce } from '../../codec/tile-plan.ts';
import type { Model } from '../../models/model.ts';
import { batchesOf } from '../../passes/batches.ts';
import type { PassShape } from '../../runtime/pass-timer.ts';
import { scheduleBlocks } from '../../sampler/blocks.ts';
import { type DenoiseOptions, MASKED } from '../../sampler/denoise.ts';
import { branchesFor, type Guidance } from '../../sampler/guidance.ts';
import { maskedOfPicture, type PlannedPass, plannedAnswer, plannedPasses } from '../../sampler/passes.ts';
import type { AnswerPart, Prefixes } from '../../tasks/layout.ts';
import { cancelledError } from '../family.ts';

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

/** A forecast with `together`, the number of candidates that fit into one batch. */
export interface DrawingForecast extends JobForecast {
  readonly together: number;
}

/**
 * Predicts a drawing. It runs a pass of a size that was never measured.
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
  const one = bytesOf(manifest, lengths, masked, cache !== undefined, grid.length);
  const together = Math.max(1, Math.min(count, Math.floor((SHARE_OF_FREE * freemem()) / one)));
  let passes = 0;
  for (let left = count; left > 0; left -= together) {
    const planned = (tokens: number) => plannedPasses(tokens, counts, firstStep, steps, cache);
    passes += await secondsOfGroups(model, lengths, Math.min(left, together), planned, 'image', cancelled);
  }
  const decoding = (codec.estimate(grid.length) ?? 0) * finish.decodings;
  const finishing = (passTimer.finishing(finish.kind, finish.pixels) ?? decoding) * count;
  // What the request holds is there by now; what finishing copies comes on top.
  const bytes = Math.max(process.memoryUsage.rss(), loadedBytes + one * together) + COPIED * finish.pixels;
  // What a cell takes beside the passes depends on how sure the model is at that size.
  const kind = `${finish.kind} ${cachingOf(cache)} ${Math.round(Math.log2(Math.max(1, masked)))}`;
  return { seconds: passTimer.steps(kind, passes) + finishing, bytes, passes, kind, together };
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
  const extra = bytesOf(manifest, [tokens], settings.genLength, settings.cache !== undefined, 0);
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

/** A pass of a size that was never seen is run once or twice: a small part of any job of many steps. */
async function secondsOf({ passTimer, tryPass }: Model, pass: PassShape, cancelled: () => boolean): Promise<number> {
  const known = passTimer.seconds(pass);
  if (known !== null) return known;
  if (cancelled()) throw cancelledError();
  await tryPass(pass);
  return passTimer.seconds(pass) ?? 0;
}

const FLOAT = 4;

/** Bytes that finishing takes for a pixel gone over: the patch without and with its alpha, the rows of its PNG, the receipt's picture. */
const COPIED = 12;

/** What a candidate takes beside the loaded model, at most: keys and values, one pass's own numbers, logits, pixels. */
function bytesOf(
  { transformer: { layers, width }, codebookSize, codeOffset, codec: { patchSize, tiles } }: Manifest,
  lengths: readonly number[],
  masked: number,
  cached: boolean,
  cells: number,
): number {
  const tokens = lengths.reduce((sum, length) => sum + length, 0);
  const kept = cached ? (2 * layers + 1) * tokens * width : 0;
  const pass = tokens * width * 16;
  // Three times: ONNX Runtime's own, their softmax, and ours.
  const logits = masked * (cells > 0 ? codebookSize : codeOffset) * 3;
  const decoding = numbersAtOnce(cells * patchSize * patchSize, tiles);
  return FLOAT * (kept + pass + logits + decoding);
}
