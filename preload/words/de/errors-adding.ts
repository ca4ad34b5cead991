import type { addingErrors as english } from '../en/errors-adding.ts';
import { translationOf } from '../message.ts';

export const addingErrors = translationOf<typeof english>()({
  'adding.nothing-there':
    'In {path} ist weder ein Checkpoint noch ein konvertiertes Modell: Dort gibt es keine config.json und keine manifest.json.',
  'adding.folder-gone':
    'Der Ordner der Modelle {path} ist nicht da. Bitte seinen Datenträger anschließen oder einen anderen Ordner für neue Modelle wählen.',
  'adding.moving': 'Es werden schon Modelle verschoben.',
  'adding.move-ended':
    'Das Verschieben von {path} ist unerwartet zu Ende. Das Modell ist, wo es war. Bitte erneut versuchen.',
  'adding.not-moved': 'Das Modell konnte nicht nach {to} verschoben werden ({code}). Es ist weiterhin in {path}.',
  'adding.no-writing': 'In {path} kann nichts geschrieben werden. Bitte einen anderen Ordner wählen.',
  'adding.lies-below': 'In {path} selbst ist kein Modell, wohl aber in {inner}. Bitte diesen Ordner wählen.',
  'adding.is-file': '{path} ist eine Datei. Bitte einen Ordner wählen; ein Archiv muss vorher entpackt werden.',
  'adding.no-access': 'Das Studio darf den Ordner {path} nicht lesen.',
  'adding.busy': 'Es wird schon ein Modell hinzugefügt. Dieses lässt sich danach hinzufügen.',
  'adding.checking': 'Es wird schon ein Modell geprüft. Dieses kann danach geprüft werden.',
  'adding.ended': 'Die Konvertierung ist unerwartet zu Ende, und nichts wurde hinzugefügt. Bitte erneut versuchen.',
  'adding.look-ended': 'Der Ordner konnte nicht angesehen werden. Bitte erneut versuchen.',
  'adding.list-ended': 'Die Modelle konnten nicht aufgelistet werden. Bitte erneut versuchen.',
  'adding.check-ended': 'Die Prüfung ist unerwartet zu Ende. Bitte erneut versuchen.',
  'adding.unlisted': 'Dieses Modell steht nicht mehr in der Liste.',
  'adding.unusable': 'In diesem Ordner ist kein Modell, das sich verwenden lässt.',
  'adding.in-use': 'Das Studio zeichnet mit diesem Modell. Bitte zuerst ein anderes wählen.',
  'adding.bundled-stays': 'Dieses Modell gehört zum Studio und bleibt.',
  'adding.not-trashed': 'Das Modell konnte nicht in den Papierkorb gelegt werden. Es ist weiterhin in {path}.',
  'adding.not-kept':
    'Die Liste der Modelle konnte nicht auf den Datenträger geschrieben werden. Deshalb wurde nichts geändert.',
  'adding.unknown': 'Kein Modell heißt „{name}“. Der Befehl `dimoo models` listet sie auf.',
  'adding.unclear': '{count} Modelle heißen „{name}“. Bitte den Ordner des gemeinten angeben.',
});
