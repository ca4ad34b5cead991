import { contextOf } from './pictures.ts';

/** Turns a grey picture into the alpha of black: white shows, black hides. Closes the grey picture. */
export async function alphaOfGrey(grey: ImageBitmap): Promise<ImageBitmap> {
  const { width, height } = grey;
  const context = contextOf(new OffscreenCanvas(width, height), { willReadFrequently: true });
  context.fillRect(0, 0, width, height);
  context.drawImage(grey, 0, 0);
  grey.close();
  const image = context.getImageData(0, 0, width, height);
  for (let at = 0; at < image.data.length; at += 4) {
    image.data[at + 3] = image.data[at] ?? 0;
    image.data.fill(0, at, at + 3);
  }
  return createImageBitmap(image);
}
