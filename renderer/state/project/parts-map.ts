import type { PictureDocument } from '../../../preload/contract/document.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { drawDefaults } from '../../../preload/contract/model-tasks.ts';
import type { Raster } from '../../../preload/contract/pictures.ts';
import { unlessAborted, type Working } from '../../document/long-work.ts';
import { closedSaid, mapsParts, type WordsClosed } from '../../generation/tasks/parts-by-words.ts';
import type { ProjectParts } from '../parts.ts';

export interface PartsMapParts extends Pick<ProjectParts, 'engine' | 'decoder' | 'document' | 'page' | 'notify'> {
  /** Null while no model is loaded. */
  readonly manifest: () => Manifest | null;
}

/**
 * The model's own map of the visible picture, in which every part has one colour, at the size of the page. Null where
 * the model cannot make one; the reason has been shown then.
 */
export type PartsMap = (working: Working) => Promise<Raster | null>;

/** What the visible picture depends on. While all of it is the same, so is the map. */
interface Look extends Pick<PictureDocument, 'layers' | 'width' | 'height'> {
  readonly paper: PictureDocument['paper'] | undefined;
  readonly modelHash: string;
}

export function createPartsMap({ engine, decoder, document, page, notify, manifest }: PartsMapParts): PartsMap {
  let last: { readonly look: Look; readonly map: Raster } | null = null;
  return async ({ signal, tell }) => {
    const model = manifest();
    if (model === null || !mapsParts(model)) {
      tellClosed(notify, model === null ? 'model' : 'parts', model);
      return null;
    }
    const { layers, paper, width, height } = document.getState().document;
    const look: Look = { layers, paper, width, height, modelHash: model.modelHash };
    if (last !== null && isSame(last.look, look)) return last.map;
    const picture = await unlessAborted(page.rasterise(), signal);
    const settings = drawDefaults(model, 'predict');
    const { png } = await engine.draw(
      { task: 'predict', variant: 'segmentation', picture, settings, seed: 0 },
      { signal, onEvent: ({ step, of }) => tell(step, of) },
    );
    const { raster: map } = await unlessAborted(decoder.read({ bytes: new Uint8Array(png), name: '' }), signal);
    last = { look, map };
    return map;
  };
}

/** Says why the model is not asked. A model that is not ready soon is, so that the sentence goes by itself. */
export function tellClosed(
  notify: ProjectParts['notify'],
  closed: WordsClosed,
  model: Pick<Manifest, 'name'> | null,
): void {
  notify(closed === 'model' ? 'note' : 'failure', (words) => closedSaid(words, closed, model?.name ?? ''));
}

const isSame = (one: Look, other: Look): boolean =>
  (['layers', 'paper', 'width', 'height', 'modelHash'] as const).every((key) => one[key] === other[key]);
