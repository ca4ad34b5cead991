/** Brush sizes on the slider, from 1 to 1000 page pixels. The scale is finer for small sizes. */
const TOP = 1000;
export const toSlider = (size: number) => (Math.log(Math.max(1, Math.min(TOP, size))) / Math.log(TOP)) * 100;
export const fromSlider = (value: number) => Math.max(1, Math.round(TOP ** (value / 100)));
