/** `doctor --verify`: what each provider computes against the CPU, as a table to send in. */
import { cpus } from 'node:os';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import type { Provider } from '../../../preload/contract/providers.ts';
import { agreementOf } from '../diagnostics/agreement.ts';
import { tryInProcess } from '../diagnostics/provider-process.ts';
import type { TrialAnswer, Verified } from '../diagnostics/trial-answer.ts';
import { readModelFolder } from '../models/folder.ts';
import { ort } from '../runtime/onnxruntime.ts';
import { availableProviders } from '../runtime/providers.ts';
import { tell } from './options.ts';

/** A model of 8B on a slow machine takes minutes for each pass. What takes longer than this hangs. */
const VERIFY_SECONDS = 3600;

interface VerifiedRow {
  readonly provider: Provider;
  /** Whether canary and codec are as on the CPU: whole, with attention left to the CPU, or not at all. */
  readonly numbers: 'as on the CPU' | 'attention on the CPU' | 'not here';
  /** Share of equal codes; null where nothing was drawn. */
  readonly codes: number | null;
  /** Decibels; null where every pixel is the same or nothing was drawn. */
  readonly psnr: number | null;
  readonly seconds: number | null;
  /** How many times as fast as the CPU. */
  readonly speed: number | null;
  /** Null where the provider has no device here, or does not take this precision: then there is nothing to compare. */
  readonly agrees: boolean | null;
  readonly why: string;
}

/**
 * Verifies every provider that is there with this model and prints the table, or JSON.
 * @throws StudioError 'unsupported' where a provider does not agree with the CPU
 */
export async function verifyProviders(model: string, asJson: boolean): Promise<void> {
  const { manifest } = await readModelFolder(model);
  const run = (provider: Provider) => tryInProcess({ provider, model, what: 'verify', seconds: VERIFY_SECONDS });
  const own = await run('cpu');
  if (own.kind !== 'verified') throw StudioError.of('cli.verify-no-cpu', { problem: whyOf(own) });
  const rows: VerifiedRow[] = [rowOf('cpu', own, own)];
  for (const provider of availableProviders().filter((name) => name !== 'cpu')) {
    rows.push(rowOf(provider, await run(provider), own));
  }
  await tell(
    asJson
      ? JSON.stringify({ ...factsOf(manifest), picture: sizeOf(own), providers: rows }, null, 2)
      : tableOf(manifest, own, rows),
  );
  const apart = rows.filter(({ agrees }) => agrees === false).map(({ provider }) => provider);
  if (apart.length > 0) throw StudioError.of('cli.verify-apart', { providers: apart.join(', ') });
}

/** Reasons that say nothing against the provider. */
const absent = new Set([
  'provider.no-adapter',
  'provider.no-device',
  'provider.lacks-library',
  'provider.no-halves',
  'provider.no-kernel',
  'provider.int8-on-cpu',
]);
const isAbsent = (answer: TrialAnswer) => answer.kind === 'failed' && absent.has(answer.told.code ?? '');

const whyOf = (answer: TrialAnswer) => (answer.kind === 'failed' ? answer.told.message : '');
const sizeOf = ({ width, height }: Verified) => `${width}x${height}`;

function rowOf(provider: Provider, answer: TrialAnswer, own: Verified): VerifiedRow {
  if (answer.kind !== 'verified') {
    const nothing = { codes: null, psnr: null, seconds: null, speed: null };
    return { provider, numbers: 'not here', ...nothing, agrees: isAbsent(answer) ? null : false, why: whyOf(answer) };
  }
  const { seconds } = answer;
  const speed = own.seconds / seconds;
  const numbers = answer.onCpu > 0 ? 'attention on the CPU' : 'as on the CPU';
  return { provider, numbers, ...agreementOf(answer, own), seconds, speed, why: '' };
}

function factsOf({ name, precision, modelHash }: Manifest) {
  return {
    system: `${process.platform}-${process.arch}`,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    node: process.versions.node,
    runtime: ort.env.versions.common,
    model: { name, precision, hash: modelHash },
  };
}

function tableOf(manifest: Manifest, own: Verified, rows: readonly VerifiedRow[]): string {
  const { system, processor, node, runtime, model } = factsOf(manifest);
  const head = ['provider', 'canary, codec', 'codes equal', 'PSNR', 'seconds', 'speed', 'agrees'];
  const cells = rows.map((row) => [
    row.provider,
    row.numbers,
    row.codes === null ? '-' : `${(100 * row.codes).toFixed(1)} %`,
    row.codes === null ? '-' : row.psnr === null ? 'same' : `${row.psnr.toFixed(1)} dB`,
    row.seconds?.toFixed(2) ?? '-',
    row.speed === null ? '-' : `${row.speed.toFixed(2)}x`,
    row.agrees === null ? '-' : row.agrees ? 'yes' : 'no',
  ]);
  const widths = head.map((title, at) => Math.max(title.length, ...cells.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return [
    `${system}, ${processor}, Node ${node}, ONNX Runtime ${runtime}`,
    `${model.name}, ${model.hash.slice(0, 12)}, ${model.precision}; picture of ${sizeOf(own)}, the second of two`,
    '',
    line(head),
    ...cells.map(line),
    ...rows.filter(({ why }) => why !== '').map(({ provider, why }) => `${provider}: ${why}`),
  ].join('\n');
}
