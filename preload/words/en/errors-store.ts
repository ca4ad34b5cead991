/** What the project store refuses, in English. `{subject}`, `{picture}` and `{found}` are parts from `told.ts`. */
export const storeErrors = {
  'store.closing': 'The studio is closing, so this was not done.',
  'store.no-room-to-save':
    'The disk is full, so this was not saved. Nothing saved before is touched: free some space and try again.',
  'store.no-room-to-open':
    'The disk is full, so there is no room to open this. Nothing is lost: free some space and try again.',
  'store.damaged':
    '{subject} is damaged on disk and was left as it is: restore one of its backups. The files are in {folder}.',
  'store.irregular':
    '{file} in {folder} {found}, where a file of the studio belongs, and was left as it is: move it away, or restore a backup.',
  'store.odd-record':
    '{subject} holds a record that this studio can’t read and was left as it is: update the studio, or restore a backup.',
  'store.odd-record-in':
    '{subject} holds a record that this studio can’t read, in {folder}. It was left as it is: update the studio, or restore a backup.',
  'store.no-access':
    'The studio may not write in {folder}: give your user permission to write there, or choose another folder with DIMOO_HOME.',
  'store.busy': 'Another DiMOO Studio is already working in {folder}: close it, or use its window.',
  'store.disk-error':
    'The disk could not read or write in {folder}: check that it is connected and has room, then try again.',
  'store.from-future':
    '{subject} was saved by a newer DiMOO Studio and was left as it is: update the studio to open it.',
  'store.foreign-file':
    'The file {file} in {folder} belongs to another program and was left as it is: move it away, or restore a backup.',
  'projects.no-id': 'That is not the id of a project, so nothing was opened.',
  'projects.gone':
    'That project is not there any more, as its folder was moved or removed: put the folder back, or open another project.',
  'projects.at-work':
    'The studio is still at work in “{name}”, so the project stays as it is: wait for it or cancel it, then try again.',
  'projects.not-saved':
    'The last changes of “{name}” are not saved yet, so nothing was done with it: save it first, or see why that fails.',
  'projects.no-database':
    'The file project.sqlite is missing in {folder}: restore one of the project’s backups, or put the file back.',
  'projects.empty-database': 'The project file has no project in it and was left as it is: restore a backup.',
  'trash.gone': 'The project is not in the trash any more, so nothing was done: look at the list again.',
  'archives.no-place': 'The studio does not know that place any more, so nothing was done: choose the file again.',
  'archives.too-many':
    'The studio is still at work on another file, so this was not done: wait for it or cancel it, then try again.',
  'archives.gone':
    '“{file}” can’t be read: check that it is still there and that you may read it, then choose it again.',
  'archives.no-project':
    '“{file}” is no project of DiMOO Studio, so nothing was brought in: choose a file that the studio has exported.',
  'archives.damaged': '“{file}” is damaged, so nothing was brought in: get the file again from where it came.',
  'archives.strange': '“{file}” holds what no project file has, so nothing was brought in: export the project again.',
  'archives.too-much':
    '“{file}” unpacks to far more than a project has, so nothing was brought in: use it only if you know where it comes from, and export the project again.',
  'archives.from-future':
    '“{file}” was exported by a newer DiMOO Studio, so nothing was brought in: update the studio to bring it in.',
  'archives.foreign':
    'The database in “{file}” belongs to another program, so nothing was brought in: choose a file that the studio has exported.',
  'archives.no-room':
    'The disk has no room for this project, so nothing was brought in: free some space and try again.',
  'archives.no-room-there':
    'There is no room for “{file}”, so nothing was written: free some space, or choose another disk.',
  'archives.not-written':
    'The project could not be written to “{file}”, and what was there before is untouched: choose another place.',
  'documents.foreign':
    'This document belongs to another project, so it was not saved in this one: nothing of either has changed.',
  'documents.no-version': 'This earlier version is no longer there: versions go when they are old.',
  'documents.version-unreadable':
    'This earlier version cannot be read. Choose another one; the picture stays as it is.',
  'documents.twin-layers': 'The document names the same layer twice, so it was not saved: undo the last change.',
  'documents.twin-steps':
    'The document names the same step of the region twice, so it was not saved: clear the region.',
  'documents.twin-guides': 'The document names the same guide twice, so it was not saved: clear the guides.',
  'documents.lacking-picture':
    'The picture of the layer “{layer}” is not in this project, so the document was not saved: bring the picture in again.',
  'documents.lacking-region':
    'A part of the region is not in this project, so the document was not saved: clear the region.',
  'blobs.no-hash': 'That is not the name of a picture, so nothing was read.',
  'blobs.empty': 'That picture is empty, so it was not kept: choose another one.',
  'blobs.absent': 'That picture is not in this project: bring it in again.',
  'blobs.no-original':
    'The original of that picture is not in this project, so the picture was not kept: bring it in again.',
  'blobs.no-kind': 'The record of that picture is damaged, so it can’t be shown: restore a backup.',
  'blobs.missing':
    '{picture} is missing on disk: bring the picture in again, or restore {file} in {folder} from a copy of your own.',
  'blobs.damaged':
    '{picture} is damaged on disk: bring the picture in again, or restore {file} in {folder} from a copy of your own.',
  'blobs.irregular':
    '{picture} {found} and no picture on disk: bring the picture in again, or restore {file} in {folder} from a copy of your own.',
  'drawings.odd-grid': 'The token grid of that picture does not fit its size, so it was not kept: draw it again.',
  'drawings.no-source':
    'A picture that was drawn from is not in this project, so the result was not kept: bring that picture in again.',
  'drawings.no-artifact': 'A part of that drawing is not in this project, so it was not kept: draw it again.',
  'drawings.id-taken': 'Another picture is already kept under that id, so this one was not: draw it again.',
  'queue.id-taken': 'Another drawing already waits under that id, so this one was not queued: draw it again.',
  'queue.full': 'The queue holds {most} drawings and takes no more, so this one was not queued: wait, or cancel some.',
  'queue.no-picture':
    'A picture of that drawing is not in this project, so it was not queued: bring that picture in again.',
  'records.newer': 'This record was written by a newer DiMOO Studio: update the studio to read it.',
  'notes.queue-full':
    'The queue of this project is full: it holds {most, number} captions. Wait until some are written, or cancel some.',
  'notes.no-picture':
    'The picture of that note is not in this project, so the note was not kept: describe another picture.',
  'settings.no-value': 'That setting is no plain value, so it was not kept.',
} as const;
