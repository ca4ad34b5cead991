import { localeOf, type Said } from '../../../preload/words/index.ts';
import type { ChangedFile } from './importer-types.ts';

/** Says what of a file with layers is not as in the program that made it. */
export function lossesSaid({ file, losses }: ChangedFile): Said {
  return ({ layered, language }) => {
    const named = losses.map((loss) => layered.losses[loss]);
    const list = new Intl.ListFormat(localeOf[language], { type: 'conjunction' }).format(named);
    return layered.changed({ file: file.length <= 60 ? file : `${file.slice(0, 57)}…`, list });
  };
}
