-- Every query of the store, by name; migrations lie beside this file. Those with {} are put together by search.cc.

-- name: settings
SELECT set_config('search_path', 'sanggar', false),
       set_config('lock_timeout', $1, false),
       set_config('idle_in_transaction_session_timeout', '20s', false),
       set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on' WHEN 'local' THEN 'on'
                                        ELSE current_setting('synchronous_commit') END, false);
-- name: begin
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
-- name: commit
COMMIT;
-- name: rollback
ROLLBACK;
-- name: ping
SELECT 1;

-- Many may write at once, unless one of them changes what others' rows depend on.
-- name: lock_together
SELECT pg_advisory_xact_lock_shared(92::bigint << 56);
-- name: lock_alone
SELECT pg_advisory_xact_lock(92::bigint << 56);
-- name: lock_definitions
SELECT pg_advisory_xact_lock(93::bigint << 56);
-- name: lock_document
SELECT pg_advisory_xact_lock(94, $1);

-- name: take_moments
SELECT take_moments($1);
-- name: raise_moment
SELECT setval('moment', greatest(last_value, $1)) FROM moment;
-- name: consistent_through
SELECT consistent_through();

-- name: known
SELECT id, fingerprint FROM statement_id WHERE id = ANY ($1);
-- name: awaited
SELECT DISTINCT target FROM statement_id WHERE target = ANY ($1);
-- name: insert_ids
INSERT INTO statement_id (id, stored, learner, fingerprint, target, voids)
SELECT * FROM unnest($1, $2, $3, $4, $5, $6) AS given (id, stored, learner, fingerprint, target, voids) ORDER BY id;
-- name: insert_statements
WITH kept AS (
  INSERT INTO statement (id, stored, learner, voided, terms, text)
  SELECT id, stored, learner, false, terms::bigint[], text FROM unnest($1, $2, $3, $4, $5) AS given (id, stored, learner, terms, text)
  RETURNING stored, learner, terms)
INSERT INTO mention (term, stored, learner) SELECT unnest(terms), stored, learner FROM kept;
-- name: set_voided
UPDATE statement SET voided = true FROM statement_id AS own
WHERE own.id = ANY ($1) AND NOT own.voids AND statement.stored = own.stored AND statement.learner = own.learner AND NOT statement.voided
  AND EXISTS (SELECT 1 FROM statement_id AS other WHERE other.target = own.id AND other.voids);
-- name: heirs
WITH RECURSIVE heir (id, stored, path) AS (
  SELECT id, stored, ARRAY[id] FROM statement_id WHERE id = ANY ($1)
  UNION ALL
  SELECT next.id, next.stored, heir.path || next.id FROM heir JOIN statement_id AS next ON next.target = heir.id
  WHERE next.id <> ALL (heir.path) AND cardinality(heir.path) <= 16)
SELECT DISTINCT stored FROM heir;
-- name: disinherit
DELETE FROM inherited WHERE stored = ANY ($1);
-- name: inherit
WITH RECURSIVE chain (stored, learner, next, path, origin, origin_learner) AS (
  SELECT own.stored, own.learner, own.target, ARRAY[own.id], NULL::bigint, NULL::integer
  FROM statement JOIN statement_id AS own ON own.id = statement.id WHERE statement.stored = ANY ($1)
  UNION ALL
  SELECT chain.stored, chain.learner, own.target, chain.path || own.id, own.stored, own.learner
  FROM chain JOIN statement_id AS own ON own.id = chain.next
  WHERE own.id <> ALL (chain.path) AND cardinality(chain.path) <= 16)
INSERT INTO inherited (term, stored, learner, origin)
SELECT unnest(statement.terms), chain.stored, chain.learner, chain.origin
FROM chain JOIN statement ON statement.stored = chain.origin AND statement.learner = chain.origin_learner
ON CONFLICT DO NOTHING;

-- name: statement
SELECT statement.text, statement.stored, statement.voided
FROM statement_id AS own JOIN statement ON statement.stored = own.stored AND statement.learner = own.learner WHERE own.id = $1;
-- name: kept_statements
SELECT statement.text, own.fingerprint, statement.stored
FROM statement JOIN statement_id AS own ON own.id = statement.id WHERE statement.stored >= $1 ORDER BY statement.stored LIMIT $2;
-- name: find_all
SELECT stored, text FROM statement WHERE NOT voided AND stored BETWEEN $1 AND $2 ORDER BY stored {order} LIMIT $3;
-- name: find_matching
WITH own AS (
  SELECT m.stored, statement.text FROM ({mentions}) AS m JOIN statement ON statement.stored = m.stored AND statement.learner = m.learner
  WHERE NOT statement.voided{own_filters}
  ORDER BY m.stored {order} LIMIT $3),
heir AS (
  SELECT DISTINCT ON (m.stored) m.stored, statement.text
  FROM inherited AS m JOIN statement ON statement.stored = m.stored AND statement.learner = m.learner
  WHERE m.term = ANY ($4) AND m.stored BETWEEN $1 AND $2 AND NOT statement.voided{heir_filters}
  ORDER BY m.stored {order} LIMIT $3)
SELECT DISTINCT ON (stored) stored, text FROM (SELECT * FROM own UNION ALL SELECT * FROM heir) AS found ORDER BY stored {order} LIMIT $3;
-- name: find_mentions
SELECT stored, learner FROM mention WHERE term = ${parameter} AND stored BETWEEN $1 AND $2
-- name: find_own_filter
 AND EXISTS (SELECT 1 FROM mention AS other WHERE other.term = ANY (${parameter}) AND other.stored = m.stored AND other.learner = m.learner)
-- name: find_heir_filter
 AND EXISTS (SELECT 1 FROM inherited AS other WHERE other.term = ANY (${parameter}) AND other.stored = m.stored AND other.learner = m.learner
             AND other.origin = m.origin)

-- name: insert_blobs
INSERT INTO blob (sha2, bytes) SELECT * FROM unnest($1, $2) AS given (sha2, bytes) ORDER BY sha2 ON CONFLICT DO NOTHING;
-- name: insert_blob_uses
INSERT INTO blob_use (sha2, stored) SELECT * FROM unnest($1, $2) ON CONFLICT DO NOTHING;
-- name: blob
SELECT bytes FROM blob WHERE sha2 = $1;

-- name: definitions
SELECT id, definition FROM activity WHERE id = ANY ($1);
-- name: put_definitions
INSERT INTO activity (id, definition) SELECT * FROM unnest($1, $2) ON CONFLICT (id) DO UPDATE SET definition = excluded.definition;
-- name: definition
SELECT definition FROM activity WHERE id = $1;
-- name: insert_names
INSERT INTO agent_name (agent, name, seen)
SELECT agent, name, min(seen) FROM unnest($1, $2, $3) AS given (agent, name, seen)
WHERE NOT EXISTS (SELECT 1 FROM agent_name AS old WHERE old.agent = given.agent AND old.name = given.name)
GROUP BY agent, name ORDER BY agent, name ON CONFLICT DO NOTHING;
-- name: names
SELECT name FROM agent_name WHERE agent = $1 ORDER BY seen, name;

-- name: document
SELECT content_type, bytes, updated FROM document WHERE kind = $1 AND activity = $2 AND agent = $3 AND registration = $4 AND id = $5;
-- name: put_document
INSERT INTO document (kind, activity, agent, registration, id, content_type, bytes, updated) VALUES ($1, $2, $3, $4, $5, $6, $7, clock_now())
ON CONFLICT (kind, activity, agent, registration, id)
  DO UPDATE SET content_type = excluded.content_type, bytes = excluded.bytes, updated = excluded.updated;
-- name: drop_document
DELETE FROM document WHERE kind = $1 AND activity = $2 AND agent = $3 AND registration = $4 AND id = $5;
-- name: document_ids
SELECT DISTINCT id FROM document
WHERE kind = $1 AND activity = $2 AND agent = $3 AND ($4 = ''::bytea OR registration = $4) AND updated > $5 ORDER BY id;
-- name: registration
SELECT activity, agent, id, content_type, bytes, updated FROM document WHERE kind = 6 AND registration = $1;
-- name: drop_documents
DELETE FROM document WHERE kind = $1 AND activity = $2 AND agent = $3 AND ($4 = ''::bytea OR registration = $4);
-- name: documents_of_agent
SELECT kind, activity, registration, id, content_type, bytes, updated FROM document WHERE agent = $1 ORDER BY kind, activity, registration, id;

-- name: put_bundle
INSERT INTO bundle (version, text, added) VALUES ($1, $2, clock_now()) ON CONFLICT (version) DO UPDATE SET text = excluded.text, added = excluded.added;
-- name: newest_bundle
SELECT version FROM bundle ORDER BY added DESC, version LIMIT 1;
-- name: bundle
SELECT text FROM bundle WHERE version = $1;

-- name: credential
SELECT key, secret_hash, scopes, authority, learner, created FROM credential WHERE key = $1;
-- name: credentials
SELECT key, secret_hash, scopes, authority, learner, created FROM credential ORDER BY created, key;
-- name: insert_credential
INSERT INTO credential (key, secret_hash, scopes, authority, learner, created) VALUES ($1, $2, $3, $4, $5, $6);
-- name: revoke_credential
DELETE FROM credential WHERE key = $1;

-- name: learner
SELECT id, agent, locator, secret_hash, restricted, created, consent, consent_bundle, consented FROM learner WHERE id = $1;
-- name: learner_by_locator
SELECT id, agent, locator, secret_hash, restricted, created, consent, consent_bundle, consented FROM learner WHERE locator = $1;
-- name: insert_learner
INSERT INTO learner (id, agent, locator, secret_hash, restricted, created, consent, consent_bundle, consented)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING;
-- name: restrict_learner
UPDATE learner SET restricted = $2 WHERE id = $1;
-- name: restricted_learners
SELECT id FROM learner WHERE restricted ORDER BY id;
-- name: change_code
UPDATE learner SET locator = $2, secret_hash = $3
WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM learner AS other WHERE other.locator = $2 AND other.id <> $1);
-- name: insert_class
INSERT INTO class (id, name, course, code, facilitator, created) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING;
-- name: class_by_id
SELECT id, name, course, code, facilitator, created FROM class WHERE id = $1;
-- name: class_by_code
SELECT id, name, course, code, facilitator, created FROM class WHERE code = $1;
-- name: class_by_facilitator
SELECT id, name, course, code, facilitator, created FROM class WHERE facilitator = $1;
-- name: classes
SELECT id, name, course, code, facilitator, created FROM class ORDER BY name, id;
-- name: change_class_code
UPDATE class SET code = $2 WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM class AS other WHERE other.code = $2);
-- name: change_facilitator
UPDATE class SET facilitator = $2 WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM class AS other WHERE other.facilitator = $2);
-- name: delete_class
DELETE FROM class WHERE id = $1;
-- name: delete_members
DELETE FROM member WHERE class = $1;
-- name: delete_class_events
DELETE FROM class_event WHERE class = $1;
-- name: take_number
UPDATE class SET numbers = numbers + 1 WHERE id = $1 RETURNING numbers;
-- name: insert_member
INSERT INTO member (class, learner, number, display_name, circle, may_renew, joined) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (class, learner) DO UPDATE SET display_name = excluded.display_name, circle = excluded.circle, may_renew = excluded.may_renew RETURNING number;
-- name: update_member
UPDATE member SET display_name = $3, circle = $4, may_renew = $5 WHERE class = $1 AND learner = $2;
-- name: member
SELECT class, learner, number, display_name, circle, may_renew, joined FROM member WHERE class = $1 AND learner = $2;
-- name: members
SELECT class, learner, number, display_name, circle, may_renew, joined FROM member WHERE class = $1 ORDER BY number;
-- name: memberships
SELECT class, learner, number, display_name, circle, may_renew, joined FROM member WHERE learner = $1 ORDER BY joined, class;
-- name: delete_member
DELETE FROM member WHERE class = $1 AND learner = $2;
-- name: delete_memberships
DELETE FROM member WHERE learner = $1;
-- name: insert_class_event
INSERT INTO class_event (class, what, member, time) VALUES ($1, $2, $3, $4);
-- name: class_events
SELECT what, member, time FROM class_event WHERE class = $1 ORDER BY id;
-- name: tombstones
SELECT hash FROM tombstone WHERE hash = ANY ($1);
-- name: insert_tombstones
INSERT INTO tombstone (hash, receipt, erased) SELECT DISTINCT unnest($1), $2, clock_now() ON CONFLICT DO NOTHING;

-- name: mentioning
SELECT DISTINCT statement.stored, statement.id
FROM mention JOIN statement ON statement.stored = mention.stored AND statement.learner = mention.learner WHERE mention.term = ANY ($1);
-- name: delete_mentions
DELETE FROM mention USING (SELECT unnest(terms) AS term, stored, learner FROM statement WHERE stored = ANY ($1)) AS own
WHERE mention.term = own.term AND mention.stored = own.stored AND mention.learner = own.learner;
-- name: delete_blobs
WITH used AS (DELETE FROM blob_use WHERE stored = ANY ($1) RETURNING sha2)
DELETE FROM blob USING (SELECT DISTINCT sha2 FROM used) AS own
WHERE blob.sha2 = own.sha2 AND NOT EXISTS (SELECT 1 FROM blob_use AS other WHERE other.sha2 = own.sha2 AND other.stored <> ALL ($1));
-- name: delete_ids
DELETE FROM statement_id USING statement WHERE statement.stored = ANY ($1) AND statement_id.id = statement.id;
-- name: delete_statements
DELETE FROM statement WHERE stored = ANY ($1);
-- name: delete_documents_of_agent
DELETE FROM document WHERE agent = $1;
-- name: delete_names
DELETE FROM agent_name WHERE agent = $1;
-- name: sessions_of
SELECT key FROM credential WHERE learner = $1 AND learner <> '';
-- name: delete_sessions
DELETE FROM credential WHERE learner = $1 AND learner <> '';
-- name: delete_learner
DELETE FROM learner WHERE id = $1;

-- name: database_bytes
SELECT pg_database_size(current_database());
-- name: inventory
SELECT 'statements', count(*) FROM statement_id
UNION ALL SELECT 'actors', count(DISTINCT learner) FROM statement
UNION ALL SELECT 'defined activities', count(*) FROM activity
UNION ALL SELECT 'documents', count(*) FROM document
UNION ALL SELECT 'attachments', count(*) FROM blob
UNION ALL SELECT 'bytes of attachments', coalesce(sum(length(bytes)), 0) FROM blob
UNION ALL SELECT 'learners', count(*) FROM learner
UNION ALL SELECT 'keys', count(*) FROM credential WHERE learner = ''
UNION ALL SELECT 'tokens of learners', count(*) FROM credential WHERE learner <> ''
UNION ALL SELECT 'bytes of the database', pg_database_size(current_database());

-- name: lock_schema
SELECT pg_advisory_xact_lock(95::bigint << 56);
-- name: has_schema
SELECT to_regclass('sanggar.format') IS NOT NULL;
-- name: create_schema
CREATE SCHEMA IF NOT EXISTS sanggar;
-- name: create_format
CREATE TABLE sanggar.format (version bigint NOT NULL);
-- name: format
SELECT coalesce(max(version), 0) FROM sanggar.format;
-- name: set_format
INSERT INTO sanggar.format (version) VALUES ($1);
