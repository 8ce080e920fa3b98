-- Every statement of the store, by name; migrations lie beside this file.

-- name: begin_write
BEGIN IMMEDIATE;
-- name: begin_read
BEGIN;
-- name: commit
COMMIT;
-- name: begin_job
SAVEPOINT job;
-- name: undo_job
ROLLBACK TO job;
-- name: end_job
RELEASE job;

-- name: statement_by_id
SELECT stored, fingerprint, flags, text FROM statement WHERE id = ?1;
-- name: insert_statement
INSERT INTO statement (stored, id, fingerprint, target, flags, terms, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);
-- name: set_voided
UPDATE statement SET flags = flags | 2 WHERE id = ?1 AND flags & 1 = 0;
-- name: newest_stored
SELECT max(stored) FROM statement;
-- name: statement_by_stored
SELECT flags, text FROM statement WHERE stored = ?1;
-- name: kept_statements
SELECT text, fingerprint, stored FROM statement WHERE stored >= ?1 ORDER BY stored LIMIT ?2;
-- name: statement_down
SELECT stored FROM statement WHERE stored <= ?1 ORDER BY stored DESC LIMIT 1;
-- name: statement_up
SELECT stored FROM statement WHERE stored >= ?1 ORDER BY stored LIMIT 1;
-- name: referring_to
SELECT stored, id, flags FROM statement WHERE target = ?1;
-- name: link_of
SELECT stored, flags, target, terms FROM statement WHERE id = ?1;

-- name: term
SELECT id FROM term WHERE kind = ?1 AND key = ?2;
-- name: insert_term
INSERT INTO term (kind, key) VALUES (?1, ?2) RETURNING id;
-- name: insert_mention
INSERT OR IGNORE INTO mention (term, stored) VALUES (?1, ?2);
-- name: mention_down
SELECT stored FROM mention WHERE term = ?1 AND stored <= ?2 ORDER BY stored DESC LIMIT 1;
-- name: mention_up
SELECT stored FROM mention WHERE term = ?1 AND stored >= ?2 ORDER BY stored LIMIT 1;
-- name: insert_inherited
INSERT OR IGNORE INTO inherited (term, stored, origin) VALUES (?1, ?2, ?3);
-- name: inherited_down
SELECT stored, origin FROM inherited WHERE term = ?1 AND stored <= ?2 ORDER BY stored DESC, origin;
-- name: inherited_up
SELECT stored, origin FROM inherited WHERE term = ?1 AND stored >= ?2 ORDER BY stored, origin;
-- name: is_inherited
SELECT 1 FROM inherited WHERE term = ?1 AND stored = ?2 AND origin = ?3;

-- name: has_blob
SELECT 1 FROM blob WHERE sha2 = ?1;
-- name: insert_blob
INSERT OR IGNORE INTO blob (sha2, bytes) VALUES (?1, ?2);
-- name: insert_blob_use
INSERT OR IGNORE INTO blob_use (sha2, stored) VALUES (?1, ?2);
-- name: blob
SELECT bytes FROM blob WHERE sha2 = ?1;

-- name: definition
SELECT definition FROM activity WHERE id = ?1;
-- name: put_definition
INSERT INTO activity (id, definition) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET definition = excluded.definition;
-- name: insert_name
INSERT OR IGNORE INTO agent_name (agent, name, seen) VALUES (?1, ?2, ?3);
-- name: names
SELECT name FROM agent_name WHERE agent = ?1 ORDER BY seen, name;

-- name: document
SELECT content_type, bytes, updated FROM document WHERE kind = ?1 AND activity = ?2 AND agent = ?3 AND registration = ?4 AND id = ?5;
-- name: put_document
INSERT INTO document (kind, activity, agent, registration, id, content_type, bytes, updated) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
  ON CONFLICT (kind, activity, agent, registration, id) DO UPDATE SET content_type = excluded.content_type, bytes = excluded.bytes, updated = excluded.updated;
-- name: drop_document
DELETE FROM document WHERE kind = ?1 AND activity = ?2 AND agent = ?3 AND registration = ?4 AND id = ?5;
-- name: document_ids
SELECT DISTINCT id FROM document WHERE kind = ?1 AND activity = ?2 AND agent = ?3 AND (?4 = '' OR registration = ?4) AND updated > ?5 ORDER BY id;
-- name: registration
SELECT activity, agent, id, content_type, bytes, updated FROM document WHERE kind = 6 AND registration = ?1;
-- name: drop_documents
DELETE FROM document WHERE kind = ?1 AND activity = ?2 AND agent = ?3 AND (?4 = '' OR registration = ?4);

-- name: credential
SELECT key, secret_hash, scopes, authority, learner, created FROM credential WHERE key = ?1;
-- name: credentials
SELECT key, secret_hash, scopes, authority, learner, created FROM credential ORDER BY created, key;
-- name: insert_credential
INSERT INTO credential (key, secret_hash, scopes, authority, learner, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6);
-- name: revoke_credential
DELETE FROM credential WHERE key = ?1;
-- name: documents_of_agent
SELECT kind, activity, registration, id, content_type, bytes, updated FROM document WHERE agent = ?1 ORDER BY kind, activity, registration, id;

-- name: put_bundle
INSERT INTO bundle (version, text, added) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET text = excluded.text, added = excluded.added;
-- name: newest_bundle
SELECT version FROM bundle ORDER BY added DESC, version LIMIT 1;
-- name: bundle
SELECT text FROM bundle WHERE version = ?1;

-- name: learner
SELECT id, agent, locator, secret_hash, restricted, created, consent, consent_bundle, consented FROM learner WHERE id = ?1;
-- name: learner_by_locator
SELECT id, agent, locator, secret_hash, restricted, created, consent, consent_bundle, consented FROM learner WHERE locator = ?1;
-- name: has_learner
SELECT 1 FROM learner WHERE id = ?1 OR locator = ?2;
-- name: insert_learner
INSERT INTO learner (id, agent, locator, secret_hash, restricted, created, consent, consent_bundle, consented)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9);
-- name: restrict_learner
UPDATE learner SET restricted = ?2 WHERE id = ?1;
-- name: restricted_learners
SELECT id FROM learner WHERE restricted <> 0 ORDER BY id;
-- name: change_code
UPDATE OR IGNORE learner SET locator = ?2, secret_hash = ?3 WHERE id = ?1;
-- name: insert_class
INSERT OR IGNORE INTO class (id, name, course, code, facilitator, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6);
-- name: class_by_id
SELECT id, name, course, code, facilitator, created FROM class WHERE id = ?1;
-- name: class_by_code
SELECT id, name, course, code, facilitator, created FROM class WHERE code = ?1;
-- name: class_by_facilitator
SELECT id, name, course, code, facilitator, created FROM class WHERE facilitator = ?1;
-- name: classes
SELECT id, name, course, code, facilitator, created FROM class ORDER BY name, id;
-- name: change_class_code
UPDATE OR IGNORE class SET code = ?2 WHERE id = ?1;
-- name: change_facilitator
UPDATE OR IGNORE class SET facilitator = ?2 WHERE id = ?1;
-- name: delete_class
DELETE FROM class WHERE id = ?1;
-- name: delete_members
DELETE FROM member WHERE class = ?1;
-- name: delete_class_events
DELETE FROM class_event WHERE class = ?1;
-- name: take_number
UPDATE class SET numbers = numbers + 1 WHERE id = ?1 RETURNING numbers;
-- name: insert_member
INSERT INTO member (class, learner, number, display_name, circle, may_renew, joined) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);
-- name: update_member
UPDATE member SET display_name = ?3, circle = ?4, may_renew = ?5 WHERE class = ?1 AND learner = ?2;
-- name: member
SELECT class, learner, number, display_name, circle, may_renew, joined FROM member WHERE class = ?1 AND learner = ?2;
-- name: members
SELECT class, learner, number, display_name, circle, may_renew, joined FROM member WHERE class = ?1 ORDER BY number;
-- name: memberships
SELECT class, learner, number, display_name, circle, may_renew, joined FROM member WHERE learner = ?1 ORDER BY joined, class;
-- name: delete_member
DELETE FROM member WHERE class = ?1 AND learner = ?2;
-- name: delete_memberships
DELETE FROM member WHERE learner = ?1;
-- name: insert_class_event
INSERT INTO class_event (class, what, member, time) VALUES (?1, ?2, ?3, ?4);
-- name: class_events
SELECT what, member, time FROM class_event WHERE class = ?1 ORDER BY id;
-- name: tombstone
SELECT 1 FROM tombstone WHERE hash = ?1;
-- name: insert_tombstone
INSERT OR IGNORE INTO tombstone (hash, receipt, erased) VALUES (?1, ?2, ?3);

-- name: mentioning_agent
SELECT DISTINCT stored FROM mention WHERE term IN (SELECT id FROM term WHERE kind IN (3, 4) AND key = ?1);
-- name: link_at
SELECT id, target, terms FROM statement WHERE stored = ?1;
-- name: delete_statement
DELETE FROM statement WHERE stored = ?1;
-- name: delete_mention
DELETE FROM mention WHERE term = ?1 AND stored = ?2;
-- name: delete_inherited
DELETE FROM inherited WHERE term = ?1 AND stored = ?2 AND origin = ?3;
-- name: delete_unused_term
DELETE FROM term WHERE id = ?1 AND kind IN (2, 3, 4) AND NOT EXISTS (SELECT 1 FROM mention WHERE term = ?1);
-- name: blobs_used
SELECT sha2 FROM blob_use WHERE stored = ?1;
-- name: delete_blob_uses
DELETE FROM blob_use WHERE stored = ?1;
-- name: delete_unused_blob
DELETE FROM blob WHERE sha2 = ?1 AND NOT EXISTS (SELECT 1 FROM blob_use WHERE sha2 = ?1);
-- name: delete_documents_of_agent
DELETE FROM document WHERE agent = ?1;
-- name: delete_names
DELETE FROM agent_name WHERE agent = ?1;
-- name: sessions_of
SELECT key FROM credential WHERE learner = ?1 AND learner <> '';
-- name: delete_sessions
DELETE FROM credential WHERE learner = ?1 AND learner <> '';
-- name: delete_learner
DELETE FROM learner WHERE id = ?1;
-- name: empty_log
PRAGMA wal_checkpoint(TRUNCATE);

-- name: ping
SELECT 1;

-- name: inventory
SELECT 'statements', count(*) FROM statement
UNION ALL SELECT 'agents', count(*) FROM term WHERE kind = 3
UNION ALL SELECT 'activities', count(*) FROM term WHERE kind = 5
UNION ALL SELECT 'documents', count(*) FROM document
UNION ALL SELECT 'attachments', count(*) FROM blob
UNION ALL SELECT 'bytes of attachments', coalesce(sum(length(bytes)), 0) FROM blob
UNION ALL SELECT 'learners', count(*) FROM learner
UNION ALL SELECT 'classes', count(*) FROM class
UNION ALL SELECT 'keys', count(*) FROM credential WHERE learner = ''
UNION ALL SELECT 'tokens of learners', count(*) FROM credential WHERE learner <> ''
UNION ALL SELECT 'bytes of the database', page_count * page_size FROM pragma_page_count(), pragma_page_size();
