/** Tools that mark the region, their options, and what can be done with the region as a whole. */
export const regionWords = {
  region: {
    nothing: 'This marks nothing: it lies beside the page, or goes around no pixel.',
    nothingFound: 'Nothing was found there.',
    noLayer: 'Choose a layer first, or let the wand look at all layers.',
  },
  options: {
    label: 'Options of the tool',
    move: 'Drag a layer to move it. Its handles scale and turn it.',
    hand: 'Drag to move the view. Holding Space lends the hand to every tool.',
    marquee: 'Shape',
    marquees: { rectangle: 'Rectangle', ellipse: 'Ellipse' },
    lasso: 'Line',
    lassos: { free: 'Free hand', corners: 'Corners' },
    tolerance: 'Tolerance',
    toleranceHelp: 'How far a colour may differ from the one that is clicked. 0 takes that colour alone.',
    contiguous: 'Connected',
    contiguousHelp: 'Only what hangs together with the place that is clicked.',
    allLayers: 'All layers',
    allLayersHelp: 'Looks at the visible picture. Off: at the chosen layer alone.',
    modes: 'Shift adds, Alt takes away',
    modesHelp: 'Held at the press: Shift adds to the region, Alt takes from it, both keep what is in both.',
    corners: 'Enter closes, Backspace takes a corner',
    brushKeys: 'Shift draws a straight line',
  },
} as const;
