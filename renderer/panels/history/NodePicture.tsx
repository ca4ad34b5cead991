import type { ListedGeneration } from '../../../preload/contract/records.ts';
import type { ThumbnailSide } from '../../../preload/contract/thumbnail-sides.ts';
import { Thumbnail } from '../controls/Thumbnail.tsx';

/** Tasks whose picture is a patch of the part that they were given, which has the same place and size. */
const PATCHES: readonly string[] = ['retouch', 'vary'];

interface NodePictureProps {
  readonly generation: ListedGeneration;
  readonly className: string;
  readonly side?: ThumbnailSide;
}

/** The picture of a drawing. A patch lies on the part of the page that it was drawn for, where that is kept. */
export function NodePicture({ generation, className, side }: NodePictureProps) {
  const { picture, task, givenPicture } = generation;
  const sized = side !== undefined && { side };
  if (givenPicture === null || !PATCHES.includes(task)) {
    return <Thumbnail hash={picture} className={className} {...sized} />;
  }
  return (
    <span className="node-layers">
      <Thumbnail hash={givenPicture} className={className} {...sized} />
      <Thumbnail hash={picture} className={`${className} is-patch`} {...sized} />
    </span>
  );
}
