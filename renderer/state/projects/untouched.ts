import type { PictureDocument } from '../../../preload/contract/document.ts';
import { isEmpty } from '../../document/operations.ts';
import type { ProjectSession } from '../project/session-types.ts';

type Looked = Pick<ProjectSession, 'project' | 'document' | 'run' | 'gallery' | 'describe' | 'prompt'>;

interface Made {
  /** The name of a new project, in each language. */
  readonly names: readonly string[];
  readonly page: PictureDocument;
}

/**
 * Whether a project is as it was made, as far as the window knows: it has its first name and page, and no undo steps,
 * pictures, notes or draft. kept-prompts.ts checks its words, and the store checks its files.
 */
export function isUntouched(session: Looked, made: Made): boolean {
  const { document, canUndo, canRedo } = session.document.getState();
  const { generations, unreadable } = session.gallery.state.getState();
  const { notes, draft } = session.describe.state.getState();
  return (
    isNameAsMade(session.project.getState().name, made.names) &&
    isSamePage(document, made.page) &&
    !canUndo &&
    !canRedo &&
    session.run.getState().phase === 'idle' &&
    session.prompt.state.getState().reference === null &&
    generations.length + unreadable.length + notes.length === 0 &&
    draft === null
  );
}

/**
 * Whether a project still has the name with which it was made.
 * @param names the name of a new project, in each language
 */
export function isNameAsMade(name: string, names: readonly string[]): boolean {
  return names.some((made) => isNumbered(name, made));
}

/** True for 'Untitled' and 'Untitled 2'. */
function isNumbered(name: string, made: string): boolean {
  return name === made || (name.startsWith(`${made} `) && /^\d+$/.test(name.slice(made.length + 1)));
}

function isSamePage(one: PictureDocument, other: PictureDocument): boolean {
  return (
    isEmpty(one) &&
    one.width === other.width &&
    one.height === other.height &&
    (one.paper ?? true) === (other.paper ?? true) &&
    (one.sizeChosen ?? false) === (other.sizeChosen ?? false) &&
    one.dpi === other.dpi
  );
}
