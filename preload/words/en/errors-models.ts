/** Errors of model folders, and of what runs them. */
export const modelErrors = {
  'model.none-there': 'There is no model in {path}; convert a checkpoint into it, or choose another folder.',
  'model.manifest-no-json': 'The manifest of the model in {path} is not JSON; convert the checkpoint again.',
  'model.manifest-invalid': 'The manifest of the model in {path} is not valid; convert the checkpoint again.',
  'model.manifest-large': 'The manifest of the model in {path} is far too large; convert the checkpoint again.',
  'model.manifest-no-file':
    'The manifest of the model in {path} is no ordinary file in that folder; convert the checkpoint again.',
  'model.role-twice':
    'The manifest of the model in {path} contradicts itself: it names {count} files for "{role}"; convert the checkpoint again.',
  'model.file-twice':
    'The manifest of the model in {path} contradicts itself: it names a file twice; convert the checkpoint again.',
  'model.vocabulary-sum':
    'The manifest of the model in {path} contradicts itself: the codebook does not fit into the vocabulary; convert the checkpoint again.',
  'model.special-outside':
    'The manifest of the model in {path} contradicts itself: a special token lies outside the text part of the vocabulary; convert the checkpoint again.',
  'model.special-shared':
    'The manifest of the model in {path} contradicts itself: two special tokens share an id; convert the checkpoint again.',
  'model.size-off-grid':
    'The manifest of the model in {path} contradicts itself: a native size is no multiple of the patch size; convert the checkpoint again.',
  'model.role-absent': 'The model in {path} has no {role}; convert the checkpoint again.',
  'model.file-absent': 'The model in {path} lacks {file}; convert the checkpoint again.',
  'model.file-changed': '{file} in {path} is not the file that was converted; convert the checkpoint again.',
  'model.number-type':
    'The model in {path} works with {type} numbers, and this studio with float32 alone: update the studio.',
  'model.family-unknown':
    'The model in {path} is of the family "{family}", which this studio does not know; it knows {known}.',
  'model.file-unreadable': "The model's {role} cannot be read; convert the checkpoint again.",
  'model.graph-unreadable': "The model's {graph} cannot be loaded; convert the checkpoint again.",
  'model.graph-lacks': 'The model\'s {graph} has no "{name}"; convert the checkpoint again.',
  'model.graph-failed': "The model's {graph} failed to run; please try again.",
  'model.output-no-float': 'The model\'s "{name}" is not float32; convert the checkpoint again.',
  'model.output-no-integer': 'The model\'s "{name}" is not integer; convert the checkpoint again.',
  'provider.unknown': 'DIMOO_PROVIDER is "{asked}"; it must be one of {known}.',
  'provider.wrong': 'What {provider} computes here is wrong, so the model runs on the CPU; a newer driver may help.',
  'provider.no-halves':
    '{provider} has no 16-bit floats on this graphics processor, and a model in {precision} needs them, so it runs on the CPU; convert the checkpoint to fp32 to use {provider}.',
  'provider.no-adapter':
    '{provider} finds no graphics processor that it can use, so the model runs on the CPU; install the newest driver of your graphics processor, on Linux with its Vulkan part.',
  'provider.no-device':
    '{provider} finds no NVIDIA graphics processor, or a driver that is too old, so the model runs on the CPU.',
  'provider.lacks-library':
    '{provider} needs {library}, which is not on this computer, so the model runs on the CPU; install {package}.',
  'provider.no-kernel':
    '{provider} cannot compute a model in {precision}, so it runs on the CPU; convert the checkpoint to {choice} to use {provider}.',
  'provider.ended-process':
    '{provider} ended the image engine when it was last tried, so the model runs on the CPU. To try once more, choose it again in the preferences.',
  'provider.ended-trial':
    '{provider} ended the process that tried it ({end}), so the model runs on the CPU; a newer driver may help.',
  'provider.silent': '{provider} did not answer within {seconds} seconds; a newer driver may help.',
  'model.no-memory':
    'There is not enough memory to load the model: it needs about {needed, number} GB, and {free, number} GB are free. Close other programs, or choose the model in a smaller precision.',
  'model.no-memory-given':
    'The system did not give enough memory to load the model, although {free, number} GB are free: it needs about {needed, number} GB and more while it is loaded. Close other programs, or choose the model in a smaller precision.',
} as const;
