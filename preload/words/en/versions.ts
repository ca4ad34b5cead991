/** Words of the earlier versions of a picture, in English. */
export const versionWords = {
  versions: {
    open: 'Earlier versions…',
    title: 'Earlier versions of “{name}”',
    close: 'Close',
    says: 'One is kept every ten minutes while you work, and before much is taken away. Going back is one step: undo brings back what you have now.',
    list: 'Versions, newest first',
    loading: 'Looking for versions…',
    none: 'There is no earlier version yet. The first one comes with your first layer.',
    reasons: { time: 'while you worked', large: 'before much was taken away' },
    holds: '{layers, plural, one {# layer} other {# layers}} · {width} × {height}',
    drawing: 'Drawing the version…',
    earlier: 'then',
    present: 'now',
    divider: 'Where the earlier version ends and the present one begins',
    leftOut:
      '{count, plural, one {# part is missing: its picture is} other {# parts are missing: their pictures are}} no longer in the project.',
    back: 'Go back to this',
    copy: 'Open as a copy',
    copyName: '{name}, {when}',
    isBack: 'The picture is as it was then. Undo brings back what you had.',
  },
} as const;
