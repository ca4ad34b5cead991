import { type AnyLayerCommand, layerCommands, pixelCommands } from '../../preload/contract/layer-commands.ts';
import { type ToolName, toolNames } from '../../preload/contract/tool-names.ts';
import type { ViewSwitch } from '../../preload/contract/view-aids.ts';
import type { KeyboardAction, ShortcutAction, ToolAction } from '../../preload/keys/shortcuts.ts';
import { guidesOf } from '../document/operations.ts';
import { focusPrompt, focusThingWords } from '../panels/canvas-focus.ts';
import { guarded } from '../state/parts.ts';
import { addsBorder, removeBorder } from '../state/project/growth.ts';
import type { Studio } from '../state/studio.ts';
import { plain, swapped } from '../tools/paint-options.ts';
import { keyboardActions } from './canvas-by-keyboard.ts';
import { untilPressed } from './focus.ts';
import { paintMask, showMaskAlone } from './masks-by-keyboard.ts';
import { setOpacityByKey } from './opacity-by-key.ts';

/** By how many degrees a key turns the view. */
const VIEW_STEP = 15;

/** What a key press or a menu item acts on besides the studio. */
export interface Acting {
  readonly newId: () => string;
  /** The layers to act on. The one that was chosen last stands at the end. */
  readonly layerIds: readonly string[];
  /** The key that was pressed. Absent where a menu item was chosen. */
  readonly key?: string;
  /** Its place on the keyboard. Absent where no key is held meanwhile. */
  readonly code?: string;
}

/** Returns the chosen layers. The one that was chosen last stands at the end. */
export function chosenLayers({ document }: Pick<Studio, 'document'>): readonly string[] {
  const { selectedLayerId, selectedLayerIds } = document.getState();
  return selectedLayerId === null ? [] : [...selectedLayerIds.filter((id) => id !== selectedLayerId), selectedLayerId];
}

/**
 * Returns the layers on which a key on the canvas acts. While a result lies over them there are none, since no key
 * changes what cannot be seen.
 */
export function layersOnCanvas(studio: Pick<Studio, 'document' | 'run'>): readonly string[] {
  return studio.run.getState().phase === 'candidate' ? [] : chosenLayers(studio);
}

/** Runs the action. Returns whether it had something to do. */
export function perform(studio: Studio, action: ShortcutAction, acting: Acting): boolean {
  return actionsOf(studio, acting)[action]() !== false;
}

/** What each action does. It returns false where there is nothing to do. */
type Actions<Name extends ShortcutAction> = Readonly<Record<Name, () => unknown>>;
type PlainAction = Exclude<ShortcutAction, ToolAction | KeyboardAction>;

function actionsOf(studio: Studio, acting: Acting): Actions<ShortcutAction> {
  return { ...toolActions(studio, acting), ...keyboardActions(studio), ...plainActions(studio, acting) };
}

function toolActions({ toolbox }: Studio, { code }: Acting): Actions<ToolAction> {
  const { select, selectByKey } = toolbox.getState();
  const choose = (name: ToolName) => (code === undefined ? select(name) : selectByKey(name, code));
  const chosen = toolNames.map((name) => [`tool-${name}`, () => choose(name)]);
  return Object.fromEntries(chosen) as Actions<ToolAction>;
}

function plainActions(studio: Studio, acting: Acting): Actions<PlainAction> {
  const lastId = acting.layerIds.at(-1);
  const tools = studio.toolbox.getState();
  const picture = studio.document.getState();
  const run = studio.run.getState();
  const region = studio.region.getState();
  const page = studio.page.getState();
  const view = studio.view.getState();
  const marked = picture.document.region.length > 0;
  const app = studio.app.getState();
  const prompt = studio.prompt.getState();
  const { viewport } = studio.canvas;
  const gallery = studio.galleryPage.getState();
  const waits = run.phase === 'candidate';
  const ofLayer = (act: (layerId: string) => Promise<unknown>) => lastId !== undefined && void act(lastId);
  return {
    'next-marquee': () => tools.cycle('marquee'),
    'next-lasso': () => tools.cycle('lasso'),
    'swap-brush': () => tools.swapBrush(),
    'swap-colours': () => tools.setPaint({ colours: swapped(tools.paint.colours) }),
    'plain-colours': () => tools.setPaint({ colours: plain(tools.paint.colours) }),
    'brush-smaller': () => tools.stepBrushSize(-1, false),
    'brush-bigger': () => tools.stepBrushSize(1, false),
    'brush-much-smaller': () => tools.stepBrushSize(-1, true),
    'brush-much-bigger': () => tools.stepBrushSize(1, true),
    'zoom-in': () => (gallery.isShown ? gallery.stepTile(1) : viewport.zoomIn()),
    'zoom-out': () => (gallery.isShown ? gallery.stepTile(-1) : viewport.zoomOut()),
    'zoom-fit': () => viewport.fit(),
    'zoom-100': () => viewport.actualSize(),
    'turn-view-left': () => viewport.turnBy(-VIEW_STEP),
    'turn-view-right': () => viewport.turnBy(VIEW_STEP),
    'reset-view-turn': () => resetTurn(studio),
    'new-project': () => studio.newPage.getState().show(true),
    'import-pictures': () => void app.importPictures(),
    'open-as-project': () => void app.openAsProject(),
    'open-recipe': () => void studio.replay.getState().chooseRecipe(),
    'export-picture': () => void app.exportPicture(),
    'export-as': () => studio.exporting.getState().show(true),
    undo: () => page.stepBorder('undo') || picture.undo(),
    redo: () => page.stepBorder('redo') || picture.redo(),
    'clear-mask': () => picture.clearRegion(),
    'select-all': () => region.selectAll(),
    'select-again': () => region.reselect(),
    'invert-region': () => region.invert(),
    'feather-region': () => marked && region.ask('feather'),
    'grow-region': () => marked && region.ask('grow'),
    'shrink-region': () => marked && region.ask('shrink'),
    'region-of-layer': () => lastId !== undefined && void region.fromLayer(lastId, 'replace'),
    'show-masks': () => region.ask('masks'),
    'canvas-size': () => page.ask('canvas-size'),
    'image-size': () => page.ask('image-size'),
    'open-in-history': () =>
      ofLayer((id) => studio.drawnLayer.openInHistory(id).then(() => studio.panels.getState().open('history'))),
    'draw-again': () => !waits && ofLayer((id) => studio.drawnLayer.drawAgain(id)),
    'redraw-unsure': () => !waits && ofLayer((id) => studio.drawnLayer.redrawUnsure(id)),
    'edit-prompt': () =>
      !waits && ofLayer((id) => studio.drawnLayer.editPrompt(id).then((found) => found && focusPrompt())),
    'select-subject': () => void region.ofSubject('subject'),
    'select-by-words': () => {
      tools.select('thing');
      // The line of options shows the field after this call.
      requestAnimationFrame(focusThingWords);
    },
    'remove-object': () => marked && !waits && void guarded({ notify: () => undefined }, () => prompt.removeObject()),
    'replace-background': () => !waits && void replaceBackground(studio),
    'crop-to-region': () => marked && void page.cropToRegion(),
    'toggle-rulers': () => switchAid(studio, 'rulers'),
    'toggle-guides': () => switchAid(studio, 'guides'),
    'lock-guides': () => switchAid(studio, 'guidesLocked'),
    'toggle-grid': () => switchAid(studio, 'grid'),
    'toggle-pixel-grid': () => switchAid(studio, 'pixelGrid'),
    'toggle-snapping': () => switchAid(studio, 'snapping'),
    'toggle-navigator': () => switchAid(studio, 'navigator'),
    'edit-guides': () => view.showGuides(true),
    'clear-guides': () => guidesOf(picture.document).length > 0 && view.clearGuides(),
    'quick-mask': () => region.setLook(region.look === 'tint' ? 'ants' : 'tint'),
    ...layerCommandActions(studio, acting),
    // Without this key Enter draws. With it a drawing comes before all that wait.
    generate: () => void guarded({ notify: () => undefined }, () => prompt.run(true)),
    'extend-page': () => extendPage(studio),
    live: () => studio.live.getState().turn(studio.live.getState().phase === 'off'),
    'show-queue': () => studio.queue.getState().show(!studio.queue.getState().shown),
    accept: () => waits && tools.rectangle === null && void run.accept(),
    cancel: () => stepBack(studio),
    compare: () => waits && studio.canvas.hideCandidate(true),
    'type-text': () => tools.tool === 'text' && tools.openText(lastTextOf(studio)),
    repeat: () => !waits && prompt.showSeries(true),
    'choose-task': () => !waits && prompt.showPicker(true),
    'previous-candidate': () => waits && tools.rectangle === null && run.flip(-1),
    'next-candidate': () => waits && tools.rectangle === null && run.flip(1),
    'show-confidence': () => waits && run.showConfidence(!run.confidenceShown),
    'find-action': () => app.showPalette(true),
    'show-shortcuts': () => app.showShortcuts(true),
    'toggle-panels': () => studio.panels.getState().hide(!studio.panels.getState().layout.hidden),
    'toggle-full-screen': () => app.toggleFullScreen(),
    'panels-left': () => studio.panels.getState().moveAll('left'),
    'panels-right': () => studio.panels.getState().moveAll('right'),
    'show-tour': () => studio.tour.getState().start(),
    'show-canvas': () => gallery.isShown && gallery.show(false),
    'show-gallery': () => !(gallery.isShown && gallery.face === 'gallery') && gallery.show(true),
    'show-history': () => !(gallery.isShown && gallery.face === 'history') && gallery.show(true, 'history'),
    'show-models': () => studio.models.getState().show(true),
    'show-preferences': () => app.showPreferences('general'),
    'toggle-theme': () => app.setTheme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'),
    'show-versions': () => void studio.versions.getState().show(),
    'back-up': () => void studio.backups.getState().backUp(),
    'show-backups': () => void studio.backups.getState().show(null),
    'save-copy': () => void studio.backups.getState().saveCopy(),
    'add-project': () => void studio.backups.getState().addProject(),
    'show-projects': () => void studio.shelf.getState().show(true),
    'duplicate-project': () => void studio.shelf.getState().duplicate(null),
    'export-project': () => void studio.shelf.getState().exportProject(null),
    'import-project': () => void studio.shelf.getState().importProject(),
    'delete-project': () => void studio.shelf.getState().remove(null),
    'show-folder': () => void studio.backups.getState().showFolder(null),
  };
}

/** Marks the background, and leaves it to the artist to say what should be there instead. */
async function replaceBackground({ region, prompt }: Pick<Studio, 'region' | 'prompt'>): Promise<void> {
  // Another project may be shown when the background is found.
  const { setTask } = prompt.getState();
  const { result: found, isUntouched } = await untilPressed(region.getState().ofSubject('background'));
  if (!found) return;
  setTask('generate');
  // Whoever has gone on to something else meanwhile keeps the focus there.
  if (isUntouched) focusPrompt();
}

/** Draws the border that was dragged out or typed. Words that are missing are asked for first. */
function extendPage(studio: Pick<Studio, 'prompt' | 'run'>): boolean {
  if (!addsBorder(studio)) return false;
  const { text, run: draw } = studio.prompt.getState();
  if (text.trim() === '') focusPrompt();
  else void draw();
  return true;
}

/** Switches a line of the view on or off, and says so, since what changed may be hard to see. */
function switchAid({ view, app }: Pick<Studio, 'view' | 'app'>, name: ViewSwitch): void {
  view.getState().switchAid(name);
  const said = view.getState().aids[name] ? 'saidOn' : 'saidOff';
  app.setState({ said: ({ view: words }) => words[said]({ name: words.names[name] }) });
}

/** Lays the view straight. Returns false where it is. */
function resetTurn({ canvas }: Pick<Studio, 'canvas'>): boolean {
  if (canvas.viewport.get().angle === 0) return false;
  canvas.viewport.turnTo(0);
  return true;
}

/** The chosen layer where it is a text. */
function lastTextOf({ document }: Pick<Studio, 'document'>): string | null {
  const { document: page, selectedLayerId } = document.getState();
  return page.layers.find(({ id, kind }) => id === selectedLayerId && kind === 'text')?.id ?? null;
}

function layerCommandActions(
  studio: Studio,
  { layerIds, key }: Acting,
): Actions<AnyLayerCommand | 'rename-layer' | 'layer-opacity' | 'paint-mask' | 'lone-mask'> {
  const last = layerIds.at(-1);
  const commands = [...layerCommands, ...pixelCommands].map((command) => [
    command,
    () => studio.layers.perform(command, layerIds),
  ]);
  return {
    ...(Object.fromEntries(commands) as Actions<AnyLayerCommand>),
    ...clearingOnMask(studio, layerIds, key),
    'rename-layer': () => last !== undefined && studio.app.getState().nameLayer(last),
    'paint-mask': () => last !== undefined && paintMask(studio, last),
    'lone-mask': () => last !== undefined && showMaskAlone(studio, last),
    'layer-opacity': () => setOpacityByKey(studio, layerIds, key),
  };
}

/**
 * While a mask takes the paint, clearing acts on the mask as well: it hides what is marked, also for a cut, and without a region
 * the key deletes the mask. The layer and its pixels stay.
 */
function clearingOnMask(
  { document, layers }: Studio,
  layerIds: readonly string[],
  key: string | undefined,
): Partial<Actions<AnyLayerCommand>> {
  const { paintedMaskId } = document.getState();
  if (paintedMaskId === null || !layerIds.includes(paintedMaskId)) return {};
  const onMask = (command: AnyLayerCommand) => () => layers.perform(command, [paintedMaskId]);
  return {
    'clear-pixels': onMask('mask-clear'),
    'cut-pixels': () => cutOnMask(layers, paintedMaskId),
    // A button or a menu that names the layer means the layer.
    ...(key !== undefined && { 'remove-layer': onMask('mask-delete') }),
  };
}

/** What is marked goes to the clipboard as the layer shows it, and the mask hides it. The layer's pixels stay. */
function cutOnMask(layers: Studio['layers'], id: string): boolean {
  if (layers.refusal('mask-clear', [id]) !== null) return layers.perform('mask-clear', [id]);
  return layers.perform('copy-pixels', [id]) && layers.perform('mask-clear', [id]);
}

/**
 * Escape always means a step back. It cancels the first of these that is there: the page of the gallery, a gesture, the turn of the view where its
 * tool is chosen, work on pixels, a drawing or a description that is being made, a drawing that waits for the model, the
 * results that wait, live drawing, the new border, the region, the choice of a layer.
 */
export function stepBack(studio: Studio): boolean {
  const { isShown, show } = studio.galleryPage.getState();
  if (isShown) {
    show(false);
    return true;
  }
  if (studio.toolbox.getState().cancelGesture()) return true;
  if (studio.toolbox.getState().tool === 'rotate' && resetTurn(studio)) return true;
  const run = studio.run.getState();
  const describe = studio.describe.getState();
  const prompt = studio.prompt.getState();
  const { document, work, selectedLayerId, loneMaskId, clearRegion, selectLayer, showMaskAlone } =
    studio.document.getState();
  if (work !== null) work.cancel();
  else if (run.phase === 'running') run.cancel();
  else if (describe.phase === 'running') describe.cancel();
  else if (prompt.waiting !== null) prompt.stopWaiting();
  else if (run.phase === 'candidate') void run.drop();
  // A decision is being written. A further Escape must not take back more.
  else if (run.phase === 'saving') return true;
  else if (loneMaskId !== null) showMaskAlone(null);
  else if (studio.live.getState().phase !== 'off') studio.live.getState().turn(false);
  else if (addsBorder(studio)) {
    const { sides } = studio.prompt.getState().choices;
    removeBorder(studio);
    studio.page.getState().borderChanged(sides);
  } else if (document.region.length > 0) clearRegion();
  else if (selectedLayerId !== null) selectLayer(null);
  else return false;
  return true;
}
