/** Errors of the image engine: what was asked of it, the jobs that it runs, and its report for a bug. */
export const engineErrors = {
  'drawing.foreign-codes': 'This drawing has codes that the model does not know; another model has made it.',
  'drawing.nothing-added': 'Nothing is to be added; give at least one side some pixels.',
  'drawing.extended-too-large':
    'The extended picture would have {width}x{height} pixels; at most {side} a side and {megapixels} megapixels are drawn.',
  'drawing.mask-size':
    'The mask is {maskWidth}x{maskHeight} pixels and the picture {width}x{height}; they must be of one size.',
  'drawing.freeze-mask-size':
    'The freeze mask is {maskWidth}x{maskHeight} pixels and the picture {width}x{height}; they must be of one size.',
  'drawing.negative-without-guidance': 'A negative prompt acts through the guidance; set the guidance above 0.',
  'drawing.nothing-mixed': 'The mask takes all or nothing of the second picture; mark a part of it.',
  'drawing.mixed-sizes': 'Two pictures can be mixed where they and the mask are of one size.',
  'drawing.all-protected': 'All that is marked is protected, so nothing is left to draw; mark more or protect less.',
  'drawing.nothing-marked': 'The mask is empty; paint over the part that is to be drawn anew.',
  'drawing.too-large-to-show': 'This drawing has more cells than the largest picture, so it is not decoded.',
  'drawing.other-grid':
    'The earlier drawing has {columns}x{rows} cells and this one {ownColumns}x{ownRows}; it can only go on at the same size.',
  'drawing.nothing-left': 'After step {step} of {steps} nothing is left to draw; go on from an earlier one.',
  'drawing.no-memory':
    'This picture needs about {needed, number} GB more memory, and {free, number} GB are free. {way, select, both {Draw it at the speed “Exact” or at {width} x {height}, close other programs} exact {Draw it at the speed “Exact”, close other programs} size {Draw it at {width} x {height}, close other programs} other {Close other programs}}, or choose the model in a smaller precision.',
  'drawing.too-long':
    'This needs {tokens} tokens, and the model takes {most}; ask for a smaller picture or a shorter prompt.',
  'answer.too-long':
    'This needs {tokens} tokens, and the model takes {most}; ask a shorter question or for a shorter answer.',
  'model.task-unknown': 'The model "{model}" has not learned the task "{task}"; it knows {tasks}.',
  'model.kind-unknown': 'The model "{model}" has not learned the kind "{kind}" of the task "{task}"; it knows {kinds}.',
  'model.no-words': 'The model "{model}" cannot answer in words; choose another model.',
  'model.no-trace': 'The model "{model}" keeps no trace of its drawings, so none can be shown.',
  'engine.no-model': 'No model is set up; restart the studio so that it can prepare one.',
  'engine.no-memory': 'There is not enough memory for this; close other programs or ask for a smaller picture.',
  'engine.stopped': 'The image engine stopped in the middle of this job; please try again.',
  'engine.picture-too-large': 'A picture of more than {megapixels} megapixels is not taken.',
  'engine.picture-misnamed': 'The bytes of a picture are not those that its name says.',
  'engine.picture-absent': 'The image engine does not have a picture of this job; upload it first.',
  'engine.picture-misfit': 'A picture of this job has not the size that the job says.',
  'engine.job-taken': 'Another job has this id; give each job an id of its own.',
  'engine.too-many-jobs':
    '{jobs, plural, one {# job waits} other {# jobs wait}} already; ask again when some are done.',
  'engine.no-picture': 'This job has no such picture.',
  'engine.no-job': 'The image engine has no such job; it was never asked for, or is over.',
  'report.disk-full': 'The disk is full, so the report was not written.',
  'report.unwritten': 'The report cannot be written there ({code}); choose another place.',
  'report.ended': 'The report could not be made; please try again.',
} as const;
