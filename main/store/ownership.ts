import type { PictureDocument } from '../../preload/contract/document.ts';
import { StudioError } from '../../preload/contract/errors.ts';

/**
 * Refuses a document of another project. A document names its project from its opening on, and saving it elsewhere
 * would overwrite that project's work.
 * @throws StudioError `bad-request`
 */
export function refuseForeignDocument(document: PictureDocument, projectId: string): void {
  if (document.projectId === undefined || document.projectId.toLowerCase() === projectId.toLowerCase()) return;
  const detail = `document of ${document.projectId}, asked for ${projectId}`;
  throw StudioError.of('documents.foreign', {}, { detail });
}
