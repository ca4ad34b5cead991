import type { hubErrors as english } from '../en/errors-hub.ts';
import { translationOf } from '../message.ts';

export const hubErrors = translationOf<typeof english>()({
  'hub.name-wrong':
    '„{text}“ ist kein Name eines Repositorys. Er sieht aus wie BESITZER/NAME oder wie die Adresse der Seite des Repositorys.',
  'hub.host-wrong':
    'HF_ENDPOINT ist „{endpoint}“. Diese Adresse wird nicht gefragt: Sie muss mit https:// beginnen. Bitte berichtigen und das Studio neu starten.',
  'hub.offline':
    '{host} ist nicht erreichbar. Bitte die Verbindung zum Internet prüfen oder ein Modell aus einem Ordner dieses Rechners hinzufügen.',
  'hub.dropped':
    'Die Verbindung zu {host} ist immer wieder abgebrochen. Was angekommen ist, bleibt, und es kann später weitergehen.',
  'hub.no-answer': '{host} hat nicht geantwortet. Bitte die Verbindung zum Internet prüfen und es erneut versuchen.',
  'hub.busy':
    '{host} bittet zu warten. Bitte in {seconds, plural, one {# Sekunde} other {# Sekunden}} erneut versuchen.',
  'hub.failing': '{host} hat selbst ein Problem (Status {status}). Bitte später erneut versuchen.',
  'hub.certificate':
    'Die Verbindung zu {host} ist nicht sicher: Dem Zertifikat ist nicht zu trauen ({code}). Bitte das Datum dieses Rechners und das Netz prüfen.',
  'hub.no-repository': '{host} hat kein Repository {repository}. Bitte den Namen prüfen.',
  'hub.no-revision': '{repository} hat keinen Branch, Tag oder Commit namens „{revision}“.',
  'hub.no-file': '{repository} hat die Datei {file} auf {host} nicht mehr. Bitte das Repository erneut ansehen.',
  'hub.needs-token':
    '{host} zeigt {repository} nicht jedem. Bitte den Namen prüfen. Ist es privat, bitte ein Token eines Kontos eintragen, das es lesen darf.',
  'hub.gated-first':
    '{repository} ist beschränkt. Bitte {page} öffnen, dort die Bedingungen annehmen und hier ein Token dieses Kontos eintragen.',
  'hub.token-refused':
    '{host} nimmt das Token nicht an. Bitte dort in den Einstellungen des Kontos ein neues anlegen und hier eintragen.',
  'hub.gated':
    'Das Konto dieses Tokens darf {repository} noch nicht laden. Bitte {page} öffnen, dort die Bedingungen annehmen und es erneut versuchen, sobald der Zugang gewährt ist.',
  'hub.refused': '{host} gibt {repository} nicht heraus (Status {status}).',
  'hub.no-checkpoint':
    '{repository} ist kein Checkpoint im Aufbau von Lumina-DiMOO: Es fehlt {file}. Modelle anderer Art lassen sich nicht verwenden.',
  'hub.answer-wrong': '{host} antwortet anders als der Hugging Face Hub. Es wurde nichts geladen.',
  'hub.no-hash':
    '{host} nennt keine Prüfsumme von {file}, sodass sie nicht geprüft werden könnte. Es wurde nichts geladen.',
  'hub.hash-wrong':
    '{file} ist zweimal anders angekommen, als {host} sagt, und wurde weggeworfen. Bitte später oder von einer anderen Adresse erneut versuchen.',
  'hub.size-wrong':
    '{file} hat eine andere Größe, als {host} gesagt hatte, und wurde weggeworfen. Bitte das Repository erneut ansehen.',
  'hub.unsafe-redirect': '{host} hat auf eine Adresse verwiesen, die nicht sicher ist. Sie wurde nicht gefragt.',
  'hub.no-room':
    'Der Download und das Modell brauchen {needed, number} GB auf dem Datenträger von {folder}, und {free, number} GB sind frei. Bitte Platz schaffen oder neue Modelle auf einen anderen Datenträger legen.',
  'hub.disk-full':
    'Der Datenträger von {folder} ist voll. Was angekommen ist, bleibt. Bitte Platz schaffen und dann fortfahren.',
  'hub.not-written':
    'In {folder} lässt sich nichts schreiben ({code}). Bitte neue Modelle in einen anderen Ordner legen.',
  'hub.in-use': 'Ein anderes Programm lädt gerade in {folder}. Bitte warten, bis es fertig ist.',
  'hub.busy-here':
    'Der Download von {repository} ist nicht fertig. Bitte ihn fortsetzen oder wegwerfen, bevor ein anderer beginnt.',
  'hub.unlisted': 'Dieses Repository wurde nicht angesehen. Bitte erneut ansehen.',
  'hub.none-left': 'Es gibt keinen Download, der weitergehen könnte.',
  'hub.folder-gone':
    'Was angekommen ist, liegt in {folder}, und diesen Ordner gibt es nicht. Bitte den Datenträger anschließen und dann fortfahren.',
  'hub.plan-gone':
    'Der Download kann nicht weitergehen: Seine Liste der Dateien ist beschädigt. Bitte ihn wegwerfen und neu beginnen.',
  'hub.ended': 'Der Download ist unerwartet zu Ende. Was angekommen ist, bleibt, und es kann weitergehen.',
  'hub.look-ended': 'Das Repository konnte nicht angesehen werden. Bitte erneut versuchen.',
  'hub.token-wrong':
    'Das ist kein Token. Ein Token ist eine einzige Zeile aus Buchstaben und Ziffern, und auf dem Hub beginnt es mit „hf_“.',
});
