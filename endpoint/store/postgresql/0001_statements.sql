-- Statements and all that is found by them. Times are microseconds since 1970, UTC.
--
-- The tables of statements carry `learner`, a hash of the actor, beside `stored` in every key and join: they may be distributed by the
-- one (Citus: create_distributed_table('statement', 'learner'), mention and inherited colocated) and partitioned by the other.
-- Texts that come from outside as keys are bytea: PostgreSQL's text refuses bytes that JSON and addresses may have.

CREATE TABLE statement (
  stored bigint NOT NULL,           -- different for each
  learner integer NOT NULL,
  id uuid NOT NULL,
  voided boolean NOT NULL,
  terms bigint[] NOT NULL,          -- what it mentions: the first 64 bits of the SHA-256 of a kind and a key
  text text NOT NULL,
  PRIMARY KEY (stored, learner)
);

-- Every id once, whoever the learner: where its statement lies, and to which it refers.
CREATE TABLE statement_id (
  id uuid PRIMARY KEY,
  stored bigint NOT NULL,
  learner integer NOT NULL,
  fingerprint uuid NOT NULL,
  target uuid,
  voids boolean NOT NULL            -- its target
);
CREATE INDEX statement_id_target ON statement_id (target) WHERE target IS NOT NULL;

CREATE TABLE mention (
  term bigint NOT NULL,
  stored bigint NOT NULL,
  learner integer NOT NULL,
  PRIMARY KEY (term, stored, learner)
);
-- What a statement is found by because of the statement (origin) to which it refers, directly or over others.
CREATE TABLE inherited (
  term bigint NOT NULL,
  stored bigint NOT NULL,
  learner integer NOT NULL,
  origin bigint NOT NULL,
  PRIMARY KEY (term, stored, learner, origin)
);
CREATE INDEX inherited_stored ON inherited (stored);

CREATE TABLE blob (sha2 bytea PRIMARY KEY, bytes bytea NOT NULL);
CREATE TABLE blob_use (sha2 bytea NOT NULL, stored bigint NOT NULL, PRIMARY KEY (sha2, stored));
CREATE INDEX blob_use_stored ON blob_use (stored);

CREATE TABLE activity (id bytea PRIMARY KEY, definition text NOT NULL);
CREATE TABLE agent_name (agent bytea NOT NULL, name bytea NOT NULL, seen bigint NOT NULL, PRIMARY KEY (agent, name));

CREATE TABLE document (
  kind integer NOT NULL,            -- 1 state, 2 activity profile, 3 agent profile
  activity bytea NOT NULL,
  agent bytea NOT NULL,
  registration bytea NOT NULL,
  id bytea NOT NULL,
  content_type bytea NOT NULL,
  bytes bytea NOT NULL,
  updated bigint NOT NULL,
  PRIMARY KEY (kind, activity, agent, registration, id)
);
CREATE INDEX document_agent ON document (agent);

CREATE TABLE credential (
  key bytea PRIMARY KEY,
  secret_hash text NOT NULL,
  scopes text NOT NULL,
  authority text NOT NULL,
  learner bytea NOT NULL,
  created bigint NOT NULL
);
CREATE INDEX credential_learner ON credential (learner) WHERE learner <> '';

CREATE FUNCTION clock_now() RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
$$;

-- The last moment of storing that was given out.
CREATE SEQUENCE moment MINVALUE 0 START 0;

-- Gives `many` moments in a row that nobody else gets, and tells the first. The transaction announces itself before: by an advisory
-- lock, held to its end, whose number is the time (below 90 in the highest byte). What it stores is later than that.
CREATE FUNCTION take_moments(many bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  first bigint;
BEGIN
  PERFORM pg_advisory_xact_lock_shared((90::bigint << 56) + clock_now());
  PERFORM pg_advisory_lock(91::bigint << 56);
  SELECT greatest(last_value + 1, clock_now()) INTO first FROM moment;
  PERFORM setval('moment', first + many - 1);
  PERFORM pg_advisory_unlock(91::bigint << 56);
  RETURN first;
END
$$;

-- Nothing that is not yet seen will have been stored before it: the clock is read first, then who has announced himself. Whoever does so
-- later takes moments after the clock's.
CREATE FUNCTION consistent_through() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  now bigint := clock_now();
BEGIN
  RETURN least(now, (SELECT min((classid::bigint << 32 | objid::bigint) - (90::bigint << 56)) FROM pg_locks
                     WHERE locktype = 'advisory' AND objsubid = 1 AND classid::bigint >> 24 = 90
                       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())));
END
$$;
