import { Search } from 'lucide-react';
import { useState } from 'react';
import {
  Autocomplete,
  Dialog,
  Heading,
  Input,
  ListBox,
  ListBoxItem,
  Modal,
  ModalOverlay,
  TextField,
  useFilter,
} from 'react-aria-components';
import { type AnyLayerCommand, layerCommands, pixelCommands } from '../../../preload/contract/layer-commands.ts';
import { drawnLayerActions } from '../../../preload/keys/shortcuts.ts';
import { guidesOf } from '../../document/operations.ts';
import { closedBy } from '../../generation/tasks/tasks.ts';
import {
  useApp,
  useCircumstances,
  useDocument,
  useGalleryPage,
  useKeys,
  useRun,
  useStudio,
  useWords,
} from '../context.ts';
import { useTaskReasons } from '../prompt/TaskPicker.tsx';
import { useUndoable } from '../undoable.ts';
import { isFound, OF_RESULTS, openFirst, type PaletteAct, type PaletteRow, paletteRows } from './palette-rows.ts';

/** Finds every action, task and project by words. What cannot be done now stays in the list and says why. */
export function CommandPalette() {
  const shown = useApp((app) => app.paletteShown);
  const show = useApp((app) => app.showPalette);
  return (
    <ModalOverlay className="veil is-high" isOpen={shown} onOpenChange={show} isDismissable>
      <Modal className="modal is-narrow">
        <Dialog className="palette">
          <Found close={() => show(false)} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Found({ close }: { readonly close: () => void }) {
  const words = useWords();
  const { contains } = useFilter({ sensitivity: 'base' });
  const rows = useRows();
  const reasonOf = useReasons();
  const perform = usePerform();
  // The order is that of the opening, so that no row moves under the pointer.
  const [items] = useState(() => openFirst(rows, ({ act }) => reasonOf(act) === null));
  return (
    <>
      <Heading slot="title" className="visually-hidden">
        {words.palette.title}
      </Heading>
      <Autocomplete filter={(text, typed) => isFound(typed, text, contains)}>
        <TextField className="palette-field" aria-label={words.palette.field} autoFocus>
          <Search size={16} aria-hidden />
          <Input role="combobox" aria-expanded placeholder={words.palette.field} />
        </TextField>
        <ListBox
          className="menu palette-rows"
          aria-label={words.palette.title}
          items={items}
          shouldFocusWrap
          renderEmptyState={() => <p className="hint palette-nothing">{words.palette.nothing}</p>}
        >
          {(row) => (
            <Row
              row={row}
              onChoose={() => {
                close();
                perform(row.act);
              }}
            />
          )}
        </ListBox>
      </Autocomplete>
    </>
  );
}

function Row({ row, onChoose }: { readonly row: PaletteRow; readonly onChoose: () => void }) {
  const reason = useReasons()(row.act);
  return (
    <ListBoxItem
      className={`menu-item palette-row ${reason === null ? '' : 'is-closed'}`}
      textValue={`${row.name} ${row.group} ${row.also}`}
      onAction={() => reason === null && onChoose()}
      render={(props) => ('href' in props ? <a {...props} /> : <div {...props} aria-disabled={reason !== null} />)}
    >
      <span className="palette-name">{row.name}</span>
      <span className="palette-group" title={reason ?? undefined}>
        {reason ?? row.group}
      </span>
      {row.key !== null && <kbd className="menu-key">{row.key}</kbd>}
    </ListBoxItem>
  );
}

/** The project that is shown is not offered again. Actions on results are listed while some wait. */
function useRows(): readonly PaletteRow[] {
  const words = useWords();
  const platform = useApp((app) => app.platform);
  const keys = useKeys(({ current }) => current);
  const projects = useApp((app) => app.projects);
  const shown = useApp((app) => app.project?.id);
  const waits = useRun((run) => run.phase === 'candidate');
  const page = useGalleryPage(({ isShown, face }) => (isShown ? face : 'canvas'));
  const others = projects.filter(({ id }) => id !== shown);
  const absent = [...(waits ? [] : OF_RESULTS), `show-${page}`];
  return paletteRows(words, platform, keys, others).filter(
    ({ act }) => act.kind !== 'command' || !absent.includes(act.command),
  );
}

function usePerform(): (act: PaletteAct) => void {
  const studio = useStudio();
  return (act) => {
    if (act.kind === 'command') studio.perform(act.command);
    else if (act.kind === 'task') {
      studio.galleryPage.getState().show(false);
      studio.prompt.getState().setTask(act.task);
    } else void studio.app.getState().openProject(act.id);
  };
}

const isLayerCommand = (command: string): command is AnyLayerCommand =>
  [...layerCommands, ...pixelCommands].some((one) => one === command);

/** Says why the action of a row cannot be done now, as a sentence; null where it can. */
function useReasons(): (act: PaletteAct) => string | null {
  const words = useWords();
  const { layers } = useStudio();
  const chosen = useDocument(({ selectedLayerIds }) => selectedLayerIds);
  const marked = useDocument(({ document }) => document.region.length > 0);
  const { canUndo, canRedo } = useUndoable();
  const hasGuides = useDocument(({ document }) => guidesOf(document).length > 0);
  const circumstances = useCircumstances();
  const reasonOfTask = useTaskReasons();
  const { reasons } = words.palette;
  const { 'no-region': noRegion, 'no-layer': noLayer, 'no-mask': noMask } = words.layers.why;
  const masked = useDocument(({ document, selectedLayerId }) =>
    document.layers.some(({ id, mask }) => id === selectedLayerId && mask !== null),
  );
  return (act) => {
    if (act.kind === 'project') return null;
    if (act.kind === 'task') return reasonOfTask(closedBy(act.task, circumstances));
    const { command } = act;
    if (isLayerCommand(command)) return layers.refusal(command, chosen)?.(words) ?? null;
    if (command === 'undo') return canUndo ? null : reasons.undo;
    if (command === 'redo') return canRedo ? null : reasons.redo;
    if (command === 'clear-guides') return hasGuides ? null : words.view.noGuides;
    if (NEEDS_REGION.includes(command)) return marked ? null : noRegion;
    if (NEEDS_LAYER.includes(command)) return chosen.length > 0 ? null : noLayer;
    return NEEDS_MASK.includes(command) && !masked ? noMask : null;
  };
}

const NEEDS_REGION: readonly string[] = [
  'clear-mask',
  'feather-region',
  'grow-region',
  'shrink-region',
  'crop-to-region',
  'remove-object',
];
const NEEDS_LAYER: readonly string[] = ['region-of-layer', ...drawnLayerActions];
const NEEDS_MASK: readonly string[] = ['paint-mask', 'lone-mask'];
