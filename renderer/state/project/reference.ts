import type { StoreApi } from 'zustand/vanilla';
import { shortName } from '../../generation/pictures/generation-layer.ts';
import type { GivenFile, Importer } from '../../generation/pictures/importer-types.ts';
import { guarded, type ProjectParts } from '../parts.ts';
import type { PromptState, ReferenceActions } from '../prompt-types.ts';
import { chosenFiles, givenFile } from './files.ts';

export interface ReferenceParts extends Pick<ProjectParts, 'desktop' | 'page' | 'words' | 'notify' | 'hold'> {
  readonly importer: Pick<Importer, 'keepPicture'>;
  readonly prompt: StoreApi<PromptState>;
}

/** Pictures to draw from. They are saved in the project, so that the record of a drawing can name them. */
export function createReferenceActions(parts: ReferenceParts): ReferenceActions {
  const take = async (file: GivenFile) => {
    parts.prompt.getState().setReference(await parts.importer.keepPicture(file));
  };
  return {
    fromFile: (file) => guarded(parts, () => take(givenFile(file))),
    choose: () =>
      guarded(parts, async () => {
        const [first] = await chosenFiles(parts.desktop);
        if (first !== undefined) await take(first);
      }),
    fromPage: () =>
      guarded(parts, async () => take({ name: parts.words().inputs.slotPage, size: null, read: parts.page.exportPng })),
    fromGeneration: ({ picture, prompt }) =>
      parts.prompt.getState().setReference({ hash: picture, name: shortName(prompt, parts.words().task.picture) }),
  };
}
