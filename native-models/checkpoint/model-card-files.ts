import { readdir } from 'node:fs/promises';
import type { Manifest } from '../../preload/contract/manifest.ts';
import { licenceInText, type ModelCard, readModelCard } from '../../preload/contract/model-card.ts';
import { readText } from './plain-text.ts';

const LARGEST = 1024 * 1024;
const LICENCE_FILE = /^(?:licen[cs]e|copying)(?:\.(?:txt|md))?$/i;

/**
 * What a checkpoint's README and licence file say of the model. The README comes first, since it is about the weights; the
 * licence file may be that of the code.
 */
export async function readCard(checkpoint: string): Promise<ModelCard> {
  const card = readModelCard((await readText(checkpoint, 'README.md', LARGEST)) ?? '');
  if (card.licence !== null) return card;
  const names = await readdir(checkpoint).catch(() => []);
  for (const name of names.filter((one) => LICENCE_FILE.test(one)).sort()) {
    const licence = licenceInText((await readText(checkpoint, name, LARGEST)) ?? '');
    if (licence !== null) return { ...card, licence };
  }
  return card;
}

/** A card as the manifest keeps it. */
export const keptCard = ({ licence, description }: ModelCard): Pick<Manifest, 'licence' | 'description'> => ({
  ...(licence !== null && { licence }),
  ...(Object.keys(description).length > 0 && { description }),
});
