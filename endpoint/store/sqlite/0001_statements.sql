-- Statements and all that is found by them. Times are microseconds since 1970, UTC; ids of statements are 16 bytes.

CREATE TABLE statement (
  stored INTEGER PRIMARY KEY,   -- different for each, in the order of storing: serves as the row's name everywhere
  id BLOB NOT NULL UNIQUE,
  fingerprint BLOB NOT NULL,
  target BLOB,                  -- the statement to which its object refers
  flags INTEGER NOT NULL,       -- 1: voids its target, 2: is voided
  terms BLOB NOT NULL,          -- the terms that mention it, four bytes each, lowest first
  text TEXT NOT NULL
) STRICT;
CREATE INDEX statement_target ON statement (target) WHERE target IS NOT NULL;

-- Each verb, agent, activity and registration once: kind 1 verb, 2 registration, 3 agent, 4 agent related, 5 activity, 6 activity related.
CREATE TABLE term (
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  key TEXT NOT NULL,
  UNIQUE (kind, key)
) STRICT;
CREATE TABLE mention (
  term INTEGER NOT NULL,
  stored INTEGER NOT NULL,
  PRIMARY KEY (term, stored)
) STRICT, WITHOUT ROWID;
-- What a statement is found by because of the statement (origin) to which it refers, directly or over others.
CREATE TABLE inherited (
  term INTEGER NOT NULL,
  stored INTEGER NOT NULL,
  origin INTEGER NOT NULL,
  PRIMARY KEY (term, stored, origin)
) STRICT, WITHOUT ROWID;

CREATE TABLE blob (sha2 TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE blob_use (sha2 TEXT NOT NULL, stored INTEGER NOT NULL, PRIMARY KEY (sha2, stored)) STRICT, WITHOUT ROWID;

CREATE TABLE activity (id TEXT PRIMARY KEY, definition TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE agent_name (
  agent TEXT NOT NULL,
  name TEXT NOT NULL,
  seen INTEGER NOT NULL,
  PRIMARY KEY (agent, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
  kind INTEGER NOT NULL,        -- 1 state, 2 activity profile, 3 agent profile
  activity TEXT NOT NULL,
  agent TEXT NOT NULL,
  registration TEXT NOT NULL,
  id TEXT NOT NULL,
  content_type TEXT NOT NULL,
  bytes BLOB NOT NULL,
  updated INTEGER NOT NULL,
  PRIMARY KEY (kind, activity, agent, registration, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_agent ON document (agent);

CREATE TABLE credential (
  key TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  scopes TEXT NOT NULL,
  authority TEXT NOT NULL,
  learner TEXT NOT NULL,
  created INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX credential_learner ON credential (learner) WHERE learner <> '';
