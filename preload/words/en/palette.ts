/** Words of the list that finds every action, in English. */
export const paletteWords = {
  palette: {
    title: 'Find an action',
    field: 'Action, task or project',
    nothing: 'Nothing here has these words. Try another word for it.',
    project: 'Open “{name}”',
    tasks: 'Task',
    file: 'File',
    /** Why an action cannot be done now. */
    reasons: {
      undo: 'Nothing was done that could be undone',
      redo: 'Nothing was undone',
    },
  },
} as const;
