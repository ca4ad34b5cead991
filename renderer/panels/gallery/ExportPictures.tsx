import { type FormEvent, useMemo, useRef } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { exportedCaptionFormats } from '../../../preload/contract/caption-files.ts';
import { MOST_PATTERN } from '../../../preload/contract/gallery-page.ts';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { nameParts, namesOf } from '../../document/export-names.ts';
import { saidOfPictures } from '../../document/said.ts';
import { useDescribe, useGalleryPage, useWords } from '../context.ts';
import { OneOf } from '../controls/OneOf.tsx';
import { Progress } from '../controls/Progress.tsx';
import { TitledDialog } from '../controls/TitledDialog.tsx';

/** How many names are shown before they are written. */
const EXAMPLES = 3;

/** Asks how the files of the chosen pictures are named. The folder is asked for by the system's dialog. */
export function ExportPictures() {
  const words = useWords().galleryPage.export;
  const { exported, exporting, askExport } = useGalleryPage((gallery) => gallery);
  const isBusy = exporting !== null;
  if (exported === null) return null;
  return (
    <TitledDialog
      title={words.title({ count: exported.length })}
      close={words.close}
      isDismissable={!isBusy}
      isCloseDisabled={isBusy}
      onClose={() => askExport(null)}
    >
      <Asked pictures={exported} />
    </TitledDialog>
  );
}

function Asked({ pictures }: { readonly pictures: readonly ListedGeneration[] }) {
  const strings = useWords();
  const words = strings.galleryPage.export;
  const { pattern, setPattern, runExport, exporting } = useGalleryPage((gallery) => gallery);
  const field = useRef<HTMLInputElement>(null);
  // The names of thousands take as long as many files do.
  const names = namesOf(pattern, pictures, strings.task.picture, EXAMPLES);
  const insert = (part: string) => {
    const { selectionStart, selectionEnd } = field.current ?? {};
    const [from, to] = [selectionStart ?? pattern.length, selectionEnd ?? pattern.length];
    setPattern(`${pattern.slice(0, from)}{${part}}${pattern.slice(to)}`);
    field.current?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (exporting === null) void runExport();
  };
  return (
    <form className="export-pictures" onSubmit={submit}>
      <TextField
        className="words-field"
        value={pattern}
        onChange={setPattern}
        maxLength={MOST_PATTERN}
        isDisabled={exporting !== null}
        autoFocus
      >
        <Label>{words.pattern}</Label>
        <Input className="text-field" ref={field} />
      </TextField>
      <div className="button-row">
        {nameParts.map((part) => (
          <Button
            key={part}
            className="plain-button"
            aria-label={words.insert({ part: words.parts[part] })}
            isDisabled={exporting !== null}
            onPress={() => insert(part)}
          >
            {words.parts[part]}
          </Button>
        ))}
      </div>
      <p className="hint">{words.patternHelp}</p>
      <dl className="export-names">
        <dt>{words.examples}</dt>
        {names.map((name) => (
          <dd key={name} className="clip">
            {fileOf(name)}
          </dd>
        ))}
      </dl>
      <CaptionsOf pictures={pictures} />
      {exporting === null ? (
        <Button className="main-button" type="submit">
          {words.act}
        </Button>
      ) : (
        <Running />
      )}
    </form>
  );
}

/** How the captions go with the pictures, and how many of these have none. */
function CaptionsOf({ pictures }: { readonly pictures: readonly ListedGeneration[] }) {
  const words = useWords().galleryPage.export;
  const { captions, setCaptions, exporting } = useGalleryPage((gallery) => gallery);
  const notes = useDescribe((describe) => describe.notes);
  const said = useMemo(() => saidOfPictures(notes), [notes]);
  const without = pictures.filter(({ picture }) => !said.has(picture)).length;
  const lacking = captions !== 'none' && without > 0 ? words.without({ count: without }) : '';
  return (
    <>
      <OneOf
        label={words.captions}
        values={['none', ...exportedCaptionFormats] as const}
        chosen={captions}
        nameOf={(format) => words.formats[format]}
        onChoose={setCaptions}
        isDisabled={exporting !== null}
      />
      <p className="hint">{lacking}</p>
    </>
  );
}

const fileOf = (name: string) => `${name}.png`;

function Running() {
  const words = useWords().galleryPage.export;
  const { exporting, cancelExport } = useGalleryPage((gallery) => gallery);
  if (exporting === null) return null;
  const { done, of } = exporting;
  const text = words.working({ number: Math.min(done + 1, of), of });
  return (
    <div className="export-progress">
      <Progress label={text} progress={exporting} />
      <span className="progress-words" role="status">
        {text}
      </span>
      <Button className="plain-button" onPress={cancelExport}>
        {words.cancel}
      </Button>
    </div>
  );
}
