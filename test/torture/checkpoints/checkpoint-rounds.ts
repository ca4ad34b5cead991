import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { convertCheckpoint } from '../../../native-models/converter/converter.ts';
import { writeTinyCheckpoint } from '../../helpers/tiny-checkpoint.ts';
import { Chance } from '../chance.ts';
import type { Rounds, Settings, Verdict } from '../rounds.ts';
import { complaintAbout } from '../sentence.ts';
import { changesIn, treeOf } from '../trees.ts';
import { damagedFile, manifestFor } from './damage.ts';
import type { Trial } from './trial.ts';
import { Trials } from './trials.ts';

/** What one trial may take, in milliseconds and in megabytes of memory. */
const LIMIT_MS = 30_000;
const MOST_MEGABYTES = 1500;

/** Sound folders that the damaged ones are copies of. */
interface Sound {
  readonly checkpoints: readonly string[];
  readonly models: readonly string[];
}

/** Plays rounds: a copy of a sound checkpoint or model with something wrong in it must work or be refused in a sentence. */
export async function checkpointRounds({ seed }: Settings): Promise<Rounds> {
  const home = mkdtempSync(join(tmpdir(), 'dimoo-torture-sound-'));
  const sound = await soundFolders(home);
  const trials = new Trials();
  const play = async (round: number, folder: string): Promise<Verdict> => {
    const chance = new Chance(seed, round);
    const isLoad = chance.happens(0.4);
    const damaged = join(folder, 'damaged');
    cpSync(chance.pick(isLoad ? sound.models : sound.checkpoints), damaged, { recursive: true });
    const what = isLoad ? damageModel(damaged, chance) : damageFiles(damaged, chance);
    const out = join(folder, 'out');
    mkdirSync(out);
    const trial: Trial = isLoad
      ? { kind: 'load', model: damaged }
      : {
          kind: 'convert',
          checkpoint: damaged,
          out: join(out, 'model'),
          precision: chance.pick(['fp32', 'fp16', 'int8', 'int8-fast', 'int4'] as const),
        };
    const before = treeOf(folder);
    const end = await trials.play(trial, LIMIT_MS);
    const faults = [...end.faults];
    if (end.peak > MOST_MEGABYTES) faults.push(`It took ${end.peak} MB of memory.`);
    const changes = changesIn(before, treeOf(folder)).filter((change) => !change.startsWith('out/model'));
    if (changes.length > 0) faults.push(`Other files changed: ${changes.join('; ')}`);
    if (end.failure !== null) {
      const complaint = complaintAbout(end.failure);
      if (complaint !== null) faults.push(complaint);
      const left = readdirSync(out);
      if (left.length > 0) faults.push(`A refusal left ${left.join(', ')}.`);
    }
    return { what: `${trial.kind}: ${what}`, outcome: end.failure === null ? 'worked' : 'refused', faults };
  };
  const end = async () => {
    await trials.end();
    rmSync(home, { recursive: true, force: true });
  };
  return { play, end };
}

async function soundFolders(home: string): Promise<Sound> {
  const options = [{}, { shards: 3, dtype: 'BF16' as const }, { config: { weight_tying: true } }];
  const checkpoints = options.map((each, index) => {
    const folder = join(home, `checkpoint-${index}`);
    writeTinyCheckpoint(folder, each);
    return folder;
  });
  const models: string[] = [];
  for (const [index, precision] of (['fp32', 'int4', 'int8-fast'] as const).entries()) {
    const out = join(home, `model-${precision}`);
    await convertCheckpoint({ checkpoint: checkpoints[index] ?? '', out, precision });
    models.push(out);
  }
  return { checkpoints, models };
}

function filesOf(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  return names.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : [])).sort();
}

/** Damages one or two files, or takes one away. */
function damageFiles(folder: string, chance: Chance): string {
  const done: string[] = [];
  const count = chance.int(1, 2);
  for (let i = 0; i < count; i += 1) {
    const path = chance.pick(filesOf(folder));
    const name = path.slice(folder.length + 1);
    if (chance.happens(0.03)) {
      rmSync(path);
      done.push(`${name} is gone`);
      continue;
    }
    const { bytes, what } = damagedFile(name, readFileSync(path), chance);
    writeFileSync(path, bytes);
    done.push(`${name}: ${what}`);
  }
  return done.join('; ');
}

/** As `damageFiles`; mostly the manifest then says of a damaged file what is true of it, so that a hash does not tell. */
function damageModel(folder: string, chance: Chance): string {
  const path = chance.pick(filesOf(folder));
  const name = path.slice(folder.length + 1);
  const { bytes, what } = damagedFile(name, readFileSync(path), chance);
  writeFileSync(path, bytes);
  if (name !== 'manifest.json' && chance.happens(0.8)) {
    const manifest = join(folder, 'manifest.json');
    writeFileSync(manifest, manifestFor(readFileSync(manifest), name, bytes));
    return `${name}, with its hash: ${what}`;
  }
  return `${name}: ${what}`;
}
