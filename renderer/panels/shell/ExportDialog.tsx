import type { FormEvent } from 'react';
import { Button } from 'react-aria-components';
import { exportFormatOf, exportParts, exportTypes } from '../../../preload/contract/exporting.ts';
import { isLayeredType } from '../../../preload/contract/layered-formats.ts';
import { MAX_PIXELS, MAX_SIDE } from '../../../preload/contract/pictures.ts';
import { exportRefusal, scaledSize } from '../../document/export-plans.ts';
import { isPageSize } from '../../document/frame-page.ts';
import { useDocument, useExporting, useWords } from '../context.ts';
import { Choice } from '../controls/Choice.tsx';
import { Progress } from '../controls/Progress.tsx';
import { TitledDialog } from '../controls/TitledDialog.tsx';
import { ExportEncoding } from './ExportEncoding.tsx';
import { ExportSize } from './ExportSize.tsx';

/** Asks what to export, in which format and at which size. The place is asked for by the system's dialog. */
export function ExportDialog() {
  const isShown = useExporting((state) => state.isShown);
  return isShown ? <Asked /> : null;
}

function Asked() {
  const words = useWords().exporting;
  const show = useExporting((state) => state.show);
  const isBusy = useExporting((state) => state.progress !== null);
  return (
    <TitledDialog
      title={words.title}
      close={words.close}
      isDismissable={!isBusy}
      isCloseDisabled={isBusy}
      onClose={() => show(false)}
    >
      <Choices />
    </TitledDialog>
  );
}

function Choices() {
  const words = useWords().exporting;
  const { settings, change, run, progress } = useExporting((state) => state);
  const why = useWhyNot();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (why === null && progress === null) void run();
  };
  return (
    <form className="page-size export-form" onSubmit={submit}>
      <fieldset className="export-choices" disabled={progress !== null} aria-label={words.title}>
        <Choice
          label={words.part}
          values={exportParts}
          chosen={settings.part}
          nameOf={(part) => words.parts[part]}
          onChoose={(part) => change({ part })}
        />
        <p className="hint">{words.partHelp[settings.part]}</p>
        <Choice
          label={words.format}
          values={exportTypes}
          chosen={settings.mediaType}
          nameOf={(type) => exportFormatOf(type).name}
          onChoose={(mediaType) => change({ mediaType })}
        />
        {isLayeredType(settings.mediaType) ? <p className="hint export-layered">{words.layered}</p> : <Flat />}
      </fieldset>
      {/* The line is always there, so that nothing moves. */}
      <p className="hint export-why" role="status">
        {why}
      </p>
      {/* Enter exports with the settings of the last time. */}
      {progress === null ? (
        <Button className="main-button" type="submit" autoFocus isDisabled={why !== null}>
          {words.act}
        </Button>
      ) : (
        <ExportProgress />
      )}
    </form>
  );
}

/** What can be chosen for a file of one picture. */
function Flat() {
  return (
    <>
      <ExportSize />
      <ExportEncoding />
    </>
  );
}

/** Why there is nothing to export; null where there is something. */
function useWhyNot(): string | null {
  const { layers, page, exporting } = useWords();
  const settings = useExporting((state) => state.settings);
  const document = useDocument((state) => state.document);
  const chosen = useDocument((state) => state.selectedLayerIds);
  const refusal = exportRefusal(document, settings, chosen);
  if (refusal === 'whole-page') return exporting.wholePage;
  if (refusal !== null) return layers.why[refusal];
  const { part, mediaType, scale } = settings;
  if (part !== 'page' || isLayeredType(mediaType) || isPageSize(scaledSize(document, scale))) return null;
  return page.tooLarge({ side: MAX_SIDE, megapixels: Math.floor(MAX_PIXELS / 1e6) });
}

function ExportProgress() {
  const words = useWords().exporting;
  const progress = useExporting((state) => state.progress);
  const cancel = useExporting((state) => state.cancel);
  if (progress === null) return null;
  const { kind, done, of } = progress;
  const number = done + 1;
  const many = kind === 'layer' ? words.composing({ number, of }) : words.workingOn({ number, of });
  const text = kind === 'file' && of === 1 ? words.working : many;
  return (
    <div className="export-progress">
      <Progress label={text} progress={of === 1 ? null : { done, of }} />
      <span className="progress-words" role="status">
        {text}
      </span>
      <Button className="plain-button" onPress={cancel}>
        {words.cancel}
      </Button>
    </div>
  );
}
