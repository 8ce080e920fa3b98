-- Who agreed that a learner's progress is kept, and the restricted learners found without reading all.

ALTER TABLE learner ADD COLUMN consent TEXT NOT NULL DEFAULT '';         -- 'self', 'guardian'; '': nobody was asked
ALTER TABLE learner ADD COLUMN consent_bundle TEXT NOT NULL DEFAULT '';
ALTER TABLE learner ADD COLUMN consented INTEGER NOT NULL DEFAULT 0;

CREATE INDEX learner_restricted ON learner (id) WHERE restricted <> 0;
