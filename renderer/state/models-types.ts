import type { Failure } from '../../preload/contract/errors.ts';
import type { Precision } from '../../preload/contract/manifest.ts';
import type { FoundFolder, InstalledModel, ModelNews, ModelsNow } from '../../preload/contract/models.ts';
import type { Said } from '../../preload/words/index.ts';

/** The engine has loaded the model that was chosen. */
export interface UsedNews {
  readonly kind: 'used';
  readonly name: string;
}

/** The page of models. A failure stands in the page while it is shown, and is a notice otherwise. */
export interface ModelsState {
  readonly isShown: boolean;
  /** What main has told last; null before. */
  readonly now: ModelsNow | null;
  /** The folder that is looked at and may be added; null where the page shows the list. */
  readonly found: FoundFolder | null;
  readonly isLooking: boolean;
  readonly failure: Failure | null;
  /** What has been done last, while the page is shown; null where there is nothing to say. */
  readonly said: Said | null;
  show(isShown: boolean): void;
  /** Asks main for the list. */
  refresh(): Promise<void>;
  /** Lets the artist choose a folder, and looks at it. */
  find(): Promise<void>;
  leaveFound(): void;
  /** Begins to add what was found. For a model that is converted already, the precision is null. */
  add(precision: Precision | null): Promise<void>;
  /** Makes a model of its checkpoint once more. */
  convertAgain(model: InstalledModel): Promise<void>;
  cancelAdding(): Promise<void>;
  settleUnfinished(goOn: boolean): Promise<void>;
  check(model: InstalledModel): Promise<void>;
  stopChecking(): Promise<void>;
  use(model: InstalledModel): Promise<void>;
  remove(model: InstalledModel): Promise<void>;
  showInFolder(model: InstalledModel): Promise<void>;
  changeFolder(): Promise<void>;
  /** Moves the models of earlier folders into the folder for new ones. */
  moveModels(): Promise<void>;
  stopMoving(): Promise<void>;
  dismissFailure(): void;
  /** Takes over the outcome of work that main or the engine has done. */
  hear(news: ModelNews | UsedNews): void;
}

/** The model that the studio draws with; null where the list does not have it. */
export const usedModel = (now: ModelsNow | null): InstalledModel | null =>
  now?.models?.find(({ isUsed }) => isUsed) ?? null;
