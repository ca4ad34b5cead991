import { nativeImage, type WebContents } from 'electron';
import { StudioError } from '../../preload/contract/errors.ts';
import type { DraggedFile } from './dragged-files.ts';

/** Height in pixels of the picture under the pointer. */
const ICON = 96;

/** Hands a file to the system, which carries it to wherever the pointer lets go of it. */
export function dragOut(contents: Pick<WebContents, 'startDrag'>, { path, bytes }: DraggedFile): void {
  const picture = nativeImage.createFromBuffer(bytes);
  if (picture.isEmpty()) throw StudioError.of('desktop.only-png', {});
  contents.startDrag({ file: path, icon: picture.resize({ height: ICON }) });
}
