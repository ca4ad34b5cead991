import { Images } from 'lucide-react';
import { useState } from 'react';
import type { ListedGeneration } from '../../preload/contract/store.ts';
import { GENERATION_TYPE } from '../document/drag.ts';
import { strings } from '../theme/strings.ts';
import { useGallery } from './context.ts';
import { GalleryDetails } from './GalleryDetails.tsx';
import { LoadMore } from './LoadMore.tsx';
import { Teach } from './Teach.tsx';
import { Thumbnail } from './Thumbnail.tsx';
import { titleOf } from './words.ts';

export function GalleryPanel() {
  const generations = useGallery((gallery) => gallery.generations);
  const complete = useGallery((gallery) => gallery.complete);
  const [chosenId, choose] = useState<string | null>(null);
  const chosen = generations.find(({ id }) => id === chosenId) ?? null;
  if (generations.length === 0 && complete) {
    return <Teach icon={Images} title={strings.gallery.emptyTitle} text={strings.gallery.empty} />;
  }
  return (
    <div className="gallery">
      <div className="gallery-scroll">
        <ul className="gallery-grid" aria-label={strings.gallery.list}>
          {generations.map((generation) => (
            <Tile
              key={generation.id}
              generation={generation}
              chosen={generation.id === chosenId}
              onChoose={() => choose(generation.id === chosenId ? null : generation.id)}
            />
          ))}
        </ul>
        <LoadMore />
      </div>
      {chosen !== null && <GalleryDetails generation={chosen} onClose={() => choose(null)} />}
    </div>
  );
}

interface TileProps {
  readonly generation: ListedGeneration;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function Tile({ generation, chosen, onChoose }: TileProps) {
  const place = useGallery((gallery) => gallery.place);
  const prompt = titleOf(generation);
  return (
    <li>
      <button
        type="button"
        className={`tile ${chosen ? 'is-on' : ''}`}
        aria-pressed={chosen}
        title={prompt}
        draggable
        onDragStart={(event) => {
          event.dataTransfer.setData(GENERATION_TYPE, generation.id);
          event.dataTransfer.effectAllowed = 'copy';
        }}
        onClick={onChoose}
        onDoubleClick={() => void place(generation)}
      >
        <Thumbnail hash={generation.picture} className="is-tile" />
        <span className="tile-words">{prompt}</span>
        {generation.outcome === 'dropped' && <span className="badge">{strings.gallery.dropped}</span>}
      </button>
    </li>
  );
}
