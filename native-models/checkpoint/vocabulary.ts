import { StudioError } from '../../preload/contract/errors.ts';
import { type Vocabulary, vocabularySchema } from '../../preload/contract/manifest.ts';
import { readText } from './plain-text.ts';

/** Name of the file that lists a model's words. */
export const VOCABULARY = 'vocabulary.json';
const LARGEST = 16 * 1024 * 1024;

/**
 * The words that a model was trained on, or null where its checkpoint has no such file. The file is no part
 * of the model's hash, since it describes the model and changes nothing that it draws.
 * @throws StudioError 'model-invalid'
 */
export async function readVocabulary(checkpoint: string): Promise<Vocabulary | null> {
  const text = await readText(checkpoint, VOCABULARY, LARGEST);
  if (text === null) return null;
  try {
    return vocabularySchema.strict().parse(JSON.parse(text));
  } catch (cause) {
    throw StudioError.of('checkpoint.no-vocabulary', { file: VOCABULARY }, { cause });
  }
}
