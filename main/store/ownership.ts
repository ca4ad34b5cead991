import type { PictureDocument } from '../../preload/contract/document.ts';
import { StudioError } from '../../preload/contract/errors.ts';

/**
 * A document says whose it is from the moment it is opened: one that reaches another project has lost its way,
 * and would take that project's work with it.
 * @throws StudioError `bad-request`
 */
export function refuseForeignDocument(document: PictureDocument, projectId: string): void {
  if (document.projectId === undefined || document.projectId.toLowerCase() === projectId.toLowerCase()) return;
  throw new StudioError(
    'bad-request',
    'This document belongs to another project, so it was not saved in this one: nothing of either has changed.',
    { detail: `document of ${document.projectId}, asked for ${projectId}` },
  );
}
