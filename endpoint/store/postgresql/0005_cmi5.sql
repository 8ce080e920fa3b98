-- Registrations of cmi5 are found by their id alone, and no two have the same.

CREATE UNIQUE INDEX document_registration ON document (registration) WHERE kind = 6;
