const fromPicture = { act: 'Draw', keep: 'Keep this picture?', layer: 'Picture' } as const;

/**
 * Words for what can be done with a picture, as an artist would say it. `name` and `says` stand in the picker, `hint` in the
 * empty field of a task that takes words, `act` on the button that begins it, and `keep` over a finished picture. Its layer
 * is called `layer` where no words say what it shows.
 */
export const taskWords = {
  tasks: {
    generate: {
      name: 'Draw',
      says: 'A new picture from your words',
      hint: 'Describe a picture…',
      ...fromPicture,
    },
    retouch: {
      name: 'Retouch',
      says: 'Draws the painted part anew',
      hint: 'What should be in the region?',
      act: 'Retouch',
      keep: 'Keep this retouch?',
      layer: 'Retouch',
    },
    extend: {
      name: 'Extend',
      says: 'Draws more of the picture beyond its edges',
      hint: 'What does the whole picture show?',
      act: 'Extend',
      keep: 'Keep this extension?',
      layer: 'Extension',
    },
    vary: {
      name: 'Vary',
      says: 'Draws the least certain parts anew',
      hint: 'What does the picture show?',
      act: 'Vary',
      keep: 'Keep this variation?',
      layer: 'Variation',
    },
    sketch: {
      name: 'Use as sketch',
      says: 'Takes what is visible as the beginning, and draws a picture from it',
      hint: 'What should the sketch become?',
      ...fromPicture,
      act: 'Draw',
      layer: 'Drawing from a sketch',
    },
    edit: {
      name: 'Edit by instruction',
      says: 'Changes the picture, or its painted part, as you say',
      hint: 'What should change? “Make the circle blue”',
      act: 'Edit',
      keep: 'Keep this edit?',
      layer: 'Edit',
    },
    subject: {
      name: 'Use as subject',
      says: 'A new picture with the thing that a picture shows',
      hint: 'Describe the picture that it should be in…',
      ...fromPicture,
    },
    control: {
      name: 'Use as guide',
      says: 'A new picture along the lines of a guide',
      hint: 'Describe a picture…',
      ...fromPicture,
    },
    style: {
      name: 'Use as style',
      says: 'Gives the picture the style of another one',
      hint: '',
      act: 'Restyle',
      keep: 'Keep this picture?',
      layer: 'Restyled picture',
    },
    predict: {
      name: 'Make a map',
      says: 'A map of what the picture shows',
      hint: '',
      act: 'Make map',
      keep: 'Keep this map?',
      layer: 'Map',
    },
    views: {
      name: 'See from another side',
      says: 'The thing in a picture, seen from elsewhere',
      hint: '',
      ...fromPicture,
      layer: 'Another view',
    },
  },
  task: {
    label: 'What to do',
    chosen: 'What to do: {task}',
    saysAlone: '{says}.',
    mix: 'Mix',
    /** What a picture is called that says nothing of itself. */
    picture: 'Picture',
  },
  /** Of every choice that a task offers. */
  variants: {
    canny: 'Edges',
    hed: 'Soft edges',
    depth: 'Depth',
    pose: 'Pose',
    normal: 'Surfaces',
    segmentation: 'Parts',
    left: 'Left',
    right: 'Right',
    back: 'Back',
  },
  inputs: {
    variant: { control: 'The guide shows', predict: 'Map of', views: 'Seen from' },
    slot: { subject: 'Picture of the subject', control: 'Guide picture', style: 'Style picture', views: 'Front view' },
    slotEmpty: '{slot}: Drop a picture here, or choose one',
    slotFilled: '{slot}: {picture}',
    slotFile: 'Choose a file…',
    slotPage: 'The visible picture',
    slotClear: 'Take the picture away',
    strength: 'How much to draw anew',
    sketchHelp: 'At 0 % the sketch stays as it is, at 100 % only your words count.',
    strengthHelp: 'Of the picture or its painted part; the parts that the model is least sure of go first.',
    sides: { left: 'Left', top: 'Top', right: 'Right', bottom: 'Bottom' },
    added: { left: 'left {pixels}', top: 'top {pixels}', right: 'right {pixels}', bottom: 'bottom {pixels}' },
    sidesLabel: 'Add to the page',
    wider: 'Wider',
    taller: 'Taller',
    around: 'All around',
  },
  /** Why a task cannot begin. */
  missing: {
    model: 'The model is not ready yet.',
    untrained: '{model} was not trained for this; a larger model is.',
    words: '',
    long: 'The prompt has {has, number} characters, and {most, number} are the most: please shorten it.',
    page: 'Draw or drop in a picture first.',
    paint: 'Paint over a part with the brush first (B).',
    unpaint: 'Clear the region first.',
    slot: 'Add a picture to draw from.',
    sides: 'Say on which sides to add, and how much.',
  },
} as const;
