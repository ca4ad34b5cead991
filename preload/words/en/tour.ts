/** Words of the tour through the window, in English. */
export const tourWords = {
  tour: {
    title: 'A short tour',
    count: '{at} of {of}',
    back: 'Back',
    next: 'Next',
    done: 'Done',
    leave: 'Leave the tour',
    again: 'Help > A Short Tour shows this again.',
    find: '{key} finds everything else by its name.',
    stops: {
      prompt: {
        title: 'Say what to draw',
        says: 'Write here what the picture shows, in plain words.',
      },
      draw: {
        title: 'Draw',
        says: 'This button, or Enter in the field, draws the picture. It lies on the page as a layer afterwards.',
      },
      region: {
        title: 'Change a part of it',
        says: 'Paint over what you do not like with the region brush and say what should be there. Draw becomes Retouch, and nothing outside of the paint changes.',
      },
      layers: {
        title: 'Layers',
        says: 'Every drawing and every picture that you bring in is a layer here: move, mix, mask or hide it.',
      },
      gallery: {
        title: 'Nothing is lost',
        says: 'The gallery keeps every picture that was drawn, the history says how, and both bring it back.',
      },
      describe: {
        title: 'From pictures to words',
        says: 'Describe writes what a picture shows, and answers questions about it.',
      },
    },
  },
} as const;
