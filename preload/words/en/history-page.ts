/** Words of the page of the history, in English. */
export const historyPageWords = {
  historyPage: {
    title: 'History',
    of: 'History of “{project}”',
    asTree: 'Show as a tree',
    help: 'Every drawing stands below the one that it began from.',
    tree: 'Drawings, newest first, each with what began from it',
    chosen: 'The chosen drawing',
    choose: 'Choose a drawing to see how it was made, and to go on from it.',
    several: '{count, plural, one {# drawing is chosen.} other {# drawings are chosen.}}',
    root: 'It began from no other drawing of this project.',
    beganFrom: 'Began from “{title}”',
    compareParent: 'Compare with it',
    candidates: 'Pictures of this drawing',
    candidate: 'Picture {number}, {outcome}',
    spoken: '{title}, {task}, {outcome}',
    outcomes: { waiting: 'waits', accepted: 'accepted', dropped: 'discarded' },
    empty: 'Draw something on the canvas. It stands here, with all that you draw from it below it.',
  },
} as const;
