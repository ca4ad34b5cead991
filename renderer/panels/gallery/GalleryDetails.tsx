import {
  Download,
  GitFork,
  GripVertical,
  ImagePlus,
  ImageUp,
  Shuffle,
  SlidersHorizontal,
  Sprout,
  Star,
  X,
} from 'lucide-react';
import { Button } from 'react-aria-components';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { needsOf } from '../../generation/tasks/tasks.ts';
import { useGallery, useGalleryPage, useHistoryTree, useStudio, useTask, useTaskReady, useWords } from '../context.ts';
import { CopyButton } from '../controls/CopyButton.tsx';
import { DragOut } from '../controls/DragOut.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { settingsInWords, taskInWords, titleOf, whenInWords } from '../words.ts';

interface DetailsProps {
  readonly generation: ListedGeneration;
  /** Absent where something else closes what shows it. */
  readonly onClose?: () => void;
  /** Called after something was done with the picture on the canvas or in the prompt bar. */
  readonly onUsed?: () => void;
}

/** The area below the pictures has a fixed height, so that nothing moves under the pointer before a second click. */
export function GalleryDetails(props: { readonly generation: ListedGeneration | null; readonly onClose: () => void }) {
  const strings = useWords();
  const { generation, onClose } = props;
  if (generation !== null) return <PictureDetails generation={generation} onClose={onClose} />;
  return (
    <section className="details" aria-label={strings.gallery.details}>
      <p className="details-words">{strings.gallery.choose}</p>
    </section>
  );
}

/** Shows how one picture was made and what can be done with it. */
export function PictureDetails({ generation, onClose, onUsed }: DetailsProps) {
  const strings = useWords();
  const { addToCanvas, useSettings: bringBack, exportGeneration, star } = useGallery((gallery) => gallery);
  const { reference } = useStudio();
  const show = useGalleryPage((page) => page.show);
  const { choose, close, find } = useHistoryTree((tree) => tree);
  const isInHistory = useGalleryPage(({ isShown, face }) => isShown && face === 'history');
  const task = useTask();
  const canVary = useTaskReady('vary');
  const { document, drawnLayer, dragOut } = useStudio();
  // Its parts are drawn again on the page, so the picture becomes a layer first.
  const add = async () => {
    onUsed?.();
    await addToCanvas(generation);
  };
  const unsure = async () => {
    await add();
    const { selectedLayerId } = document.getState();
    if (selectedLayerId !== null) await drawnLayer.redrawUnsure(selectedLayerId);
  };
  const words = strings.gallery;
  const showInHistory = async () => {
    choose([generation.id]);
    // It may lie in a branch that is folded.
    close([]);
    show(true, 'history');
    await find(generation.id);
  };
  return (
    <section className="details" aria-label={titleOf(strings, generation)}>
      <div className="details-head">
        <p className="selectable">{titleOf(strings, generation)}</p>
        <IconButton
          icon={Star}
          size={16}
          label={generation.starred ? words.unstar : words.star}
          hint="."
          pressed={generation.starred}
          placement="left"
          onPress={() => void star([generation], !generation.starred)}
        />
        {!isInHistory && (
          <IconButton
            icon={GitFork}
            size={16}
            label={strings.historyPage.show}
            placement="left"
            onPress={() => void showInHistory()}
          />
        )}
        <DragOut prepare={() => dragOut.ofGeneration(generation)} title={words.dragOut} className="is-handle">
          <GripVertical size={16} aria-hidden />
        </DragOut>
        {onClose !== undefined && (
          <IconButton icon={X} size={16} label={strings.status.close} placement="left" onPress={onClose} />
        )}
      </div>
      <p className="details-words">
        {taskInWords(strings, generation)} · {settingsInWords(strings, generation)}
        <br />
        <span className="no-wrap">{words.seed({ seed: generation.seed })}</span> · {generation.modelName} ·{' '}
        {whenInWords(strings, generation.createdAt, Date.now())}
      </p>
      <Button className="main-button is-block" onPress={() => void add()}>
        <ImagePlus size={16} aria-hidden />
        {words.add}
      </Button>
      {needsOf(task).slot !== null && (
        <Button
          className="plain-button is-block"
          onPress={() => {
            onUsed?.();
            reference.fromGeneration(generation);
          }}
        >
          <ImageUp size={16} aria-hidden />
          {words.useAs}
        </Button>
      )}
      <div className="button-row">
        <Button
          className="quiet-button"
          onPress={() => {
            onUsed?.();
            bringBack(generation);
          }}
        >
          <SlidersHorizontal size={14} aria-hidden />
          {words.use}
        </Button>
        <IconButton
          icon={Sprout}
          size={16}
          label={words.useWithSeed}
          placement="top"
          onPress={() => {
            onUsed?.();
            bringBack(generation, true);
          }}
        />
        <IconButton
          icon={Shuffle}
          size={16}
          label={strings.candidate.redrawUnsure}
          isDisabled={!canVary}
          placement="top"
          onPress={() => void unsure()}
        />
        <CopyButton text={generation.prompt} label={words.copyPrompt} />
        <Button className="quiet-button" onPress={() => void exportGeneration(generation)}>
          <Download size={14} aria-hidden />
          {words.export}
        </Button>
      </div>
    </section>
  );
}
