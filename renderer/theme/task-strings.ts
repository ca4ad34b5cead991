/** Words for what can be done with a picture: plain, as an artist would say it. */

interface TaskWords {
  readonly name: string;
  /** In the picker: what comes of it. */
  readonly says: string;
  /** In the empty field; null where the task takes no words. */
  readonly hint: string | null;
  /** On the button that begins it. */
  readonly act: string;
  /** Of a finished one. */
  readonly keep: string;
}

const fromPicture = { act: 'Draw', keep: 'Keep this picture?' } as const;

export const taskStrings = {
  label: 'What to do',
  /** Begun from a candidate, not from the prompt bar. */
  mix: 'Mix',
  generate: {
    name: 'Draw',
    says: 'A new picture from your words',
    hint: 'Describe a picture…',
    ...fromPicture,
  },
  retouch: {
    name: 'Retouch',
    says: 'Draws the painted part anew',
    hint: 'What should be in the painted area?',
    act: 'Retouch',
    keep: 'Keep this retouch?',
  },
  extend: {
    name: 'Extend',
    says: 'Draws more of the picture beyond its edges',
    hint: 'What does the whole picture show?',
    act: 'Extend',
    keep: 'Keep this extension?',
  },
  vary: {
    name: 'Vary',
    says: 'Draws the least certain parts anew',
    hint: 'What does the picture show?',
    act: 'Vary',
    keep: 'Keep this variation?',
  },
  edit: {
    name: 'Edit by instruction',
    says: 'Changes the picture, or its painted part, as you say',
    hint: 'What should change? “Make the circle blue”',
    act: 'Edit',
    keep: 'Keep this edit?',
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
    hint: null,
    act: 'Restyle',
    keep: 'Keep this picture?',
  },
  predict: {
    name: 'Make a map',
    says: 'A map of what the picture shows',
    hint: null,
    act: 'Make map',
    keep: 'Keep this map?',
  },
  views: {
    name: 'See from another side',
    says: 'The thing in a picture, seen from elsewhere',
    hint: null,
    ...fromPicture,
  },
} as const satisfies Record<string, TaskWords | string>;

/** Of every choice that a task offers. */
export const variantStrings: Readonly<Record<string, string>> = {
  canny: 'Edges',
  hed: 'Soft edges',
  depth: 'Depth',
  pose: 'Pose',
  normal: 'Surfaces',
  segmentation: 'Parts',
  left: 'Left',
  right: 'Right',
  back: 'Back',
};

export const inputStrings = {
  variant: { control: 'The guide shows', predict: 'Map of', views: 'Seen from' },
  slot: { subject: 'Picture of the subject', control: 'Guide picture', style: 'Style picture', views: 'Front view' },
  slotDrop: 'Drop a picture here, or choose one',
  slotFile: 'Choose a file…',
  slotPage: 'The visible picture',
  slotClear: 'Take the picture away',
  strength: 'How much to draw anew',
  strengthHelp: 'Of the picture or its painted part; the parts that the model is least sure of go first.',
  sides: { left: 'Left', top: 'Top', right: 'Right', bottom: 'Bottom' },
  sidesLabel: 'Add to the page',
  wider: 'Wider',
  taller: 'Taller',
  around: 'All around',
} as const;

/** Why a task cannot begin. */
export const missingStrings = {
  model: 'The model is not ready yet.',
  untrained: (model: string) => `${model} was not trained for this; a larger model is.`,
  words: '',
  long: (has: string, most: string) => `The prompt has ${has} characters, and ${most} are the most: please shorten it.`,
  page: 'Draw or drop in a picture first.',
  paint: 'Paint over a part with the brush first (B).',
  unpaint: 'Clear the painted area first.',
  slot: 'Add a picture to draw from.',
  sides: 'Say on which sides to add, and how much.',
} as const;
