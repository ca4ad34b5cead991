import { readdir } from 'node:fs/promises';
import type { Manifest } from '../../preload/contract/manifest.ts';
import { licenceInText, type ModelCard, readModelCard } from '../../preload/contract/model-card.ts';
import { readText } from './plain-text.ts';

const LARGEST = 1024 * 1024;
const LICENCE_FILE = /^(?:licen[cs]e|copying)(?:\.(?:txt|md))?$/i;

/** Whether a file of this name holds a licence. */
export const isLicenceFile = (name: string): boolean => LICENCE_FILE.test(name);

/** What the README and the licence file of a checkpoint's folder say of the model. */
export async function readCard(checkpoint: string): Promise<ModelCard> {
  const names = await readdir(checkpoint).catch(() => []);
  return cardOf(names, (name) => readText(checkpoint, name, LARGEST));
}

/**
 * What a README and a licence file say of a model, wherever they lie. The README comes first, since it is about the weights; the
 * licence file may be that of the code.
 * @param read gives the text of a file, or null where there is none that can be read
 */
export async function cardOf(
  names: readonly string[],
  read: (name: string) => Promise<string | null>,
): Promise<ModelCard> {
  const card = readModelCard((await read('README.md')) ?? '');
  if (card.licence !== null) return card;
  for (const name of names.filter(isLicenceFile).sort()) {
    const licence = licenceInText((await read(name)) ?? '');
    if (licence !== null) return { ...card, licence };
  }
  return card;
}

/** A card as the manifest keeps it. */
export const keptCard = ({ licence, description }: ModelCard): Pick<Manifest, 'licence' | 'description'> => ({
  ...(licence !== null && { licence }),
  ...(Object.keys(description).length > 0 && { description }),
});
