import type { hubWords as english } from '../en/hub.ts';
import { translationOf } from '../message.ts';

export const hubWords = translationOf<typeof english>()({
  hub: {
    open: 'Vom Hub …',
    title: 'Modell vom Hugging Face Hub hinzufügen',
    asks: 'Mit „Ansehen“ fragt das Studio {host} nach diesem Repository. Es sendet den Namen und dein Token, falls du eines eingetragen hast.',
    mirror: 'HF_ENDPOINT nennt diese Adresse.',
    repository: 'Repository oder die Adresse seiner Seite',
    revision: 'Branch, Tag oder Commit',
    look: 'Ansehen',
    looking: '{host} wird gefragt …',
    back: 'Zurück',
    token: {
      title: 'Token für {host}',
      none: 'Ein öffentliches Repository braucht keines. Für ein privates oder beschränktes lege dort in den Einstellungen deines Kontos ein Token an, das lesen darf.',
      kept: 'Es liegt im Schlüsselbund dieses Systems.',
      'this-run':
        'Dieses System hat keinen Schlüsselbund, den das Studio verwenden kann. Das Token bleibt deshalb nur, bis das Studio endet.',
      field: 'Token',
      keep: 'Behalten',
      forget: 'Vergessen',
    },
    facts: {
      from: 'Von',
      version: 'Version',
      access: 'Zugang',
      download: 'Download',
    },
    weights: '{parameters} Parameter · {layers, plural, one {# Schicht} other {# Schichten}} mit {width}',
    version: '{revision}, Commit {commit}',
    gated: 'Beschränkt: Der Besitzer verlangt Zustimmung zu Bedingungen',
    private: 'Privat',
    download: '{count, plural, one {# Datei} other {# Dateien}}, {size}',
    here: '{size} davon sind schon hier.',
    files: 'Dateien, die geladen werden',
    noCode: 'Nur diese Dateien werden geladen, und jede wird geprüft. Programmcode ist nicht dabei.',
    space: 'Download und Modell brauchen {size} auf dem Datenträger, bis das Modell fertig ist.',
    keeps: 'Den Download ({size}) behalten, wenn das Modell fertig ist',
    fetch: 'Laden und hinzufügen',
    cancel: 'Nicht hinzufügen',
    noRoom: 'Mit dem Download mehr, als auf dem Datenträger frei ist ({free}).',
    fetching: {
      title: '{name} wird geladen',
      check: 'Das neue Modell von {name} wird geprüft',
      from: 'Von {host}.',
      stages: {
        fetching: 'Wird geladen',
        checking: 'Das neue Modell wird zurückgelesen',
        stopping: 'Wird angehalten …',
      },
      waiting: {
        dropped:
          'Die Verbindung ist abgebrochen. Neuer Versuch in {seconds, plural, one {# Sekunde} other {# Sekunden}}.',
        offline:
          '{host} ist nicht erreichbar; vielleicht ist dieser Rechner offline. Neuer Versuch in {seconds, plural, one {# Sekunde} other {# Sekunden}}.',
        busy: '{host} bittet zu warten. Es geht in {seconds, plural, one {# Sekunde} other {# Sekunden}} weiter.',
        failing:
          '{host} hat selbst ein Problem. Neuer Versuch in {seconds, plural, one {# Sekunde} other {# Sekunden}}.',
      },
      making: 'Alle Dateien von {name} sind da. Das Modell kommt als Nächstes an die Reihe.',
      pause: 'Anhalten',
      goesOn:
        'Das läuft weiter, wenn du die Seite schließt, und du kannst dabei zeichnen. Endet das Studio, hält es an.',
    },
    paused: {
      says: 'Der Download von {name} ist nicht fertig. Was angekommen ist, bleibt, bis du entscheidest.',
      here: '{done} von {of} sind da.',
      unmade: 'Alle Dateien von {name} sind da, und das Modell ist noch nicht fertig.',
      goOn: 'Fortfahren',
      drop: 'Wegwerfen, was angekommen ist',
    },
  },
});
