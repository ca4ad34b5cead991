/** What the canvas shows in words, and what a screen reader says of the picture. */
export const canvasWords = {
  canvas: {
    section: 'Picture',
    menu: 'Menu of the canvas',
    layersHere: 'Layers here',
    label: 'Canvas',
    lostTile: 'This part of the layer can’t be read. The layer’s menu can give it up.',
    drop: 'Drop to add as a layer',
    page: 'The page is {width} by {height} pixels.',
    layers: '{count, plural, =0 {No layers.} =1 {One layer.} other {# layers.}}',
    paintedPart: 'A part is painted.',
    keys: 'Page Up and Page Down choose a layer, arrow keys move it, Shift and R begin a rectangle to paint.',
    layer:
      'Layer {number} of {of}, “{name}”{visible, select, no {, hidden} other {}}, at {x}, {y}, {width} by {height} pixels{angle, plural, =0 {} other {, turned # degrees}}',
    group: 'Group {number} of {of}, “{name}”{visible, select, no {, hidden} other {}}',
    fill: 'Fill layer {number} of {of}, “{name}”{visible, select, no {, hidden} other {}}',
    adjustment: 'Adjustment layer {number} of {of}, “{name}”{visible, select, no {, hidden} other {}}',
    unreadableLayer:
      'Layer {number} of {of}, “{name}”{visible, select, no {, hidden} other {}}, of a kind that this studio does not know',
    sentence: '{words}.',
    rectangle: 'Rectangle of {width} by {height} pixels at {x}, {y}. Enter paints it, Escape drops it.',
    painted: 'The rectangle is painted.',
    paintsMask: 'The paint goes on the mask of “{name}”. Black hides, white shows.',
    paintsLayer: 'The paint goes on “{name}”.',
    loneMask: 'The mask of “{name}” is shown alone.',
  },
} as const;
