import type { GroupLayer, PictureLayer } from '../../preload/contract/document.ts';

/** Makes new layers. They lie on the page itself, are visible and unchanged, and have no locks. */

const PLAIN = {
  parentId: null,
  visible: true,
  opacity: 1,
  blendMode: 'normal',
  locks: { all: false, position: false, transparency: false },
  mask: null,
} as const;

const UPRIGHT = { kind: 'picture', ...PLAIN, angle: 0 } as const;

/** The fields that a new picture needs. */
export type NewPicture = Omit<PictureLayer, keyof typeof UPRIGHT> & Partial<Omit<PictureLayer, 'kind'>>;

export function pictureLayer(layer: NewPicture): PictureLayer {
  return { ...UPRIGHT, ...layer };
}

export function groupLayer(group: Pick<GroupLayer, 'id' | 'name'> & Partial<Omit<GroupLayer, 'kind'>>): GroupLayer {
  return { kind: 'group', ...PLAIN, generationId: null, ...group };
}
