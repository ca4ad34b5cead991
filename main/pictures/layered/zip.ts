/** Reads zip archives by fflate. Sizes are checked before anything is unpacked. */
import { unzipSync } from 'fflate';
import { StudioError } from '../../../preload/contract/errors.ts';
import { named, unreadable } from '../../../preload/contract/picture-refusals.ts';

const MOST_ENTRIES = 5000;
/** Limit of what all entries unpack to together. */
const MOST_BYTES = 2 * 1024 ** 3;

export interface Archive {
  /** The unpacked bytes of an entry; null where there is none. */
  readonly entry: (path: string) => Uint8Array<ArrayBuffer> | null;
}

/** @throws StudioError 'bad-picture' where the archive is damaged, or would unpack to too much */
export function openArchive(bytes: Uint8Array, name: string, mostBytes = MOST_BYTES): Archive {
  let [count, total] = [0, 0];
  const paths = new Set<string>();
  const list = () =>
    unzipSync(bytes, {
      filter: (entry) => {
        count += 1;
        total += entry.originalSize;
        paths.add(entry.name);
        if (count > MOST_ENTRIES || total > mostBytes) throw StudioError.of('pictures.too-much-packed', named(name));
        return false;
      },
    });
  refusing(name, list);
  return {
    entry: (path) => {
      if (!paths.has(path)) return null;
      let isTaken = false;
      const found = refusing(name, () =>
        unzipSync(bytes, {
          // A path that comes twice is read once. The library writes no more than the size that was checked.
          filter: (entry) => {
            const isIt = !isTaken && entry.name === path;
            isTaken ||= isIt;
            return isIt;
          },
        }),
      );
      const entry = found[path];
      return entry === undefined ? null : new Uint8Array(entry);
    },
  };
}

function refusing<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw cause instanceof StudioError ? cause : unreadable(name, cause);
  }
}
