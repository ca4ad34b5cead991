import type { studioErrors as english } from '../en/errors-studio.ts';
import { translationOf } from '../message.ts';

export const studioErrors = translationOf<typeof english>()({
  internal: 'Im Studio ist etwas schiefgegangen. Gespeichertes ist sicher, bitte erneut versuchen.',
  cancelled: 'Abgebrochen.',
  'backups.busy': 'In diesem Projekt wird noch gezeichnet. Bitte warten oder abbrechen und dann zurückgehen.',
  'services.absent': 'Ein Teil des Studios läuft nicht. Bitte gleich noch einmal versuchen.',
  'services.silent': 'Ein Teil des Studios antwortet nicht. Bitte erneut versuchen oder das Studio neu starten.',
  'services.unfit': 'Fenster und Programm haben sich nicht verstanden. Bitte erneut versuchen.',
  'services.refused': 'Das Programm hat dies abgelehnt.',
  'projects.none': 'Es ist noch kein Projekt geöffnet.',
  'canvas.damaged': 'Dieses Bild ist beschädigt und kann nicht angezeigt werden.',
  'canvas.no-memory': 'Für ein Bild dieser Größe reicht der Speicher nicht.',
  'mask.damaged': 'Die Markierung dieses Bildes ist beschädigt und kann nicht verwendet werden.',
  'mask.foreign': 'Die Markierung dieses Bildes hat eine Form, die das Studio nicht lesen kann.',
  'canvas.layer-damaged':
    'Das Bild der Ebene „{layer}“ ist nicht lesbar. Bitte die Ebene ausblenden oder löschen und erneut versuchen.',
  'canvas.layer-unreadable':
    'Das Bild dieser Ebene ist nicht lesbar. Zum Fortfahren die Ebene ausblenden oder löschen.',
  'services.lost': 'Ein Teil des Studios ist ausgefallen und wird neu gestartet. Bitte noch einmal versuchen.',
  'services.broken': 'Die Teile des Studios haben sich nicht verstanden („{name}“). Bitte erneut versuchen.',
  'services.no-method': 'Dieser Dienst hat keine Methode namens „{name}“.',
  'services.odd-parts': 'Teile der Anfrage „{name}“ fehlen oder passen nicht zu ihr.',
  'services.not-allowed': 'Die Anfrage „{name}“ enthält unzulässige Werte.',
  'engine.not-asked': 'Die Bildberechnung hat etwas anderes geliefert als verlangt („{name}“). Bitte erneut versuchen.',
  'saving.under-way': 'Die letzten Änderungen werden noch gespeichert.',
  'saving.drawing': 'Eine Zeichnung darin ist nicht gespeichert.',
  'saving.bringing-in': 'Es werden noch Bilder hinzugefügt.',
  'saving.pixels': 'Die Arbeit an den Pixeln einer Ebene ist noch nicht beendet.',
  'replay.unknown-task':
    'Diese Zeichnung gehört zur Aufgabe „{task}“, die diese Version des Studios nicht kennt. Ein neueres Studio kann sie wiederholen.',
  'replay.no-inputs':
    'Woraus diese Zeichnung entstand, ist nicht aufbewahrt, sie lässt sich also nicht wiederholen. Frühere Versionen des Studios bewahrten keinen Teil der Seite auf.',
  'replay.no-source':
    'Die Zeichnung, an der diese weiterging, ist nicht mehr lesbar. Sie lässt sich deshalb nicht wiederholen.',
  'replay.other-part':
    'Das geladene Modell betrachtet einen anderen Teil der Seite als den aufbewahrten. Bitte das Modell laden, mit dem gezeichnet wurde, und erneut wiederholen.',
  'recipe.foreign': '„{file}“ ist kein Rezept von DiMOO Studio. Bitte eine Datei wählen, die auf „.recipe.json“ endet.',
  'recipe.cut-off': '„{file}“ endet zu früh. Bitte das Rezept noch einmal kopieren.',
  'recipe.newer': '„{file}“ stammt von einem neueren Studio. Bitte das Studio aktualisieren, um es zu lesen.',
  'recipe.large': '„{file}“ ist zu groß für ein Rezept, das höchstens {megabytes, number} MB hat.',
  'recipe.damaged': '„{file}“ ist beschädigt und lässt sich nicht wiederholen. Bitte das Rezept noch einmal kopieren.',
  'recipe.too-much':
    'Die Bilder, aus denen diese Zeichnung entstand, sind zu groß für ein Rezept, das höchstens {megabytes, number} MB hat.',
  'files.foreign': '„{file}“ ist kein Bild im Format {formats} oder {last}.',
  'files.foreign-many': '{files} sind keine Bilder im Format {formats} oder {last}.',
  'files.damaged': '„{file}“ ist beschädigt und nicht lesbar. Bitte eine andere Datei versuchen.',
  'files.damaged-many': '{files} sind beschädigt und nicht lesbar. Bitte andere Dateien versuchen.',
  'files.large': '„{file}“ ist zu groß. Möglich sind bis zu {megapixels} Megapixel und 256 MB, mit Ebenen 768 MB.',
  'files.large-many': '{files} sind zu groß. Möglich sind bis zu {megapixels} Megapixel und 256 MB, mit Ebenen 768 MB.',
  'files.unread': '„{file}“ konnte nicht gelesen werden. Bitte prüfen, ob die Datei noch da ist.',
  'files.unread-many': '{files} konnten nicht gelesen werden. Bitte prüfen, ob die Dateien noch da sind.',
  'services.not-started':
    '{service, select, engine {Die Bildberechnung} store {Der Projektspeicher} other {Der Bilddecoder}} konnte nicht gestartet werden. Bitte das Studio neu installieren.',
  'services.keeps-stopping':
    '{service, select, engine {Die Bildberechnung} store {Der Projektspeicher} other {Der Bilddecoder}} fällt immer wieder aus. Gespeichertes ist sicher.',
  'services.keeps-stopping-at-start':
    '{service, select, engine {Die Bildberechnung} store {Der Projektspeicher} other {Der Bilddecoder}} fällt beim Starten immer wieder aus. Gespeichertes ist sicher.',
  'services.killed-loading':
    'Das System beendet die Bildberechnung immer wieder, während sie das Modell lädt, wohl weil der Arbeitsspeicher ausgeht: Das Modell braucht etwa {needed, number} GB, und {free, number} GB sind frei. Bitte andere Programme schließen oder das Modell in einer kleineren Genauigkeit wählen.',
  'services.no-providers': 'Es ließ sich nicht feststellen, worauf das Modell rechnen kann.',
  'services.stopped':
    '{service, select, engine {Die Bildberechnung} store {Der Projektspeicher} other {Der Bilddecoder}} ist unerwartet ausgefallen und wird neu gestartet. Was gerade lief, ist verloren.',
  'services.preparing': 'Das Modell wird vorbereitet (nur dieses eine Mal): {percent} %',
  'services.not-prepared': 'Das Modell konnte nicht vorbereitet werden: {problem}',
  'services.preparation-ended':
    'Das Modell konnte nicht vorbereitet werden: Der Vorgang wurde beendet. Bitte das Studio neu starten.',
  'services.no-node': 'Node 24 fehlt. Bitte npm install erneut ausführen.',
  'desktop.stranger': 'Nur das Studio selbst darf das anfragen.',
  'desktop.unknown': 'Das Fenster hat nach etwas gefragt, das es nicht gibt.',
  'desktop.file-exists': '„{file}“ gibt es schon, daher wurde nichts geschrieben. Bitte die Datei anders nennen.',
  'desktop.no-room': 'Für „{file}“ ist kein Platz auf dem Laufwerk. Bitte Platz schaffen und erneut exportieren.',
  'desktop.not-written': '„{file}“ konnte dort nicht geschrieben werden. Bitte einen anderen Ort wählen.',
  'desktop.not-chosen':
    'Die Datei wurde nicht geschrieben, da kein Ort für sie gewählt ist. Bitte noch einmal exportieren.',
  'desktop.only-png': 'Nur PNG-Bilder werden gespeichert.',
  'desktop.not-dragged': 'Dieses Bild liegt nicht mehr zum Ziehen bereit. Bitte noch einmal ziehen.',
  'desktop.folder-not-shown': 'Der Ordner {folder} konnte nicht angezeigt werden.',
  'desktop.no-project-there': 'In diesem Ordner ist keine {database}, er ist also kein Projekt des Studios.',
  'desktop.no-room-for-project': 'Dort ist nicht genug Platz für das Projekt. Bitte einen anderen Ort wählen.',
  'desktop.project-not-copied': 'Das Projekt konnte nicht dorthin kopiert werden. Bitte einen anderen Ort wählen.',
  'desktop.copy-not-written': 'Die Kopie konnte dort nicht geschrieben werden. Bitte einen anderen Ort wählen.',
  'recovery.unreadable': 'Die aufbewahrte Kopie dieses Projekts ist nicht lesbar.',
  'recovery.gone': 'Von diesem Projekt gibt es keine Kopie mehr.',
  'recovery.not-kept': 'Auf den Laufwerken dieses Rechners konnte keine Kopie dieses Projekts aufbewahrt werden.',
  'keys.not-kept':
    'Die Tastenkürzel ließen sich nicht speichern und bleiben, wie sie waren. Bitte das Laufwerk prüfen und es noch einmal versuchen.',
  'keys.foreign':
    '„{file}“ ist keine Datei mit Tastenkürzeln, die das Studio lesen kann. Die Tastenkürzel bleiben, wie sie waren.',
  'files.with-layers': '„{file}“ enthält Ebenen. Bitte als Ebenen hinzufügen oder hier ein einfaches Bild wählen.',
  'files.full-page':
    'Eine Seite fasst höchstens {most, number} Ebenen, auf dieser ist kein Platz mehr. Bitte einige löschen oder in einem anderen Projekt weitermachen.',
});
