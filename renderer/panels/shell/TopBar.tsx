import {
  Download,
  ImagePlus,
  Keyboard,
  Maximize,
  Minus,
  Moon,
  PanelLeftClose,
  PanelLeftOpen,
  PanelRightClose,
  PanelRightOpen,
  Plus,
  Redo2,
  Sun,
  Undo2,
} from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { Button, Tooltip, TooltipTrigger } from 'react-aria-components';
import { useApp, useDocument, usePanels, useStudio, useWords } from '../context.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { KeyHint } from '../controls/KeyHint.tsx';
import { useKey } from '../keys.ts';
import { QueueButton } from '../prompt/QueueButton.tsx';
import { useUndoable } from '../undoable.ts';
import { percent } from '../words.ts';
import { ProjectMenu } from './ProjectMenu.tsx';
import { SaveStatus } from './SaveStatus.tsx';

interface TopBarProps {
  readonly theme: 'light' | 'dark';
}

export function TopBar({ theme }: TopBarProps) {
  const hidden = usePanels((panels) => panels.layout.hidden);
  const isLeft = usePanels(({ layout }) => layout.panels.right.length === 0);
  const hide = usePanels((panels) => panels.hide);
  const [Close, Open] = isLeft
    ? ([PanelLeftClose, PanelLeftOpen] as const)
    : ([PanelRightClose, PanelRightOpen] as const);
  const strings = useWords();
  const setTheme = useApp((app) => app.setTheme);
  const showShortcuts = useApp((app) => app.showShortcuts);
  const words = strings.bar;
  return (
    <header className="bar" data-keys="canvas">
      <div className="bar-left">
        <h1 className="visually-hidden">{strings.product}</h1>
        <Mark />
        <ProjectMenu />
        <SaveStatus />
      </div>
      <div className="bar-middle">
        <UndoRedo />
        <span className="bar-rule" />
        <Zoom />
      </div>
      <div className="bar-right">
        <Files />
        <span className="bar-rule" />
        <QueueButton />
        <IconButton
          icon={theme === 'dark' ? Sun : Moon}
          label={theme === 'dark' ? words.light : words.dark}
          onPress={() => setTheme(theme === 'dark' ? 'light' : 'dark')}
        />
        <IconButton
          icon={Keyboard}
          label={words.keys}
          hint={useKey('show-shortcuts')}
          onPress={() => showShortcuts(true)}
        />
        <IconButton
          icon={hidden ? Open : Close}
          label={hidden ? words.showPanel : words.hidePanel}
          hint={useKey('toggle-panels')}
          onPress={() => hide(!hidden)}
        />
      </div>
    </header>
  );
}

/** The studio's logo: the cells of a picture, some of them drawn. */
function Mark() {
  return (
    <svg className="mark" viewBox="0 0 20 20" aria-hidden>
      <rect x="1" y="1" width="8" height="8" rx="2" />
      <rect x="11" y="1" width="8" height="8" rx="2" opacity="0.35" />
      <rect x="1" y="11" width="8" height="8" rx="2" opacity="0.35" />
      <rect x="11" y="11" width="8" height="8" rx="4" />
    </svg>
  );
}

function UndoRedo() {
  const strings = useWords();
  const { canUndo, canRedo } = useUndoable();
  const { perform } = useStudio();
  return (
    <>
      <IconButton
        icon={Undo2}
        label={strings.bar.undo}
        hint={useKey('undo')}
        isDisabled={!canUndo}
        onPress={() => perform('undo')}
      />
      <IconButton
        icon={Redo2}
        label={strings.bar.redo}
        hint={useKey('redo')}
        isDisabled={!canRedo}
        onPress={() => perform('redo')}
      />
    </>
  );
}

function Zoom() {
  const strings = useWords();
  const { viewport } = useStudio().canvas;
  const zoom = useSyncExternalStore(
    (changed) => viewport.subscribe(changed),
    () => viewport.get().zoom,
  );
  const words = strings.bar;
  return (
    <>
      <IconButton icon={Minus} label={words.zoomOut} hint={useKey('zoom-out')} onPress={() => viewport.zoomOut()} />
      <TooltipTrigger delay={500} closeDelay={50}>
        <Button
          className="zoom-percent"
          aria-label={words.actualSizeFrom({ zoom: percent(strings, zoom) })}
          onPress={() => viewport.actualSize()}
        >
          {percent(strings, zoom)}
        </Button>
        <Tooltip className="tooltip" placement="bottom" offset={6}>
          {words.actualSize}
          <KeyHint action="zoom-100" />
        </Tooltip>
      </TooltipTrigger>
      <IconButton icon={Plus} label={words.zoomIn} hint={useKey('zoom-in')} onPress={() => viewport.zoomIn()} />
      <IconButton icon={Maximize} label={words.zoomFit} hint={useKey('zoom-fit')} onPress={() => viewport.fit()} />
    </>
  );
}

function Files() {
  const strings = useWords();
  const importPictures = useApp((app) => app.importPictures);
  const exportPicture = useApp((app) => app.exportPicture);
  const isEmpty = useDocument(({ document }) => document.layers.length === 0);
  return (
    <>
      <IconButton
        icon={ImagePlus}
        label={strings.bar.import}
        hint={useKey('import-pictures')}
        onPress={() => void importPictures()}
      />
      <IconButton
        icon={Download}
        label={strings.bar.export}
        hint={useKey('export-picture')}
        isDisabled={isEmpty}
        onPress={() => void exportPicture()}
      />
    </>
  );
}
