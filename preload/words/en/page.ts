/** Words about the page as a whole, in English. */
export const pageWords = {
  page: {
    close: 'Close',
    canvasTitle: 'Canvas size',
    canvasSays: 'The page gets another size. The picture keeps its own, and what lies beside the page is kept.',
    imageTitle: 'Image size',
    imageSays: 'The picture is scaled with all of its layers. Their pixels are made anew.',
    width: 'Width',
    height: 'Height',
    anchor: 'Where the picture stays',
    anchors: {
      topLeft: 'Top left',
      top: 'Top',
      topRight: 'Top right',
      left: 'Left',
      middle: 'Middle',
      right: 'Right',
      bottomLeft: 'Bottom left',
      bottom: 'Bottom',
      bottomRight: 'Bottom right',
    },
    change: 'Change',
    scale: 'Scale',
    working: 'Scaling…',
    tooLarge: 'A page has at most {side, number} pixels a side, and {megapixels} million in all.',
    held: {
      results: 'Results wait on this page. Accept or discard them before you change the page’s size.',
      drawing: 'A part of this page is being drawn. Its size can be changed afterwards.',
      queue: 'Drawings for parts of this page wait in the queue. Its size can be changed after them.',
    },
    notTurned: {
      'page-mask':
        'A mask of a group, a fill or an adjustment lies on the page and can’t be turned. Apply or delete it first.',
      'saved-masks': 'Saved regions can’t be turned with the picture. Delete them first.',
    },
    kernel: 'Method',
    kernelHelp: 'How new pixels are made of the old ones.',
    kernels: {
      lanczos3: 'Sharp',
      lanczos2: 'Less sharp',
      cubic: 'Balanced',
      mitchell: 'Soft',
      linear: 'Plain',
      nearest: 'Hard pixels',
    },
  },
} as const;
