/** What the services tell besides errors, in English: sentences about files, and the parts of such sentences. */
export const toldWords = {
  'words.too-long': 'it has {count, number} characters, and {most, number} are the most: please shorten it',
  'subject.project': 'The project',
  'subject.new-project': 'The new project',
  'subject.settings': 'The studio’s list of settings',
  'subject.folder': 'The studio’s folder',
  'found.folder': 'is a folder',
  'found.pipe': 'is a pipe',
  'found.socket': 'is a socket',
  'found.device': 'is a device',
  'found.link-to-nothing': 'is a link to nothing',
  'found.link-out': 'is a link that leads out of its folder',
  'found.no-folder': 'is no folder of the project',
  'picture.file': '“{file}”',
  'picture.unnamed': 'This picture',
  'blob.layer': 'The file of the layer “{layer}”',
  'blob.mask': 'The file of the mask of “{layer}”',
  'blob.drawing': 'The file of the picture drawn for “{prompt}”',
  'blob.unknown': 'A picture',
  'record.layer': 'the layer “{layer}”',
  'record.group': 'the group of “{layer}”',
  'record.region': 'a part of the region',
  'record.saved-mask': 'the saved region “{mask}”',
  'record.guide': 'a guide',
  'record.drawing': 'the drawing of {when, date, medium}, {when, time, short}',
  'record.drawing-undated': 'a drawing of an unknown day',
  'record.note': 'the note of {when, date, medium}, {when, time, short}',
  'record.note-undated': 'a note of an unknown day',
  'record.layers-too-many':
    '{count, plural, one {# layer more than a page can have} other {# layers more than a page can have}}',
  'record.steps-too-many':
    '{count, plural, one {# step of the region more than a page can have} other {# steps of the region more than a page can have}}',
  'record.masks-too-many':
    '{count, plural, one {# saved region more than a project can have} other {# saved regions more than a project can have}}',
  'record.guides-too-many':
    '{count, plural, one {# guide more than a page can have} other {# guides more than a page can have}}',
  'record.more': '{count} more',
  'record.more-layers': '{count, plural, one {# more layer} other {# more layers}}',
  'project.left-out': 'A part of the page can’t be read and is left out: {parts}.',
  'project.unknown-kinds':
    'This studio does not know how to show {parts}. Nothing of it is lost: a newer DiMOO Studio shows it.',
  'project.rolled-back':
    'This project is older than it was left: {commits, plural, one {the last change} other {the last # changes}} can’t be found on disk any more. Look whether a backup has them; what is left of the files is in {folder}.',
  'project.moved':
    'The folder of “{name}” is gone from {from}. Your work is kept as “{kept}” and goes on there.{lost, plural, =0 {} one { One of its pictures could not be kept, as the file was gone.} other { # of its pictures could not be kept, as the files were gone.}}',
  'project.moved-out':
    'The folder of “{name}” is gone from {from}. Your work is kept as “{kept}” in {folder} and goes on there.{lost, plural, =0 {} one { One of its pictures could not be kept, as the file was gone.} other { # of its pictures could not be kept, as the files were gone.}}',
  'settings.damaged':
    'The studio’s own file was damaged. {others, select, no {Your projects are all here} other {Your other projects are all here}}; the window’s settings begin anew, and the old file is kept in {folder}.',
  'settings.from-future':
    'The studio’s own file was written by a newer studio. {others, select, no {Your projects are all here} other {Your other projects are all here}}; the window’s settings begin anew, and the old file is kept in {folder}.',
  'provider.partly-wrong':
    'A part of what {provider} computes here is wrong, so the CPU does that part; a newer driver may help.',
  'provider.other-system': 'It exists on these systems alone: {systems}.',
  'provider.not-fetched': 'Libraries of ONNX Runtime are missing ({files}). This command fetches them: {command}',
  'provider.cannot-run': '{provider} cannot run the model here, so it runs on the CPU; a newer driver may help.',
  'provider.int8-on-cpu':
    'A model in int8-fast runs on the CPU; convert the checkpoint to fp16 or int4 to use the graphics processor, or to fp32 where that has no 16-bit floats.',
  'cli.trace-set-aside':
    'The trace in {path} is damaged or of another picture; it is set aside, and the picture is used as any other.',
} as const;
