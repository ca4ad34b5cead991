/** What a log may say of a thrown value: its class, its code and the places in our own code. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { errorNames, type Fault, faultSchema } from './entries.ts';

/** The folder of package.json. This file is in main/logs, or bundled into out/main. */
const appFolder = import.meta.dirname.replace(/[\\/](out[\\/])?main([\\/](chunks|logs))?$/, '');

const FRAMES = 12;

/** The fault of a thrown value. @param folder the folder of our own code; tests set it */
export function faultOf(thrown: unknown, folder: string = appFolder): Fault {
  if (!(thrown instanceof Error)) return { error: 'none' };
  return {
    error: errorNames.find((name) => name === thrown.name) ?? 'other',
    ...errnoOf(thrown),
    ...framesIn(thrown.stack, folder),
  };
}

/** The fault of a failure's `detail`, which is a stack as text with the error's code before it, where it has one. */
export function faultOfDetail(detail: string | undefined, folder: string = appFolder): Fault {
  const [, code, first] = /^(?:([A-Z][A-Z0-9_]+) )?(\w+)/.exec(detail ?? '') ?? [];
  const errno = faultSchema.shape.errno.safeParse(code).data;
  return {
    error: errorNames.find((name) => name === first) ?? 'other',
    ...(errno === undefined ? {} : { errno }),
    ...framesIn(detail, folder),
  };
}

function errnoOf({ code, cause }: NodeJS.ErrnoException): Pick<Fault, 'errno'> {
  const errno = faultSchema.shape.errno.safeParse(code).data;
  if (errno !== undefined) return { errno };
  return cause instanceof Error ? errnoOf(cause) : {};
}

/**
 * The places in a stack. Names of functions and files that do not exist are left out, since a stack begins with a
 * message, which may look like a frame.
 */
function framesIn(stack: string | undefined, folder: string): Pick<Fault, 'at'> {
  const roots = [pathToFileURL(folder).href, folder];
  const at = (stack ?? '').split('\n').flatMap((line) => {
    const root = roots.find((one) => line.includes(one));
    if (root === undefined || !/^\s+at /.test(line)) return [];
    const rest = line.slice(line.indexOf(root) + root.length).replaceAll('\\', '/');
    const [, file, position] =
      /^\/((?:out|main|preload|native-models|node_modules)\/[^:]+)(:\d+:\d+)\)?$/.exec(rest) ?? [];
    if (file === undefined || !existsSync(join(folder, file))) return [];
    const frame = `${file}${position}`;
    return faultSchema.shape.at.safeParse([frame]).success ? [frame] : [];
  });
  return at.length === 0 ? {} : { at: at.slice(0, FRAMES) };
}
