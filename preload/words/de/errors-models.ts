import type { modelErrors as english } from '../en/errors-models.ts';
import { translationOf } from '../message.ts';

export const modelErrors = translationOf<typeof english>()({
  'model.none-there':
    'In {path} ist kein Modell. Bitte einen Checkpoint dorthin konvertieren oder einen anderen Ordner wählen.',
  'model.manifest-no-json':
    'Das Manifest des Modells in {path} ist kein JSON. Bitte den Checkpoint erneut konvertieren.',
  'model.manifest-invalid':
    'Das Manifest des Modells in {path} ist ungültig. Bitte den Checkpoint erneut konvertieren.',
  'model.manifest-large':
    'Das Manifest des Modells in {path} ist viel zu groß. Bitte den Checkpoint erneut konvertieren.',
  'model.manifest-no-file':
    'Das Manifest des Modells in {path} ist keine gewöhnliche Datei in diesem Ordner. Bitte den Checkpoint erneut konvertieren.',
  'model.role-twice':
    'Das Manifest des Modells in {path} widerspricht sich: Es nennt {count} Dateien für „{role}“. Bitte den Checkpoint erneut konvertieren.',
  'model.file-twice':
    'Das Manifest des Modells in {path} widerspricht sich: Es nennt eine Datei zweimal. Bitte den Checkpoint erneut konvertieren.',
  'model.vocabulary-sum':
    'Das Manifest des Modells in {path} widerspricht sich: Das Codebook passt nicht in das Vokabular. Bitte den Checkpoint erneut konvertieren.',
  'model.special-outside':
    'Das Manifest des Modells in {path} widerspricht sich: Ein Sondertoken liegt außerhalb des Textteils des Vokabulars. Bitte den Checkpoint erneut konvertieren.',
  'model.special-shared':
    'Das Manifest des Modells in {path} widerspricht sich: Zwei Sondertoken haben dieselbe Nummer. Bitte den Checkpoint erneut konvertieren.',
  'model.size-off-grid':
    'Das Manifest des Modells in {path} widerspricht sich: Eine Bildgröße ist kein Vielfaches der Zellengröße. Bitte den Checkpoint erneut konvertieren.',
  'model.role-absent': 'Das Modell in {path} hat keine Datei für „{role}“. Bitte den Checkpoint erneut konvertieren.',
  'model.file-absent': 'Dem Modell in {path} fehlt {file}. Bitte den Checkpoint erneut konvertieren.',
  'model.file-changed':
    '{file} in {path} ist nicht die Datei, die konvertiert wurde. Bitte den Checkpoint erneut konvertieren.',
  'model.number-type':
    'Das Modell in {path} rechnet mit {type}-Zahlen, dieses Studio nur mit float32. Bitte das Studio aktualisieren.',
  'model.family-unknown':
    'Das Modell in {path} gehört zur Familie „{family}“, die dieses Studio nicht kennt. Es kennt: {known}.',
  'model.file-unreadable': 'Die Datei „{role}“ des Modells ist nicht lesbar. Bitte den Checkpoint erneut konvertieren.',
  'model.graph-unreadable':
    'Der Graph „{graph}“ des Modells lässt sich nicht laden. Bitte den Checkpoint erneut konvertieren.',
  'model.graph-lacks': 'Dem Graphen „{graph}“ des Modells fehlt „{name}“. Bitte den Checkpoint erneut konvertieren.',
  'model.graph-failed': 'Der Graph „{graph}“ des Modells ließ sich nicht ausführen. Bitte erneut versuchen.',
  'model.output-no-float':
    '„{name}“ des Modells besteht nicht aus float32-Zahlen. Bitte den Checkpoint erneut konvertieren.',
  'model.output-no-integer':
    '„{name}“ des Modells besteht nicht aus ganzen Zahlen. Bitte den Checkpoint erneut konvertieren.',
  'provider.unknown': 'DIMOO_PROVIDER ist „{asked}“. Möglich sind: {known}.',
  'provider.wrong':
    'Was {provider} hier berechnet, ist falsch, daher läuft das Modell auf dem Prozessor. Vielleicht hilft ein neuerer Treiber.',
  'provider.no-halves':
    '{provider} hat auf diesem Grafikprozessor keine 16-Bit-Kommazahlen, die ein Modell in {precision} braucht. Daher läuft es auf dem Prozessor. Um {provider} zu nutzen, bitte den Checkpoint nach fp32 konvertieren.',
  'provider.no-adapter':
    '{provider} findet keinen Grafikprozessor, den es nutzen kann. Daher läuft das Modell auf dem Prozessor. Bitte den neuesten Treiber des Grafikprozessors installieren, unter Linux mit seinem Vulkan-Teil.',
  'provider.no-device':
    '{provider} findet keinen Grafikprozessor von NVIDIA oder nur einen zu alten Treiber. Daher läuft das Modell auf dem Prozessor.',
  'provider.lacks-library':
    '{provider} braucht {library}, und das ist nicht auf diesem Computer. Daher läuft das Modell auf dem Prozessor. Bitte {package} installieren.',
  'provider.no-kernel':
    '{provider} kann ein Modell in {precision} nicht berechnen, daher läuft es auf dem Prozessor. Um {provider} zu nutzen, bitte den Checkpoint nach {choice} konvertieren.',
  'provider.ended-process':
    '{provider} hat beim letzten Versuch die Bildberechnung beendet, daher läuft das Modell auf dem Prozessor. Für einen neuen Versuch bitte {provider} in den Einstellungen erneut wählen.',
  'provider.ended-trial':
    '{provider} hat den Prozess beendet, der es ausprobiert hat ({end}). Daher läuft das Modell auf dem Prozessor. Vielleicht hilft ein neuerer Treiber.',
  'provider.silent':
    '{provider} hat innerhalb von {seconds} Sekunden nicht geantwortet. Vielleicht hilft ein neuerer Treiber.',
  'model.no-memory':
    'Der Arbeitsspeicher reicht nicht, um das Modell zu laden: Es braucht etwa {needed, number} GB, und {free, number} GB sind frei. Bitte andere Programme schließen oder das Modell in einer kleineren Genauigkeit wählen.',
  'model.no-memory-given':
    'Das System gab nicht genug Arbeitsspeicher, um das Modell zu laden, obwohl {free, number} GB frei sind: Es braucht etwa {needed, number} GB, und beim Laden mehr. Bitte andere Programme schließen oder das Modell in einer kleineren Genauigkeit wählen.',
});
