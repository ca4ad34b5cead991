import type { checkpointErrors as english } from '../en/errors-checkpoint.ts';
import { translationOf } from '../message.ts';

export const checkpointErrors = translationOf<typeof english>()({
  'checkpoint.no-folder': 'Unter {path} ist kein Ordner mit einem Checkpoint.',
  'checkpoint.file-absent': 'Im Checkpoint fehlt {file}.',
  'checkpoint.no-weights': 'Im Checkpoint fehlen {file} und {index}.',
  'checkpoint.both-weights': 'Im Checkpoint sind {file} und {index}. Bitte eine der beiden Dateien entfernen.',
  'checkpoint.file-unread': 'Der Checkpoint hat keine lesbare Datei {file}.',
  'checkpoint.file-large': '{file} ist {bytes} Bytes lang. Erlaubt sind {limit}.',
  'checkpoint.no-json': '{file} ist kein gültiges JSON.',
  'checkpoint.no-object': '{file} enthält kein JSON-Objekt.',
  'checkpoint.key-twice': '{file} nennt „{key}“ zweimal.',
  'checkpoint.index-no-map': '{file} hat keine weight_map.',
  'checkpoint.index-no-name': '{file} nennt keine Datei für den Tensor „{tensor}“.',
  'checkpoint.index-name': '{file} nennt die Datei {named}. Das ist kein einfacher .safetensors-Name.',
  'checkpoint.index-wrong': '{file} verweist für „{tensor}“ auf {named}, aber dort ist es nicht.',
  'checkpoint.index-lacks': '„{tensor}“ fehlt in {file}.',
  'checkpoint.header-no-text': 'Der Kopf von {file} ist kein Text.',
  'checkpoint.header-no-json': 'Der Kopf von {file} ist kein gültiges JSON.',
  'checkpoint.header-no-object': 'Der Kopf von {file} enthält kein JSON-Objekt.',
  'checkpoint.header-key-twice': 'Der Kopf von {file} nennt „{key}“ zweimal.',
  'checkpoint.header-absent': '{file} ist keine gültige safetensors-Datei: Sie endet vor ihrem Kopf.',
  'checkpoint.header-huge': '{file} ist keine gültige safetensors-Datei: Sie gibt einen Kopf von {bytes} Bytes an.',
  'checkpoint.header-cut':
    '{file} ist keine gültige safetensors-Datei: Der Kopf von {bytes} Bytes reicht über die Datei hinaus.',
  'checkpoint.entry-malformed':
    '{file} ist keine gültige safetensors-Datei: Der Eintrag für „{tensor}“ ist fehlerhaft.',
  'checkpoint.type-unknown':
    '{file} ist keine gültige safetensors-Datei: „{tensor}“ hat den unbekannten Zahlentyp {type}.',
  'checkpoint.shape-impossible':
    '{file} ist keine gültige safetensors-Datei: „{tensor}“ hat die unmögliche Form [{shape}].',
  'checkpoint.bytes-differ':
    '{file} ist keine gültige safetensors-Datei: „{tensor}“ braucht nach seiner Form {wanted} Bytes und hat {bytes}.',
  'checkpoint.file-cut':
    '{file} ist keine gültige safetensors-Datei: „{tensor}“ reicht über die Datei hinaus. Vielleicht ist sie abgeschnitten.',
  'checkpoint.tensors-overlap':
    '{file} ist keine gültige safetensors-Datei: „{tensor}“ überschneidet sich mit einem anderen Tensor.',
  'checkpoint.tensors-gap': '{file} ist keine gültige safetensors-Datei: Vor „{tensor}“ ist eine Lücke.',
  'checkpoint.bytes-left':
    '{file} ist keine gültige safetensors-Datei: {bytes} Bytes am Ende gehören zu keinem Tensor.',
  'checkpoint.read-short': 'Der Checkpoint endete mitten in „{part}“.',
  'checkpoint.tensor-twice': '„{tensor}“ steht in zwei Dateien des Checkpoints.',
  'checkpoint.tensor-absent': 'Dem Checkpoint fehlt der Tensor „{tensor}“.',
  'checkpoint.tensor-shape': '„{tensor}“ hat die Form [{shape}], aber die Konfiguration verlangt [{wanted}].',
  'checkpoint.tensor-type': '„{tensor}“ ist als {type} gespeichert. Konvertieren lassen sich: {known}.',
  'checkpoint.tensor-unknown': 'Der Checkpoint enthält den Tensor „{tensor}“, den dieser Konverter nicht kennt.',
  'checkpoint.not-finite': '„{tensor}“ enthält Zahlen, die nicht endlich sind ({count} in einem Stück).',
  'checkpoint.type-wrong':
    '„{tensor}“ heißt {type}, aber die Zahlen sind die von {other}. Die Datei wurde vermutlich mit dem falschen Typ gespeichert.',
  'checkpoint.value-absent':
    'In {file} fehlt ein Wert für „{key}“. Bitte die Datei des veröffentlichten Checkpoints nehmen.',
  'checkpoint.value-unknown': 'In {file} steht {key} = {value}. Dieser Konverter baut nur {known}.',
  'checkpoint.value-unusable': 'In {file} ist „{key}“ nicht brauchbar ({value}).',
  'checkpoint.heads-grouped':
    'In config.json steht n_kv_heads = {keys} neben n_heads = {heads}. Gruppierte Keys und Values werden nicht gebaut.',
  'checkpoint.heads-odd': 'config.json teilt d_model = {width} in {heads} Heads, deren Breite nicht gerade ist.',
  'checkpoint.embedding-small': 'In config.json ist embedding_size kleiner als vocab_size.',
  'checkpoint.codebook-large': 'Das Codebook hat {codes} Codes, mehr als die {rows} Zeilen der Ausgabeschicht.',
  'checkpoint.offset-outside': 'Der Code-Offset {offset} liegt nicht zwischen 1 und {most}.',
  'checkpoint.offset-unclear':
    'Die Ausgabeschicht hat {rows} Zeilen, das Codebook {codes} Codes und der Tokenizer {tokens} Tokens. Das passt nicht zusammen. Bitte mit --code-offset und der Nummer des ersten Codes konvertieren.',
  'checkpoint.norm-groups':
    'In vqvae/config.json steht norm_num_groups = {groups}. {channels} Kanäle lassen sich nicht so teilen.',
  'checkpoint.block-unknown': 'In vqvae/config.json steht „{block}“ unter {key}. Dieser Konverter baut nur {known}.',
  'checkpoint.block-count': 'In vqvae/config.json stehen {count} {key} für {levels} block_out_channels.',
  'checkpoint.generation-unusable': 'In generation_config.json ist „{key}“ nicht brauchbar.',
  'checkpoint.size-off-grid':
    'In generation_config.json steht die Bildgröße {width} x {height}. Sie ist kein Vielfaches von {step}.',
  'checkpoint.token-absent': 'Dem Tokenizer fehlt das Token „{token}“.',
  'checkpoint.token-in-codes': '„{token}“ hat die Nummer {id}, die zum Codebook gehört.',
  'checkpoint.token-shared': '„{one}“ und „{other}“ haben dieselbe Nummer {id}.',
  'checkpoint.token-incomplete': 'Der Tokenizer nennt ein hinzugefügtes Token ohne Text oder ohne Nummer.',
  'checkpoint.token-two-ids': 'Die Dateien des Tokenizers geben „{token}“ die Nummern {one} und {other}.',
  'checkpoint.no-vocabulary': '{file} ist keine Wortliste, die der Konverter lesen kann.',
  'convert.none-bundled': 'Diese Kopie des Studios enthält kein Modell. Bitte das Studio neu installieren.',
  'convert.out-no-folder': 'Das Ziel {path} ist kein Ordner.',
  'convert.out-taken': 'In {path} ist {file}, und das gehört zu keinem Modell. Bitte einen leeren Ordner wählen.',
  'convert.half-range':
    'Das Gewicht „{tensor}“ hat Zahlen, die für fp16 zu groß sind. Bitte den Checkpoint nach fp32, int8 oder int4 konvertieren.',
  'convert.precision-unknown': 'Die Genauigkeit „{precision}“ ist unbekannt. Diese Version schreibt: {known}.',
  'convert.disk-full': 'Das Laufwerk ist voll. Bitte Platz schaffen und erneut konvertieren.',
  'convert.disk-short':
    'Das konvertierte Modell braucht {needed} GB, und auf diesem Laufwerk sind {free} GB frei. Bitte Platz schaffen oder ein anderes Laufwerk wählen.',
  'convert.no-access': 'Das Modell kann unter {path} nicht geschrieben oder gelesen werden ({code}).',
});
