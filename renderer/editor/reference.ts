import type { StoreApi } from 'zustand/vanilla';
import type { Importer } from '../generation/importer-types.ts';
import { shortName } from '../generation/record.ts';
import type { PromptState, ReferenceActions } from '../panels/studio.ts';
import { guarded, type ProjectParts } from './parts.ts';

export interface ReferenceParts extends Pick<ProjectParts, 'desktop' | 'page' | 'notify' | 'hold'> {
  readonly importer: Pick<Importer, 'keepPicture'>;
  readonly prompt: StoreApi<PromptState>;
}

/** Pictures to draw from: kept among the project's, so that the record of what they made can name them. */
export function createReferenceActions(parts: ReferenceParts): ReferenceActions {
  const take = async (bytes: Uint8Array<ArrayBuffer>, name: string) => {
    parts.prompt.getState().setReference(await parts.importer.keepPicture(bytes, name));
  };
  return {
    fromFile: (file) => guarded(parts, async () => take(new Uint8Array(await file.arrayBuffer()), file.name)),
    choose: () =>
      guarded(parts, async () => {
        const [first] = await parts.desktop.openPictures({});
        if (first !== undefined) await take(new Uint8Array(first.bytes), first.name);
      }),
    fromPage: () => guarded(parts, async () => take(await parts.page.exportPng(), 'The visible picture')),
    fromGeneration: ({ picture, prompt }) =>
      parts.prompt.getState().setReference({ hash: picture, name: shortName(prompt, 'Picture') }),
  };
}
