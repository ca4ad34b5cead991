import type { PictureDocument } from '../../preload/contract/document.ts';
import { StudioError } from '../../preload/contract/errors.ts';

/**
 * A document says whose it is from the moment it is opened: one that reaches another project has lost its way,
 * and would take that project's work with it.
 * @throws StudioError `bad-request`
 */
export function refuseForeignDocument(document: PictureDocument, projectId: string): void {
  if (document.projectId === undefined || document.projectId.toLowerCase() === projectId.toLowerCase()) return;
  const detail = `document of ${document.projectId}, asked for ${projectId}`;
  throw StudioError.of('documents.foreign', {}, { detail });
}
