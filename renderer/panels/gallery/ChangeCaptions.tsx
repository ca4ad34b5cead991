import { type FormEvent, useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { type CaptionChange, captionChanges, changedCaptions } from '../../document/caption-changes.ts';
import { captionsOfPictures } from '../../document/said.ts';
import { useDescribe, useGalleryPage, useWords } from '../context.ts';
import { Choice } from '../controls/Choice.tsx';
import { WordsField } from '../controls/Field.tsx';
import { Tick } from '../controls/Tick.tsx';
import { TitledDialog } from '../controls/TitledDialog.tsx';

/** How many captions are shown before they are changed. */
const EXAMPLES = 3;

/** Asks what is changed in the captions of the chosen pictures, and shows what comes of it. */
export function ChangeCaptions() {
  const words = useWords().captions;
  const { changed, askChange } = useGalleryPage((gallery) => gallery);
  if (changed === null) return null;
  return (
    <TitledDialog
      title={words.change.title({ count: changed.length })}
      close={words.close}
      onClose={() => askChange(null)}
      size="wide"
    >
      <Asked pictures={changed} />
    </TitledDialog>
  );
}

interface Wish {
  readonly kind: CaptionChange['kind'];
  readonly find: string;
  readonly by: string;
  readonly wholeWords: boolean;
  readonly matchCase: boolean;
  readonly added: string;
  readonly place: 'start' | 'end';
  readonly removed: string;
}

const firstWish: Wish = {
  kind: 'replace',
  find: '',
  by: '',
  wholeWords: true,
  matchCase: false,
  added: '',
  place: 'start',
  removed: '',
};

function changeOf({ kind, added, removed, place, ...replace }: Wish): CaptionChange {
  if (kind === 'add') return { kind, words: added, place };
  return kind === 'remove' ? { kind, words: removed } : { kind, ...replace };
}

function Asked({ pictures }: { readonly pictures: readonly ListedGeneration[] }) {
  const words = useWords().captions.change;
  const askChange = useGalleryPage((gallery) => gallery.askChange);
  const { notes, changeNotes } = useDescribe((describe) => describe);
  const [wish, setWish] = useState(firstWish);
  const set = (change: Partial<Wish>) => setWish({ ...wish, ...change });
  const captions = useMemo(() => {
    const all = captionsOfPictures(notes);
    return [...new Set(pictures.map(({ picture }) => picture))].flatMap((picture) => all.get(picture) ?? []);
  }, [pictures, notes]);
  const changed = useMemo(() => changedCaptions(captions, changeOf(wish), 0), [captions, wish]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const now = changedCaptions(captions, changeOf(wish), Date.now());
    if (now.length > 0 && (await changeNotes(now))) askChange(null);
  };
  return (
    <form className="change-captions" onSubmit={(event) => void submit(event)}>
      <Choice
        label={words.kind}
        values={captionChanges}
        chosen={wish.kind}
        nameOf={(kind) => words.kinds[kind]}
        onChoose={(kind) => set({ kind })}
      />
      <Fields wish={wish} set={set} />
      <p role="status">{words.count({ count: changed.length, of: captions.length })}</p>
      <Examples before={captions} after={changed} />
      <Button className="main-button" type="submit" isDisabled={changed.length === 0}>
        {words.act}
      </Button>
    </form>
  );
}

interface FieldsProps {
  readonly wish: Wish;
  readonly set: (change: Partial<Wish>) => void;
}

function Fields({ wish, set }: FieldsProps) {
  const words = useWords().captions.change;
  if (wish.kind === 'remove') {
    return (
      <WordsField
        label={words.removed}
        placeholder={words.removedHint}
        value={wish.removed}
        onChange={(removed) => set({ removed })}
      />
    );
  }
  if (wish.kind === 'add') {
    return (
      <>
        <WordsField label={words.added} value={wish.added} onChange={(added) => set({ added })} />
        <Choice
          label={words.place}
          values={['start', 'end'] as const}
          chosen={wish.place}
          nameOf={(place) => words.places[place]}
          onChoose={(place) => set({ place })}
        />
      </>
    );
  }
  return (
    <>
      <div className="change-fields">
        <WordsField label={words.find} value={wish.find} onChange={(find) => set({ find })} isFirst />
        <WordsField label={words.by} value={wish.by} onChange={(by) => set({ by })} />
      </div>
      <div className="button-row">
        <Tick isSelected={wish.wholeWords} onChange={(wholeWords) => set({ wholeWords })}>
          {words.wholeWords}
        </Tick>
        <Tick isSelected={wish.matchCase} onChange={(matchCase) => set({ matchCase })}>
          {words.matchCase}
        </Tick>
      </div>
    </>
  );
}

interface ExamplesProps {
  readonly before: readonly { readonly id: string; readonly text: string }[];
  readonly after: readonly { readonly id: string; readonly text: string }[];
}

/** The first captions that become different, as they are and as they will be. */
function Examples({ before, after }: ExamplesProps) {
  const words = useWords().captions.change;
  return (
    <section className="change-examples" aria-label={words.examples}>
      {after.slice(0, EXAMPLES).map(({ id, text }) => (
        <p key={id}>
          <span className="visually-hidden">{words.before}</span>
          <del>{before.find((one) => one.id === id)?.text}</del>
          <span className="visually-hidden">{words.after}</span>
          <ins>{text}</ins>
        </p>
      ))}
    </section>
  );
}
