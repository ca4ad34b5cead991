import type { PictureDocument } from '../../preload/contract/document.ts';
import { type Guide, MOST_GUIDES } from '../../preload/contract/guides.ts';
import { guidesOf, setGuides } from './operations.ts';

/** The changes of guides, as functions `(document, ...arguments) -> document`. */

/** Adds a guide, unless the page holds as many as it can. */
export function addGuide(document: PictureDocument, guide: Guide): PictureDocument {
  const guides = guidesOf(document);
  return guides.length >= MOST_GUIDES ? document : setGuides(document, [...guides, guide]);
}

export function changeGuide(
  document: PictureDocument,
  id: string,
  patch: Partial<Pick<Guide, 'orientation' | 'position'>>,
): PictureDocument {
  const guides = guidesOf(document);
  const at = guides.findIndex((guide) => guide.id === id);
  const guide = guides[at];
  if (guide === undefined) return document;
  const changed = { ...guide, ...patch };
  const isSame = changed.orientation === guide.orientation && changed.position === guide.position;
  return isSame ? document : setGuides(document, guides.toSpliced(at, 1, changed));
}

export function removeGuide(document: PictureDocument, id: string): PictureDocument {
  const guides = guidesOf(document);
  const left = guides.filter((guide) => guide.id !== id);
  return left.length === guides.length ? document : setGuides(document, left);
}

export function clearGuides(document: PictureDocument): PictureDocument {
  return guidesOf(document).length === 0 ? document : setGuides(document, []);
}
