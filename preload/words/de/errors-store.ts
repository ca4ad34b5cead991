import type { storeErrors as english } from '../en/errors-store.ts';
import { translationOf } from '../message.ts';

export const storeErrors = translationOf<typeof english>()({
  'store.closing': 'Das Studio wird gerade geschlossen, daher wurde dies nicht ausgeführt.',
  'store.no-room-to-save':
    'Das Laufwerk ist voll, daher wurde dies nicht gespeichert. Früher Gespeichertes ist unberührt: Bitte Platz schaffen und erneut versuchen.',
  'store.no-room-to-open':
    'Das Laufwerk ist voll, daher fehlt der Platz zum Öffnen. Nichts ist verloren: Bitte Platz schaffen und erneut versuchen.',
  'store.damaged':
    '{subject} ist auf dem Laufwerk beschädigt und blieb unverändert: Bitte eine Sicherung wiederherstellen. Die Dateien liegen in {folder}.',
  'store.irregular':
    '{file} in {folder} {found}, wo eine Datei des Studios hingehört, und blieb unverändert: Bitte woandershin verschieben oder eine Sicherung wiederherstellen.',
  'store.odd-record':
    '{subject} enthält einen Eintrag, den dieses Studio nicht lesen kann, und blieb unverändert: Bitte das Studio aktualisieren oder eine Sicherung wiederherstellen.',
  'store.odd-record-in':
    '{subject} enthält einen Eintrag, den dieses Studio nicht lesen kann, in {folder}. Er blieb unverändert: Bitte das Studio aktualisieren oder eine Sicherung wiederherstellen.',
  'store.no-access':
    'Das Studio darf in {folder} nicht schreiben: Bitte dort das Schreiben erlauben oder mit DIMOO_HOME einen anderen Ordner wählen.',
  'store.busy':
    'Ein anderes DiMOO Studio arbeitet bereits in {folder}: Bitte dieses schließen oder dessen Fenster verwenden.',
  'store.disk-error':
    'Das Laufwerk konnte in {folder} nicht lesen oder schreiben: Bitte prüfen, ob es verbunden ist und Platz hat, und erneut versuchen.',
  'store.from-future':
    '{subject} wurde von einem neueren DiMOO Studio gespeichert und blieb unverändert: Bitte zum Öffnen das Studio aktualisieren.',
  'store.foreign-file':
    'Die Datei {file} in {folder} gehört zu einem anderen Programm und blieb unverändert: Bitte woandershin verschieben oder eine Sicherung wiederherstellen.',
  'projects.no-id': 'Das ist keine Kennung eines Projekts, daher wurde nichts geöffnet.',
  'projects.gone':
    'Dieses Projekt ist nicht mehr da, weil sein Ordner verschoben oder gelöscht wurde: Bitte den Ordner zurücklegen oder ein anderes Projekt öffnen.',
  'projects.at-work':
    'In „{name}“ ist das Studio noch an der Arbeit, darum bleibt das Projekt, wie es ist: Bitte warten oder abbrechen und es dann noch einmal versuchen.',
  'projects.not-saved':
    'Die letzten Änderungen an „{name}“ sind noch nicht gespeichert, darum ist nichts geschehen: Bitte zuerst speichern oder nachsehen, warum das nicht gelingt.',
  'projects.no-database':
    'Die Datei project.sqlite fehlt in {folder}: Bitte eine Sicherung des Projekts wiederherstellen oder die Datei zurücklegen.',
  'projects.empty-database':
    'Die Projektdatei enthält kein Projekt und blieb unverändert: Bitte eine Sicherung wiederherstellen.',
  'trash.gone':
    'Das Projekt ist nicht mehr im Papierkorb, darum ist nichts geschehen: Ein neuer Blick in die Liste zeigt, was da ist.',
  'archives.no-place':
    'Der Ort ist dem Studio nicht mehr bekannt, darum ist nichts geschehen: Bitte die Datei noch einmal wählen.',
  'archives.too-many':
    'Das Studio arbeitet noch an einer anderen Datei, darum ist nichts geschehen: Bitte warten oder abbrechen und es dann noch einmal versuchen.',
  'archives.gone':
    '„{file}“ lässt sich nicht lesen: Bitte nachsehen, ob die Datei noch da ist und gelesen werden darf, und sie noch einmal wählen.',
  'archives.no-project':
    '„{file}“ ist kein Projekt von DiMOO Studio, darum ist nichts hereingekommen: Bitte eine Datei wählen, die das Studio exportiert hat.',
  'archives.damaged':
    '„{file}“ ist beschädigt, darum ist nichts hereingekommen: Bitte die Datei noch einmal von dort holen, woher sie kam.',
  'archives.strange':
    '„{file}“ enthält etwas, das keine Projektdatei hat, darum ist nichts hereingekommen: Bitte das Projekt noch einmal exportieren.',
  'archives.too-much':
    '„{file}“ enthält entpackt weit mehr, als ein Projekt hat, darum ist nichts hereingekommen: Bitte das Projekt noch einmal exportieren.',
  'archives.from-future':
    '„{file}“ hat ein neueres DiMOO Studio exportiert, darum ist nichts hereingekommen: Bitte das Studio aktualisieren.',
  'archives.foreign':
    'Die Datenbank in „{file}“ gehört zu einem anderen Programm, darum ist nichts hereingekommen: Bitte eine Datei wählen, die das Studio exportiert hat.',
  'archives.no-room':
    'Auf dem Datenträger ist kein Platz für dieses Projekt, darum ist nichts hereingekommen: Bitte Platz schaffen und es noch einmal versuchen.',
  'archives.no-room-there':
    'Für „{file}“ ist kein Platz, darum wurde nichts geschrieben: Bitte Platz schaffen oder einen anderen Datenträger wählen.',
  'archives.not-written':
    'Das Projekt ließ sich nicht nach „{file}“ schreiben, und was vorher da war, ist unberührt: Bitte einen anderen Ort wählen.',
  'documents.foreign':
    'Dieses Dokument gehört zu einem anderen Projekt und wurde in diesem nicht gespeichert: Beide sind unverändert.',
  'documents.no-version': 'Diese frühere Fassung gibt es nicht mehr: Fassungen gehen, wenn sie alt sind.',
  'documents.version-unreadable':
    'Diese frühere Fassung lässt sich nicht lesen. Wähle eine andere; das Bild bleibt, wie es ist.',
  'documents.twin-layers':
    'Das Dokument nennt dieselbe Ebene zweimal und wurde nicht gespeichert: Bitte die letzte Änderung rückgängig machen.',
  'documents.twin-steps':
    'Das Dokument nennt denselben Schritt der Markierung zweimal und wurde nicht gespeichert: Bitte die Markierung aufheben.',
  'documents.twin-guides':
    'Das Dokument nennt dieselbe Hilfslinie zweimal und wurde nicht gespeichert: Bitte die Hilfslinien löschen.',
  'documents.lacking-picture':
    'Das Bild der Ebene „{layer}“ ist nicht in diesem Projekt, daher wurde das Dokument nicht gespeichert: Bitte das Bild erneut hinzufügen.',
  'documents.lacking-region':
    'Ein Teil der Markierung ist nicht in diesem Projekt, daher wurde das Dokument nicht gespeichert: Bitte die Markierung aufheben.',
  'blobs.no-hash': 'Das ist kein Name eines Bildes, daher wurde nichts gelesen.',
  'blobs.empty': 'Dieses Bild ist leer und wurde nicht aufbewahrt: Bitte ein anderes wählen.',
  'blobs.absent': 'Dieses Bild ist nicht in diesem Projekt: Bitte erneut hinzufügen.',
  'blobs.no-original':
    'Das Original dieses Bildes ist nicht in diesem Projekt, daher wurde das Bild nicht aufbewahrt: Bitte erneut hinzufügen.',
  'blobs.no-kind':
    'Der Eintrag dieses Bildes ist beschädigt, daher kann es nicht angezeigt werden: Bitte eine Sicherung wiederherstellen.',
  'blobs.missing':
    '{picture} fehlt auf dem Laufwerk: Bitte das Bild erneut hinzufügen oder {file} in {folder} aus einer eigenen Kopie zurückholen.',
  'blobs.damaged':
    '{picture} ist auf dem Laufwerk beschädigt: Bitte das Bild erneut hinzufügen oder {file} in {folder} aus einer eigenen Kopie zurückholen.',
  'blobs.irregular':
    '{picture} {found} und kein Bild auf dem Laufwerk: Bitte das Bild erneut hinzufügen oder {file} in {folder} aus einer eigenen Kopie zurückholen.',
  'drawings.odd-grid':
    'Das Tokenraster dieses Bildes passt nicht zu seiner Größe, daher wurde es nicht aufbewahrt: Bitte erneut zeichnen.',
  'drawings.no-source':
    'Ein Bild, aus dem gezeichnet wurde, ist nicht in diesem Projekt, daher wurde das Ergebnis nicht aufbewahrt: Bitte jenes Bild erneut hinzufügen.',
  'drawings.no-artifact':
    'Ein Teil dieser Zeichnung ist nicht in diesem Projekt, daher wurde sie nicht aufbewahrt: Bitte erneut zeichnen.',
  'drawings.id-taken':
    'Unter dieser Kennung ist schon ein anderes Bild aufbewahrt, daher wurde dieses nicht aufbewahrt: Bitte erneut zeichnen.',
  'queue.id-taken':
    'Unter dieser Kennung wartet schon eine andere Zeichnung, daher wurde diese nicht eingereiht: Bitte erneut zeichnen.',
  'queue.full':
    'In der Warteschlange stehen schon {most} Zeichnungen, daher wurde diese nicht eingereiht: Bitte warten oder einige abbrechen.',
  'queue.no-picture':
    'Ein Bild dieser Zeichnung ist nicht in diesem Projekt, daher wurde sie nicht eingereiht: Bitte das Bild erneut hereinholen.',
  'records.newer':
    'Dieser Eintrag stammt von einem neueren DiMOO Studio: Bitte das Studio aktualisieren, um ihn zu lesen.',
  'notes.queue-full':
    'Das Projekt hält {most, number} wartende Beschreibungen und nimmt keine weiteren an: Erst einige davon machen lassen oder abbrechen.',
  'notes.no-picture':
    'Das Bild dieser Notiz ist nicht in diesem Projekt, daher wurde sie nicht aufbewahrt: Bitte ein anderes Bild beschreiben.',
  'settings.no-value': 'Diese Einstellung ist kein einfacher Wert und wurde nicht aufbewahrt.',
});
