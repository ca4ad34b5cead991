import { FolderOpen } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useModels, useWords } from '../context.ts';
import { fileSize } from '../words.ts';

/** Where new models go, and how much room there is. */
export function Where() {
  const strings = useWords();
  const words = strings.models;
  const room = useModels((state) => state.now?.room ?? null);
  const change = useModels((state) => state.changeFolder);
  if (room === null) return null;
  const { folder, isThere, freeDisk } = room;
  const free = freeDisk === null ? '?' : fileSize(strings, freeDisk);
  return (
    <>
      <Strays />
      <div className="models-where">
        <FolderOpen size={16} aria-hidden />
        <p className={isThere ? 'preference-note selectable' : 'model-problem selectable'}>
          {isThere ? words.where({ folder, free }) : words.folderGone({ folder })}
        </p>
        <Button className="quiet-button" onPress={() => void change()}>
          {words.change}
        </Button>
      </div>
    </>
  );
}

/** Offers to move the models of earlier folders. The one that is drawn with cannot be moved under the engine. */
function Strays() {
  const strings = useWords();
  const words = strings.models.moving;
  const strays = useModels((state) => state.now?.strays ?? null);
  const isMoving = useModels((state) => (state.now?.moving ?? null) !== null);
  const isThere = useModels((state) => state.now?.room.isThere ?? false);
  const move = useModels((state) => state.moveModels);
  if (strays === null || strays.count === 0 || isMoving) return null;
  const { count, bytes, isUsedOne } = strays;
  const movable = isUsedOne ? count - 1 : count;
  return (
    <div className="models-where">
      <p className="preference-note">
        {words.offer({ count, size: fileSize(strings, bytes) })} {isUsedOne && words.usedStays}
      </p>
      {movable > 0 && (
        <Button className="plain-button" isDisabled={!isThere} onPress={() => void move()}>
          {words.move}
        </Button>
      )}
    </div>
  );
}
