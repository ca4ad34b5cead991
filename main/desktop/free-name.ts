import { existsSync } from 'node:fs';

/** The path, with a number where something has that name already: 'a.png', 'a 2.png'. */
export function freeName(path: string, extension = ''): string {
  let free = path + extension;
  for (let number = 2; existsSync(free); number++) free = `${path} ${number}${extension}`;
  return free;
}
