/** Errors of looking at a repository on the hub and of fetching it. */
export const hubErrors = {
  'hub.name-wrong':
    '“{text}” is not the name of a repository. It looks like OWNER/NAME, or like the address of the repository’s page.',
  'hub.host-wrong':
    'HF_ENDPOINT is “{endpoint}”, which is no address that is asked: it has to begin with https://. Correct it and start the studio again.',
  'hub.offline':
    '{host} cannot be reached. Check the connection to the internet, or add a model from a folder on this computer.',
  'hub.dropped': 'The connection to {host} was lost again and again. What has arrived stays, and you can go on later.',
  'hub.no-answer': '{host} did not answer. Check the connection to the internet, and try again.',
  'hub.busy': '{host} asks to wait. Try again in {seconds, plural, one {# second} other {# seconds}}.',
  'hub.failing': '{host} has a problem of its own (status {status}). Try again later.',
  'hub.certificate':
    'The connection to {host} is not safe: its certificate cannot be trusted ({code}). Check the date of this computer, and the network.',
  'hub.no-repository': '{host} has no repository {repository}. Check the name.',
  'hub.no-revision': '{repository} has no branch, tag or commit called “{revision}”.',
  'hub.no-file': '{repository} no longer has the file {file} at {host}. Look at the repository again.',
  'hub.needs-token':
    '{host} does not show {repository} to everyone. Check the name. If it is private, enter a token of an account that may read it.',
  'hub.gated-first':
    '{repository} is gated. Open {page}, accept the terms there, and enter a token of that account here.',
  'hub.token-refused':
    '{host} does not accept the token. Make a new one in the settings of your account there, and enter it here.',
  'hub.gated':
    'The account of this token may not fetch {repository} yet. Open {page}, accept the terms there, and try again once access is granted.',
  'hub.refused': '{host} refuses to hand out {repository} (status {status}).',
  'hub.no-checkpoint':
    '{repository} is no checkpoint in the layout of Lumina-DiMOO: it lacks {file}. Models of other kinds cannot be used.',
  'hub.answer-wrong': '{host} answers otherwise than the Hugging Face hub does. Nothing was fetched.',
  'hub.no-hash': '{host} tells no checksum of {file}, so it could not be checked. Nothing was fetched.',
  'hub.hash-wrong':
    '{file} arrived otherwise than {host} says, twice. It was thrown away. Try again later, or from another host.',
  'hub.size-wrong': '{file} has another size than {host} had said. It was thrown away. Look at the repository again.',
  'hub.unsafe-redirect': '{host} pointed to an address that is not safe, and it was not asked.',
  'hub.no-room':
    'The download and the model need {needed, number} GB on the disk of {folder}, and {free, number} GB are free. Free some, or put new models on another disk.',
  'hub.disk-full': 'The disk of {folder} is full. What has arrived stays. Free some room, then go on.',
  'hub.not-written': 'Nothing can be written into {folder} ({code}). Put new models into another folder.',
  'hub.in-use': 'Another program is fetching into {folder}. Wait until it is done.',
  'hub.busy-here':
    'The download of {repository} is not finished. Go on with it or throw it away before another one begins.',
  'hub.unlisted': 'This repository was not looked at. Look at it again.',
  'hub.none-left': 'There is no download that could go on.',
  'hub.folder-gone': 'What has arrived lies in {folder}, which is not there. Connect its disk, then go on.',
  'hub.plan-gone': 'The download cannot go on: its list of files is damaged. Throw it away and begin again.',
  'hub.ended': 'The download ended unexpectedly. What has arrived stays, and you can go on.',
  'hub.look-ended': 'The repository could not be looked at. Please try again.',
  'hub.token-wrong':
    'This is no token. A token is one line of letters and digits, and on the hub it begins with “hf_”.',
} as const;
