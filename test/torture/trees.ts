import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf } from './bytes.ts';

/** What lies in a folder, byte for byte: a line a name. Pipes and links are told, not followed. */
export function treeOf(folder: string, prefix = ''): Map<string, string> {
  const tree = new Map<string, string>();
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    const stats = lstatSync(path);
    const shown = prefix + name;
    if (stats.isDirectory()) {
      tree.set(shown, 'folder');
      for (const [inner, what] of treeOf(path, `${shown}/`)) tree.set(inner, what);
    } else if (stats.isSymbolicLink()) tree.set(shown, `link to ${readlinkSync(path)}`);
    else if (stats.isFile()) tree.set(shown, `${stats.size} bytes ${hashOf(readFileSync(path)).slice(0, 12)}`);
    else tree.set(shown, 'something else');
  }
  return tree;
}

/** What differs, a few words a name; none where the folder is as it was. */
export function changesIn(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names]
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => `${name}: ${before.get(name) ?? 'not there'} → ${after.get(name) ?? 'not there'}`);
}

export function makePipe(path: string): void {
  execFileSync('mkfifo', [path]);
}

/** Nobody may write there from now on. @returns what takes it back; null where it cannot be done */
export function forbidWriting(folder: string): (() => void) | null {
  if (process.getuid?.() !== 0) {
    chmodSync(folder, 0o555);
    return () => chmodSync(folder, 0o755);
  }
  // Permissions do not bind root; a file system's own mark does. Pipes and links cannot have it, and are passed over.
  const mark = (sign: '+' | '-') => spawnSync('chattr', ['-R', '-f', `${sign}i`, folder], { stdio: 'ignore' });
  mark('+');
  try {
    writeFileSync(join(folder, 'trial'), '');
    rmSync(join(folder, 'trial'));
  } catch {
    return () => mark('-');
  }
  mark('-');
  return null;
}
