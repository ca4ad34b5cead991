/** Words of what helps with measuring and aligning, in English. */
export const viewWords = {
  view: {
    label: 'Align: rulers, guides, grid and snapping',
    menu: 'Align',
    switches: {
      rulers: 'Rulers on or off',
      guides: 'Guides on or off',
      guidesLocked: 'Lock or release the guides',
      grid: 'Grid on or off',
      pixelGrid: 'Pixel grid on or off',
      snapping: 'Snapping on or off',
      navigator: 'Navigator on or off',
    },
    /** The same as things, for a list that ticks those that are on. */
    names: {
      rulers: 'Rulers',
      guides: 'Guides',
      guidesLocked: 'Guides locked',
      grid: 'Grid',
      pixelGrid: 'Pixel grid when close',
      snapping: 'Snapping',
      navigator: 'Navigator',
    },
    /** What a screen reader says after a key. */
    saidOn: '{name}: on',
    saidOff: '{name}: off',
    editGuides: 'New guide',
    clearGuides: 'Clear the guides',
    noGuides: 'There are no guides',
    guides: {
      title: 'Guides',
      close: 'Close',
      says: 'A guide is a line to align things to. It is pulled out of a ruler, or placed here by its distance from the page’s left or top edge.',
      orientation: 'Direction',
      orientations: { horizontal: 'Horizontal', vertical: 'Vertical' },
      positions: {
        px: 'Position in pixels',
        cm: 'Position in centimetres',
        in: 'Position in inches',
        percent: 'Position in per cent of the page',
      },
      add: 'Add the guide',
      list: 'Guides of the page',
      none: 'The page has no guides yet.',
      guide: {
        horizontal: 'From the top',
        vertical: 'From the left',
      },
      remove: 'Remove the guide at {position}',
      full: 'The page holds no more guides.',
    },
    navigator: {
      title: 'Navigator',
      overview: 'Overview of the page',
      says: 'Drag the frame to move the view. With the focus, arrow keys move it.',
      zoom: 'Zoom',
    },
    grid: {
      spacing: 'Grid, in pixels',
      divisions: 'Grid divided into',
    },
    rulers:
      'Pull a guide out of the ruler, or press it twice to place guides by number. A right click chooses the unit.',
    unit: 'Rulers and guides in',
    units: { px: 'Pixels', cm: 'Centimetres', in: 'Inches', percent: 'Per cent' },
    unitSigns: { cm: 'cm', in: 'in', percent: '%' },
    unitHelp: 'Also chosen by a right click on a ruler.',
    dpi: 'Pixels per inch of this page',
    rulersTurned: 'The rulers have no marks while the view is turned. Guides are pulled out of them all the same.',
  },
} as const;
