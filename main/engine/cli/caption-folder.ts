/** `caption --folder`: words about every picture of a folder. Killed, it goes on where it was. */
import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Captioned } from '../../../preload/contract/caption-files.ts';
import { failureOf, StudioError } from '../../../preload/contract/errors.ts';
import { readExtensions } from '../../../preload/contract/formats.ts';
import { MOST_CHARACTERS } from '../../../preload/contract/words.ts';
import { requireTask } from '../tasks/task-support.ts';
import type { CaptionFormat } from './caption-files.ts';
import { captionOutput } from './caption-output.ts';
import type { Engine } from './engine.ts';
import { ask, caption, type DescribeJob } from './jobs.ts';
import { say, tell, UNKNOWN } from './options.ts';
import { printable, printableName } from './printable.ts';

/** What a folder is captioned with. */
export interface FolderJob extends Omit<DescribeJob, 'image'> {
  /** Absolute. */
  readonly folder: string;
  readonly format: CaptionFormat;
  /** Asked about every picture, after its caption. */
  readonly questions: readonly string[];
  /** Whether pictures in folders within it are captioned, too. */
  readonly recursive: boolean;
  /** Whether words that are there are replaced. */
  readonly overwrite: boolean;
}

/**
 * Captions every picture that has no words yet. Writes the name of each file that is written to stdout. A picture that
 * cannot be read is named on stderr, and the others go on.
 * @param open opens the engine, once there is something to do
 * @throws StudioError 'not-found', 'bad-request' and 'disk-full', and at the end 'bad-request' where pictures have failed
 */
export async function captionFolder(job: FolderJob, open: () => Promise<Engine>): Promise<void> {
  const { folder, questions } = job;
  const pictures = await picturesOf(folder, job.recursive);
  if (pictures.length === 0) throw StudioError.of('cli.folder-no-pictures', { folder });
  const { missing, write, finish } = await captionOutput(folder, pictures, job.format, job.overwrite);
  const there = pictures.length - missing.length;
  if (there > 0) say(`${there} of ${pictures.length} pictures have words already, and keep them.`);
  if (missing.length === 0) return finish();
  const engine = await open();
  let failed = 0;
  try {
    requireTask(engine.manifest, 'caption');
    if (questions.length > 0) requireTask(engine.manifest, 'ask');
    for (const [at, picture] of missing.entries()) {
      say(`${at + 1} of ${missing.length}: ${printable(picture)}`);
      try {
        const file = await write(picture, await wordsAbout(engine, { ...job, image: join(folder, picture) }));
        if (file === null) say(`${printable(picture)} got its words from another program meanwhile, and keeps them.`);
        else await tell(file);
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind !== 'bad-picture' && failure.kind !== 'not-found') throw error;
        failed++;
        say(failure.message);
      }
    }
  } finally {
    await engine.close();
  }
  await finish();
  if (failed > 0) throw StudioError.of('cli.some-uncaptioned', { failed });
}

async function wordsAbout(engine: Engine, job: FolderJob & DescribeJob): Promise<Captioned> {
  const words = await caption(engine, job);
  const answers: { question: string; answer: string }[] = [];
  for (const question of job.questions) answers.push({ question, answer: await ask(engine, { ...job, question }) });
  return { caption: words, answers };
}

/** Paths in the folder, with slashes, in the order of their names. Hidden files and folders are left out. */
async function picturesOf(folder: string, recursive: boolean): Promise<readonly string[]> {
  const found: string[] = [];
  const look = async (within: string) => {
    const path = join(folder, within);
    // As bytes, since a name that is no UTF-8 would come as another one, under which there is no file.
    const entries = await readdir(path, { withFileTypes: true, encoding: 'buffer' }).catch((cause) =>
      unread(folder, cause),
    );
    for (const entry of entries) {
      const name = entry.name.toString('utf8');
      if (name.startsWith('.')) continue;
      const inside = posix.join(within, name);
      if (!Buffer.from(name, 'utf8').equals(entry.name)) tellNoUtf8(entry, within, recursive);
      else if (entry.isDirectory()) {
        if (recursive) await look(inside);
      } else if (isNamedAsPicture(inside) && (await isFile(join(folder, inside)))) found.push(inside);
    }
  };
  await look('');
  return found.sort((a, b) => (a < b ? -1 : 1));
}

/** Names what is passed over because of its name. Files of words could not name it either: they are UTF-8. */
function tellNoUtf8(entry: Dirent<Buffer>, within: string, recursive: boolean): void {
  if (entry.isDirectory() ? !recursive : !isNamedAsPicture(entry.name.toString('latin1'))) return;
  const name = posix.join(within, printableName(entry.name));
  say(`The name of ${name} is not UTF-8, so it is passed over: rename it.`);
}

function isNamedAsPicture(path: string): boolean {
  return readExtensions.includes(posix.extname(path).slice(1).toLowerCase());
}

/** A link may lead to a picture. */
async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() === true;
}

function unread(path: string, cause: NodeJS.ErrnoException): never {
  if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') throw StudioError.of('cli.no-folder', { path }, { cause });
  throw StudioError.of('cli.unread', { path, code: cause.code ?? UNKNOWN }, { cause });
}

/** The most questions that are asked about each picture. */
const MOST_QUESTIONS = 100;

/**
 * The questions of a file, one in each line. Empty lines are left out.
 * @throws StudioError 'not-found', 'bad-request'
 */
export async function questionsIn(path: string): Promise<readonly string[]> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') throw StudioError.of('cli.no-file', { path }, { cause });
    throw StudioError.of('cli.unread', { path, code: cause.code ?? UNKNOWN }, { cause });
  });
  const questions = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const isSound = questions.length <= MOST_QUESTIONS && questions.every(({ length }) => length <= MOST_CHARACTERS);
  if (questions.length === 0 || !isSound) {
    throw StudioError.of('cli.questions-wrong', { path, most: MOST_QUESTIONS, characters: MOST_CHARACTERS });
  }
  return questions;
}
