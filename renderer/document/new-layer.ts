import type { GroupLayer, PictureLayer } from '../../preload/contract/document.ts';

/** Layers as they are made: on the page itself, shown as they are, with nothing locked. */

const PLAIN = {
  parentId: null,
  visible: true,
  opacity: 1,
  blendMode: 'normal',
  locks: { all: false, position: false, transparency: false },
  mask: null,
} as const;

const UPRIGHT = { kind: 'picture', ...PLAIN, angle: 0 } as const;

/** What a new picture has to say. */
export type NewPicture = Omit<PictureLayer, keyof typeof UPRIGHT> & Partial<Omit<PictureLayer, 'kind'>>;

export function pictureLayer(layer: NewPicture): PictureLayer {
  return { ...UPRIGHT, ...layer };
}

export function groupLayer(group: Pick<GroupLayer, 'id' | 'name'> & Partial<Omit<GroupLayer, 'kind'>>): GroupLayer {
  return { kind: 'group', ...PLAIN, generationId: null, ...group };
}
