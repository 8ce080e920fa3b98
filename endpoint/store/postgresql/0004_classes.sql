-- Classes: who is in them, and what was done to their codes.

CREATE TABLE class (
  id bytea PRIMARY KEY,             -- a UUID, lower case
  name bytea NOT NULL,
  course bytea NOT NULL,            -- '': all
  code bytea NOT NULL UNIQUE,
  facilitator text NOT NULL UNIQUE, -- SHA-256 of the secret
  numbers bigint NOT NULL DEFAULT 0,  -- so many numbers were given to members
  created bigint NOT NULL
);

-- The only place where a learner's name may stand.
CREATE TABLE member (
  class bytea NOT NULL,
  learner bytea NOT NULL,
  number bigint NOT NULL,
  display_name bytea NOT NULL,
  circle bytea NOT NULL,            -- the group
  may_renew boolean NOT NULL,
  joined bigint NOT NULL,
  PRIMARY KEY (class, learner)
);
CREATE INDEX member_learner ON member (learner);

-- Learners stand there with their number alone.
CREATE TABLE class_event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  class bytea NOT NULL,
  what text NOT NULL,
  member bigint NOT NULL,           -- 0: none
  time bigint NOT NULL
);
CREATE INDEX class_event_class ON class_event (class);
