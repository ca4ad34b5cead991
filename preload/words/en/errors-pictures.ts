/** Pictures that are not taken, in English. `{picture}` is a part from `told.ts`. */
export const pictureErrors = {
  'pictures.absent': 'There is no picture {file}; please check its name and folder.',
  'pictures.unread': '{picture} could not be read from the disk; please check that it is there, and yours to read.',
  'pictures.irregular': '{picture} is no regular file, so it was not opened; please choose a file.',
  'pictures.unreadable': '{picture} cannot be read as a picture: it is damaged, or it is not {formats} or {last}.',
  'pictures.too-large': '{picture} is too large: at most {side} pixels a side and {megapixels} megapixels are taken.',
  'pictures.too-many-bytes': '{picture} is larger than {megabytes} MB; please make it smaller first.',
  'pictures.too-slow': '{picture} takes too long to decode, so it was refused; please save it as PNG and try again.',
  'pictures.too-hungry': '{picture} needs too much memory to decode, so it was refused; please make it smaller first.',
  'pictures.fatal': '{picture} stopped the decoder, so it was refused; it may be damaged.',
  'pictures.too-much-inside':
    '{picture} holds a profile or text that unfolds to more than a picture needs, so it was refused.',
  'pictures.no-heic': '{picture} is a HEIC picture, which this system cannot decode; please save it as JPEG or PNG.',
  'pictures.odd-bmp': '{picture} is a BMP picture of a kind that is not read; please save it as PNG.',
  'pictures.odd-tiff': '{picture} is a TIFF picture of a kind that is not read, or damaged; please save it as PNG.',
  'pictures.too-deep':
    '{picture} has groups in more than {most} groups, so it was refused; please dissolve some of them first.',
  'pictures.too-many-layers':
    '{picture} has more than {most, number} layers, so it was refused; please merge some of them first.',
  'pictures.too-many-layer-pixels':
    '{picture} has layers of more than {megapixels, number} megapixels in all, so it was refused; please merge some of them first.',
  'pictures.too-much-packed': '{picture} unfolds to more than a picture needs, so it was refused.',
  'pictures.psd-colours':
    '{picture} is a Photoshop file of several inks, which is not read; please convert it to RGB there and try again.',
  'pictures.psd-depth':
    '{picture} is a Photoshop file of a depth that is not read; please convert it to 8, 16 or 32 bits and try again.',
  'pictures.no-layers': '{picture} holds no layer that can be read.',
} as const;
