/**
 * Drawings have stars, and are found by the words of their prompts and of what was said about their pictures. The
 * indexes hold no words of their own and follow the rows by triggers.
 */
export const projectMigration0140 = {
  version: 140,
  name: 'find-and-star',
  sql: `
    ALTER TABLE generations ADD COLUMN starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1));
    CREATE INDEX generations_starred ON generations (sequence) WHERE starred = 1;

    CREATE VIRTUAL TABLE prompt_words USING fts5 (
      prompt, content = 'generations', content_rowid = 'sequence', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
    );
    INSERT INTO prompt_words (prompt_words) VALUES ('rebuild');
    CREATE TRIGGER prompt_words_insert AFTER INSERT ON generations BEGIN
      INSERT INTO prompt_words (rowid, prompt) VALUES (new.sequence, new.prompt);
    END;
    CREATE TRIGGER prompt_words_delete AFTER DELETE ON generations BEGIN
      INSERT INTO prompt_words (prompt_words, rowid, prompt) VALUES ('delete', old.sequence, old.prompt);
    END;
    CREATE TRIGGER prompt_words_update AFTER UPDATE OF sequence, prompt ON generations BEGIN
      INSERT INTO prompt_words (prompt_words, rowid, prompt) VALUES ('delete', old.sequence, old.prompt);
      INSERT INTO prompt_words (rowid, prompt) VALUES (new.sequence, new.prompt);
    END;

    CREATE VIRTUAL TABLE note_words USING fts5 (
      question, text, content = 'notes', content_rowid = 'sequence', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
    );
    INSERT INTO note_words (note_words) VALUES ('rebuild');
    CREATE TRIGGER note_words_insert AFTER INSERT ON notes BEGIN
      INSERT INTO note_words (rowid, question, text) VALUES (new.sequence, new.question, new.text);
    END;
    CREATE TRIGGER note_words_delete AFTER DELETE ON notes BEGIN
      INSERT INTO note_words (note_words, rowid, question, text) VALUES ('delete', old.sequence, old.question, old.text);
    END;
    CREATE TRIGGER note_words_update AFTER UPDATE OF sequence, question, text ON notes BEGIN
      INSERT INTO note_words (note_words, rowid, question, text) VALUES ('delete', old.sequence, old.question, old.text);
      INSERT INTO note_words (rowid, question, text) VALUES (new.sequence, new.question, new.text);
    END;
  `,
};
