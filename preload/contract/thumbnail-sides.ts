/** The longer sides of the small copies of pictures, in pixels: one for lists, and one for large tiles. */
export const thumbnailSides = [256, 1024] as const;
export type ThumbnailSide = (typeof thumbnailSides)[number];

/** The side of most lists. */
export const SMALL_SIDE: ThumbnailSide = 256;
export const LARGE_SIDE: ThumbnailSide = 1024;
