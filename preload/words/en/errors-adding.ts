/** Errors of the models on this computer: adding, checking, choosing and removing them. */
export const addingErrors = {
  'adding.nothing-there':
    'In {path} there is neither a checkpoint nor a converted model: it holds no config.json and no manifest.json.',
  'adding.folder-gone':
    'The folder of models {path} is not there. Please connect its disk, or choose another folder for new models.',
  'adding.moving': 'Models are being moved already.',
  'adding.move-ended': 'The move of {path} ended unexpectedly. The model is where it was. Please try again.',
  'adding.not-moved': 'The model could not be moved to {to} ({code}). It is still in {path}.',
  'adding.no-writing': 'Nothing can be written into {path}. Please choose another folder.',
  'adding.lies-below': 'In {path} itself there is no model, but there is one in {inner}. Please choose that folder.',
  'adding.is-file': '{path} is a file. Please choose a folder; an archive has to be unpacked before.',
  'adding.no-access': 'The studio may not read the folder {path}.',
  'adding.busy': 'A model is being added already. Add this one when that is done.',
  'adding.checking': 'A model is being checked already. Check this one when that is done.',
  'adding.ended': 'The conversion ended unexpectedly, and nothing was added. Please try again.',
  'adding.look-ended': 'The folder could not be looked at. Please try again.',
  'adding.list-ended': 'The models could not be listed. Please try again.',
  'adding.check-ended': 'The check ended unexpectedly. Please try again.',
  'adding.unlisted': 'This model is no longer in the list.',
  'adding.unusable': 'This folder holds no model that can be used.',
  'adding.in-use': 'The studio draws with this model. Choose another one first.',
  'adding.bundled-stays': 'This model came with the studio and stays.',
  'adding.not-trashed': 'The model could not be moved to the trash. It is still in {path}.',
  'adding.not-kept': 'The list of models could not be written to the disk, so nothing was changed.',
  'adding.unknown': 'No model is called “{name}”. The command `dimoo models` lists them.',
  'adding.unclear': '{count} models are called “{name}”. Give the folder of the one that you mean.',
} as const;
