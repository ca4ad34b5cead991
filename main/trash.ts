import { execFile } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, parse, resolve } from 'node:path';
import { promisify } from 'node:util';

/**
 * Moves a folder to the system's trash, from where it can be put back. Nothing is copied: a folder on another disk goes
 * to the trash of that disk.
 * @throws the system's error; the folder then is where it was
 */
export async function moveToTrash(folder: string): Promise<void> {
  const path = resolve(folder);
  if (process.platform === 'win32') await recycle(path);
  else if (process.platform === 'darwin') toFreeName(path, join(homedir(), '.Trash'));
  else toFreedesktopTrash(path);
}

/** https://specifications.freedesktop.org/trash-spec/latest/ */
function toFreedesktopTrash(path: string): void {
  const trash = trashFor(path);
  const [files, info] = [join(trash, 'files'), join(trash, 'info')];
  for (const one of [files, info]) mkdirSync(one, { recursive: true, mode: 0o700 });
  const name = freeName(
    basename(path),
    (one) => existsSync(join(files, one)) || existsSync(join(info, `${one}.trashinfo`)),
  );
  const note = join(info, `${name}.trashinfo`);
  const deleted = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
  const original = path.split('/').map(encodeURIComponent).join('/');
  writeFileSync(note, `[Trash Info]\nPath=${original}\nDeletionDate=${deleted}\n`, { flag: 'wx' });
  try {
    renameSync(path, join(files, name));
  } catch (error) {
    rmSync(note, { force: true });
    throw error;
  }
}

/** The trash of the home folder, or of the top of another disk. */
function trashFor(path: string): string {
  const home = join(process.env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'Trash');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const disk = lstatSync(path).dev;
  if (statSync(home).dev === disk) return home;
  let top = dirname(path);
  while (top !== parse(top).root && statSync(dirname(top)).dev === disk) top = dirname(top);
  return join(top, `.Trash-${process.getuid?.() ?? 0}`);
}

function toFreeName(path: string, folder: string): void {
  renameSync(
    path,
    join(
      folder,
      freeName(basename(path), (one) => existsSync(join(folder, one))),
    ),
  );
}

function freeName(name: string, isTaken: (name: string) => boolean): string {
  let free = name;
  for (let number = 2; isTaken(free); number += 1) free = `${name} ${number}`;
  return free;
}

const RECYCLE =
  'Add-Type -AssemblyName Microsoft.VisualBasic; ' +
  "[Microsoft.VisualBasic.FileIO.FileSystem]::DeleteDirectory($env:DIMOO_TRASHED, 'OnlyErrorDialogs', 'SendToRecycleBin')";

async function recycle(path: string): Promise<void> {
  const folder = process.env.SYSTEMROOT ?? 'C:\\Windows';
  const powershell = join(folder, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe');
  // The path travels in the environment, so that no name of a folder can be read as a command.
  const env = { ...process.env, DIMOO_TRASHED: path };
  await promisify(execFile)(powershell, ['-NoProfile', '-NonInteractive', '-Command', RECYCLE], { env });
}
