import type { Guide } from '../../preload/contract/guides.ts';
import type { NewPageSettings } from '../../preload/contract/new-page.ts';
import type { Kernel } from '../../preload/contract/picture-service.ts';
import type { Frame } from '../../preload/contract/pictures.ts';
import type { RegionOperation } from '../../preload/contract/region-steps.ts';
import type { Sides } from '../../preload/contract/task-inputs.ts';
import type { ViewAids, ViewSwitch } from '../../preload/contract/view-aids.ts';
import type { RegionLook } from '../document/canvas-port.ts';
import type { Anchor } from '../document/frame-page.ts';

/** What panels read and do of the page: the region, its size, its lines, and layers that a model has drawn. */

/** What can be done with a layer that a model has drawn. Where it was not, a notice says so. Never rejects. */
export interface DrawnLayerActions {
  /** Shows its record above the others of the history. */
  openInHistory(layerId: string): Promise<void>;
  /** Brings its words, settings and region back. @returns false where it was not drawn */
  editPrompt(layerId: string): Promise<boolean>;
  /** Draws it again with another seed, in the region that it was drawn in. */
  drawAgain(layerId: string): Promise<void>;
  /** Draws the parts of it again of which the model is least sure. */
  redrawUnsure(layerId: string): Promise<void>;
}

/** The changes of the region that first ask for a number of pixels. */
export type RegionChange = 'feather' | 'grow' | 'shrink';

type Operation = RegionOperation | 'replace';

/** The commands on the whole region. Each is one undo step. A failure becomes a notice. */
export interface RegionState {
  readonly look: RegionLook;
  /** The dialog that is open; null where none is. */
  readonly asked: RegionChange | 'masks' | null;
  /** The last chosen number of pixels for each change. */
  readonly amounts: Readonly<Record<RegionChange, number>>;
  setLook(look: RegionLook): void;
  ask(what: RegionState['asked']): void;
  setAmount(what: RegionChange, pixels: number): void;
  change(what: RegionChange): void;
  selectAll(): void;
  invert(): void;
  /** Restores the region that was last cleared. */
  reselect(): void;
  /** Combines the region with the alpha of a layer. */
  fromLayer(layerId: string, operation: Operation): Promise<unknown>;
  /** Combines the region with what the mask of a layer shows. */
  fromMask(layerId: string, operation: Operation): Promise<unknown>;
  /**
   * Marks the subject of the visible picture, or what lies around it, as the model tells the parts apart.
   * @returns false where nothing is marked; the reason has been shown then
   */
  ofSubject(which: 'subject' | 'background'): Promise<boolean>;
  /** Marks what words name in the visible picture, by the model's answers. Otherwise as `ofSubject`. */
  ofWords(words: string, operation: Operation): Promise<boolean>;
  /** Saves the region under a name, to be used again. */
  save(name: string): Promise<void>;
  load(maskId: string, operation: Operation): void;
}

/** What came of the new border of a page: 'words' where it is drawn as soon as the prompt has words. */
export type Extended = 'drawn' | 'empty' | 'words';

export type StepDirection = 'undo' | 'redo';

/**
 * The changes of the border that Extend would add to the page. The border is no part of the document until it is drawn, so
 * that the document's own steps do not hold it. Undo takes back the last change of it where nothing was done to the
 * document since.
 */
export interface BorderSteps {
  /** Keeps a change that was just made. @param before the sides before it */
  borderChanged(before: Sides): void;
  /** Whether the next step is one of the border. */
  canStepBorder(direction: StepDirection): boolean;
  /** Goes back or forth by one change. Returns false where that is not the next step. */
  stepBorder(direction: StepDirection): boolean;
}

/** The commands on the page as a whole. Each is one undo step. A failure becomes a notice. */
export interface PageState extends BorderSteps {
  /** Rises with every change of the border that can be undone, and with every undo of it. */
  readonly borderTurn: number;
  /** The dialog that is open; null where none is. */
  readonly asked: 'canvas-size' | 'image-size' | null;
  /** The last chosen way to scale. */
  readonly kernel: Kernel;
  /** True while the picture is scaled. */
  readonly busy: boolean;
  ask(what: PageState['asked']): void;
  /**
   * Makes a box the page.
   * @returns false where the page is held by what is drawn for it, as a notice says
   */
  cropTo(box: Frame): boolean;
  /** Changes the size of the page, in which the picture keeps its place at the anchor. */
  resizeCanvas(size: { readonly width: number; readonly height: number }, anchor: Anchor): void;
  /**
   * Scales the picture with all of its layers.
   * @param dpi the resolution of the page afterwards; null where nobody says
   */
  resizeImage(
    size: { readonly width: number; readonly height: number },
    kernel: Kernel,
    dpi: number | null,
  ): Promise<void>;
  /** Turns the picture on its page, clockwise. Where that is impossible, a notice says why. */
  straighten(degrees: number): void;
  /**
   * Makes a frame the page, and draws what lies beyond the page that was. Where the model cannot, the border stays empty,
   * and a notice says why. Returns null where the page is held; the reason has been shown then.
   */
  extendTo(frame: Frame): Promise<Extended> | null;
  /** Makes the box around the region the page. */
  cropToRegion(): Promise<void>;
}

/** The lines that help with measuring and aligning. A change of a guide is one undo step. */
export interface ViewState {
  readonly aids: ViewAids;
  /** Whether the dialog of the guides is open, and the guide whose position has the focus there. */
  readonly guidesShown: boolean;
  readonly guideToEdit: string | null;
  setAids(patch: Partial<ViewAids>): void;
  switchAid(name: ViewSwitch): void;
  showGuides(shown: boolean, guideToEdit?: string | null): void;
  addGuide(guide: Omit<Guide, 'id'>): void;
  changeGuide(id: string, patch: Partial<Pick<Guide, 'orientation' | 'position'>>): void;
  removeGuide(id: string): void;
  clearGuides(): void;
  /** Brings back the last choices. */
  restore(): Promise<void>;
}

/** The dialog for a new project. A failure becomes a notice. */
export interface NewPageState {
  readonly isShown: boolean;
  readonly settings: NewPageSettings;
  show(isShown: boolean): void;
  change(patch: Partial<NewPageSettings>): void;
  /** Brings back the choices of the last new project. */
  restore(): Promise<void>;
  /** Makes the project and shows it. */
  create(name: string): Promise<void>;
}
