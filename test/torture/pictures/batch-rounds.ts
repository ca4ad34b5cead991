import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chance } from '../chance.ts';
import type { Rounds, Settings, Verdict } from '../rounds.ts';
import { complaintAbout } from '../sentence.ts';
import { changesIn, makePipe, treeOf } from '../trees.ts';
import { Batch, type LineEnd } from './batch.ts';
import { mutatedPicture, type Seeds } from './mutated.ts';
import { makeSeeds } from './seeds.ts';

/** So many pictures are given to one process; every so many-th line is a sound one, whose answer is known. */
const GROUP = 60;
const CONTROL = 12;
/** What one picture may take. The first line also waits for the model. */
const LIMIT_MS = 20_000;
const START_MS = 60_000;
const MOST_MEGABYTES = 2000;

interface Job {
  readonly round: number;
  readonly what: string;
  readonly line: Readonly<Record<string, unknown>>;
  /** The mutated file, or null for a line whose answer is known. */
  readonly file: string | null;
}

/** Mutated pictures through `dimoo batch`: as pictures, as masks, as drawings to go on from. */
export async function batchRounds({ seed, model }: Settings, rounds: readonly number[]): Promise<Rounds> {
  const seeds = await makeSeeds(model);
  const home = mkdtempSync(join(tmpdir(), 'dimoo-torture-home-'));
  const verdicts = new Map<number, Promise<Verdict>>();
  const settle = new Map<number, (verdict: Verdict) => void>();
  let reference: string | undefined;
  let running: Promise<void> = Promise.resolve();

  const startGroup = (first: number) => {
    const at = rounds.indexOf(first);
    const group = rounds.slice(at, at + GROUP);
    for (const round of group) verdicts.set(round, new Promise((resolve) => settle.set(round, resolve)));
    running = playGroup(group).catch((error: unknown) => {
      const verdict = {
        what: 'the group itself',
        outcome: 'stuck',
        faults: [String(error instanceof Error ? error.stack : error)],
      };
      for (const round of group) settle.get(round)?.(verdict);
    });
  };

  const playGroup = async (group: readonly number[]) => {
    const folder = join(home, `group-${group[0] ?? 0}`);
    const out = join(folder, 'out');
    mkdirSync(out, { recursive: true });
    writeFileSync(join(folder, 'sound.png'), seeds.get('png') ?? '');
    writeFileSync(join(folder, 'drawn.png'), seeds.get('drawn') ?? '');
    const jobs = group.flatMap((round, i) => [
      ...(i % CONTROL === 0 ? [controlJob(round)] : []),
      jobOf(seeds, folder, round, new Chance(seed, round)),
    ]);
    const before = treeOf(folder);
    let left: readonly Job[] = [...jobs, controlJob(-1)];
    let afterControl: string[] = [];
    while (left.length > 0) {
      writeFileSync(
        join(home, 'jobs.jsonl'),
        left.map(({ line }) => JSON.stringify(absolute(line, folder))).join('\n'),
      );
      const batch = new Batch(model, join(home, 'jobs.jsonl'), out);
      let ms = START_MS;
      for (const job of left) {
        const end = await batch.next(ms);
        ms = LIMIT_MS;
        left = left.slice(1);
        if (job.file === null) {
          const text = String(end.answer?.text ?? end.answer?.error ?? end.fault);
          reference ??= text;
          if (text !== reference)
            afterControl.push(`a sound picture is described otherwise than at first: ${text.slice(0, 200)}`);
        } else {
          settle.get(job.round)?.({ ...verdictOf(job, end, [...afterControl, ...strangersIn(out, job)]) });
          afterControl = [];
        }
        if (end.fault !== null) break;
      }
      await batch.end();
    }
    const changes = changesIn(before, treeOf(folder)).filter((change) => !change.startsWith('out'));
    if (changes.length > 0) throw new Error(`Pictures were changed: ${changes.join('; ')}`);
    rmSync(folder, { recursive: true, force: true });
  };

  const play = async (round: number, folder: string): Promise<Verdict> => {
    if (!verdicts.has(round)) {
      await running;
      startGroup(round);
    }
    const verdict = await (verdicts.get(round) ?? Promise.reject(new Error('This round is not in the plan.')));
    if (verdict.faults.length > 0) {
      // Made once more from its number, so that it can be looked at.
      const job = jobOf(seeds, folder, round, new Chance(seed, round));
      writeFileSync(join(folder, 'job.json'), JSON.stringify(job));
    }
    return verdict;
  };
  const end = async () => {
    await running;
    rmSync(home, { recursive: true, force: true });
  };
  return { play, end };
}

function controlJob(round: number): Job {
  const line = { id: `control${round}`, task: 'caption', image: 'sound.png', steps: 2, length: 8, block: 8 };
  return { round, what: 'a sound picture', line, file: null };
}

const drawing = { prompt: 'a red circle', steps: 2, seed: 1, guidance: 0 };

/** Writes the mutated picture, and says what is to be done with it. */
function jobOf(seeds: Seeds, folder: string, round: number, chance: Chance): Job {
  const { name, what } = chance.happens(0.04)
    ? strangeFile(folder, round, chance)
    : writePicture(seeds, folder, round, chance);
  const id = `round${round}`;
  const line = chance.weighted<Readonly<Record<string, unknown>>>([
    [5, { id, task: 'caption', image: name, steps: 2, length: 8, block: 8 }],
    [3, { id, task: 'vary', image: name, strength: 0.3, ...drawing }],
    [1, { id, task: 'retouch', image: name, mask: name, ...drawing }],
    [2, { id, task: 'retouch', image: 'drawn.png', mask: name, ...drawing }],
    [1, { id, task: 'mix', first: 'drawn.png', second: name, mask: 'drawn.png', border: 1, steps: 2 }],
    [1, { id, task: 'generate', ...drawing, from: name, after: 1, steps: 3 }],
    [1, { id, task: 'extend', image: name, left: 8, ...drawing }],
  ]);
  return { round, what: `${String(line.task)}: ${what}`, line, file: join(folder, name) };
}

function writePicture(seeds: Seeds, folder: string, round: number, chance: Chance) {
  const { bytes, what, ending } = mutatedPicture(seeds, chance);
  const name = `picture-${round}.${chance.happens(0.1) ? chance.pick(['txt', 'png', 'jpg', 'svg']) : ending}`;
  writeFileSync(join(folder, name), bytes);
  return { name, what };
}

/** What is no file of its own. */
function strangeFile(folder: string, round: number, chance: Chance): { name: string; what: string } {
  const name = `picture-${round}.png`;
  const path = join(folder, name);
  const kind =
    process.platform === 'win32'
      ? 'folder'
      : chance.pick([
          'pipe',
          'folder',
          'nothing',
          'dangling link',
          'link to itself',
          'link to a device',
          'link to a sound picture',
          'empty',
        ] as const);
  if (kind === 'pipe') makePipe(path);
  if (kind === 'folder') mkdirSync(path);
  if (kind === 'dangling link') symlinkSync(join(folder, 'nowhere'), path);
  if (kind === 'link to itself') symlinkSync(path, path);
  if (kind === 'link to a device') symlinkSync(chance.pick(['/dev/zero', '/dev/null']), path);
  if (kind === 'link to a sound picture') symlinkSync(join(folder, 'sound.png'), path);
  if (kind === 'empty') writeFileSync(path, '');
  return { name, what: `a ${kind} for a picture` };
}

/** The jobs file lies elsewhere, so that it does not change the pictures' folder. */
function absolute(line: Job['line'], folder: string): Record<string, unknown> {
  const files = ['image', 'mask', 'first', 'second', 'from'];
  return Object.fromEntries(
    Object.entries(line).map(([key, value]) => [key, files.includes(key) ? join(folder, String(value)) : value]),
  );
}

function verdictOf(job: Job, { answer, peak, fault }: LineEnd, others: readonly string[]): Verdict {
  const faults = [...others];
  if (fault !== null) faults.push(fault);
  if (peak > MOST_MEGABYTES) faults.push(`it took ${peak} MB`);
  if (answer !== null && answer.id !== job.line.id) faults.push(`the answer is for ${String(answer.id)}`);
  if (typeof answer?.error === 'string') {
    const complaint = complaintAbout({ kind: 'bad-picture', message: answer.error, retryable: false });
    if (complaint !== null) faults.push(complaint);
    if (/Something in the studio broke|did not understand/.test(answer.error))
      faults.push(`a bug and no refusal: ${answer.error}`);
  }
  const refused = typeof answer?.error === 'string' ? 'refused' : 'accepted';
  return { what: job.what, outcome: faults.length > 0 ? 'fault' : refused, faults };
}

/** Files among the results that no job has asked for. */
function strangersIn(out: string, job: Job): string[] {
  if (!existsSync(out)) return [];
  return readdirSync(out)
    .filter((name) => !/^round\d+(-\d+)?\.png$/.test(name))
    .map((name) => `${job.what} left ${name} among the results`);
}
