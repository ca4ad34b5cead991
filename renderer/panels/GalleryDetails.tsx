import { Download, ImagePlus, SlidersHorizontal, X } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { Generation } from '../../preload/contract/store.ts';
import { strings } from '../theme/strings.ts';
import { CopyButton } from './CopyButton.tsx';
import { useGallery } from './context.ts';
import { IconButton } from './IconButton.tsx';
import { settingsInWords, whenInWords } from './words.ts';

/** One picture of the gallery: what made it, and what can be done with it. */
export function GalleryDetails(props: { readonly generation: Generation; readonly onClose: () => void }) {
  const { generation, onClose } = props;
  const { place, useSettings: bringBack, exportGeneration } = useGallery((gallery) => gallery);
  const words = strings.gallery;
  return (
    <section className="details" aria-label={generation.prompt}>
      <div className="details-head">
        <p className="selectable">{generation.prompt === '' ? words.noPrompt : generation.prompt}</p>
        <IconButton icon={X} size={16} label={strings.status.close} placement="left" onPress={onClose} />
      </div>
      <p className="details-words">
        {settingsInWords(generation)} · seed {generation.seed}
        <br />
        {generation.modelName} · {whenInWords(generation.createdAt, Date.now())}
      </p>
      <Button className="main-button is-block" onPress={() => void place(generation)}>
        <ImagePlus size={16} aria-hidden />
        {words.add}
      </Button>
      <div className="button-row">
        <Button className="quiet-button" onPress={() => bringBack(generation)}>
          <SlidersHorizontal size={14} aria-hidden />
          {words.use}
        </Button>
        <CopyButton text={generation.prompt} label={words.copyPrompt} />
        <Button className="quiet-button" onPress={() => void exportGeneration(generation)}>
          <Download size={14} aria-hidden />
          {words.export}
        </Button>
      </div>
    </section>
  );
}
