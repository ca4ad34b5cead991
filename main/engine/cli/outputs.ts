/** Derives the names of several files from one. */
import { parse, resolve } from 'node:path';

/** `count` paths: `cat.png` becomes `cat-1.png`, `cat-2.png`. One path stays as it is. */
export function outputsOf(path: string, count: number): string[] {
  if (count === 1) return [path];
  const { dir, name, ext } = parse(path);
  return Array.from({ length: count }, (_, i) => resolve(dir, `${name}-${i + 1}${ext}`));
}
