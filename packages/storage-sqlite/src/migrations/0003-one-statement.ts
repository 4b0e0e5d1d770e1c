import { insertEvents } from '../event-text.ts';
import type { Migration } from './migration.ts';

/**
 * Lets one statement change an account and write its events, on any client: some have no transaction over several
 * statements, or share their one connection with the portal. `events` takes the new events of a save as JSON, and a
 * trigger moves them. A row that is inserted into the view of erasures erases.
 *
 * Text is hexadecimal inside the JSON, because SQLite may end a string of JSON at a NUL.
 */
export const oneStatement: Migration = {
  name: 'one-statement',
  sql: (names) => {
    const { accounts, erasures, events } = names;
    const moving = `BEGIN
  ${insertEvents(names, 'NEW.events')};
  UPDATE ${accounts} SET events = NULL WHERE user_id = NEW.user_id;
END;`;
    return `
ALTER TABLE ${accounts} ADD COLUMN events TEXT;

CREATE TRIGGER ${accounts}_inserted AFTER INSERT ON ${accounts} WHEN NEW.events IS NOT NULL ${moving}

CREATE TRIGGER ${accounts}_updated AFTER UPDATE OF events ON ${accounts} WHEN NEW.events IS NOT NULL ${moving}

CREATE VIEW ${erasures} (user_id, pseudonym, events) AS SELECT NULL, NULL, NULL WHERE 0;

CREATE TRIGGER ${erasures}_inserted INSTEAD OF INSERT ON ${erasures} BEGIN
  DELETE FROM ${accounts} WHERE user_id = NEW.user_id;
  SELECT RAISE(ABORT, 'the account was not deleted') FROM ${accounts} WHERE user_id = NEW.user_id;
  UPDATE ${events} SET user_id = NEW.pseudonym, body = json_remove(json_set(body, '$.userId', NEW.pseudonym), '$.source', '$.note') WHERE user_id = NEW.user_id;
  ${insertEvents(names, 'NEW.events')};
END;
`;
  },
};
