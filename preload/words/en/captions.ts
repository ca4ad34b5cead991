/** Words about captions of many pictures. */
export const captionWords = {
  captions: {
    menu: 'Captions',
    open: 'Caption…',
    title: '{count, plural, one {Caption the picture} other {Caption # pictures}}',
    close: 'Close',
    caption: 'A caption of each picture',
    questions: 'Questions about each picture',
    questionsHint: 'One question in each line, in English',
    tooMany: 'At most {most} questions of {characters, number} letters each.',
    again: 'Also what was said of them already, once more',
    count:
      '{count, plural, =0 {All of this was said of these pictures already, or waits to be.} one {# text will be written.} other {# texts will be written.}}',
    help: 'They are written while nothing draws, and kept with their pictures. What was written before stays.',
    act: 'Begin',
    noModel: 'No model that describes pictures is loaded.',
    label: 'Captions of many pictures',
    states: {
      running: 'Writing text {number, number} of {of, number}',
      yields: 'Captions wait while something is drawn: {done, number} of {of, number} written',
      'no-model': 'Captions wait for a model: {done, number} of {of, number} written',
      paused: 'Captions are paused: {done, number} of {of, number} written',
      left: '{count, plural, one {# caption waits since an earlier session} other {# captions wait since an earlier session}}',
      failed: '{failed, plural, one {# caption could not be written} other {# captions could not be written}}',
    },
    inProject: '{text}, in “{project}”',
    pause: 'Pause',
    goOn: 'Go on',
    retry: 'Try again',
    cancel: 'Cancel',
    leftNotice:
      '{count, plural, one {# caption was not written yet when the studio closed.} other {# captions were not written yet when the studio closed.}}',
    ended: '{count, plural, one {# caption is written.} other {# captions are written.}}',
    endedWithFailures:
      '{count, plural, one {# caption is written} other {# captions are written}}, and {failed, plural, one {# could not be} other {# could not be}}: a picture could not be read.',
  },
} as const;
