import { Brush, History } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { ListedGeneration } from '../../preload/contract/store.ts';
import { strings } from '../theme/strings.ts';
import { useGallery } from './context.ts';
import { LoadMore } from './LoadMore.tsx';
import { Teach } from './Teach.tsx';
import { Thumbnail } from './Thumbnail.tsx';
import { settingsInWords, taskInWords, titleOf, whenInWords } from './words.ts';

/** What was asked for, with its painted area: a click brings it back into the prompt bar. */
export function HistoryPanel() {
  const generations = useGallery((gallery) => gallery.generations);
  const complete = useGallery((gallery) => gallery.complete);
  if (generations.length === 0 && complete) {
    return <Teach icon={History} title={strings.history.emptyTitle} text={strings.history.empty} />;
  }
  return (
    <div className="history">
      <ul aria-label={strings.history.list}>
        {generations.map((generation) => (
          <Row key={generation.id} generation={generation} />
        ))}
      </ul>
      <LoadMore />
    </div>
  );
}

function Row({ generation }: { readonly generation: ListedGeneration }) {
  const { useSettings: bringBack, useMask: bringMaskBack } = useGallery((gallery) => gallery);
  const { mask, picture, seed, outcome, createdAt } = generation;
  // What it was drawn from, smaller beside it.
  const givens = [generation.givenPicture, generation.givenStyle].filter((hash) => hash !== null);
  return (
    <li>
      <button type="button" className="history-row" title={strings.history.use} onClick={() => bringBack(generation)}>
        <span className="history-pictures">
          <Thumbnail hash={picture} className="is-history" />
          {givens.map((hash) => (
            <Thumbnail key={hash} hash={hash} className="is-history is-given" />
          ))}
          {mask !== null && <Thumbnail hash={mask} className="is-history is-mask" />}
        </span>
        <span className="history-words">
          <span className="history-prompt">{titleOf(generation)}</span>
          <span className="history-settings">
            {taskInWords(generation)} · {settingsInWords(generation)}
          </span>
          <span className="history-settings">
            <span className="no-wrap">seed {seed}</span> · {whenInWords(createdAt, Date.now())}
            {outcome === 'dropped' && ` · ${strings.gallery.dropped.toLowerCase()}`}
          </span>
        </span>
      </button>
      {mask !== null && (
        <Button className="quiet-button history-mask" onPress={() => void bringMaskBack(generation)}>
          <Brush size={14} aria-hidden />
          {strings.history.useMask}
        </Button>
      )}
    </li>
  );
}
