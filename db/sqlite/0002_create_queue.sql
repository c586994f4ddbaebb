-- What one curve is asked is called a question; a sweep is a set of questions.

DROP VIEW smallest_trainable;

ALTER TABLE sweep RENAME TO question;
ALTER TABLE question RENAME COLUMN sweep_key TO question_key;
ALTER TABLE sweep_cell RENAME TO question_cell;
ALTER TABLE question_cell RENAME COLUMN sweep_key TO question_key;
ALTER TABLE decision RENAME COLUMN sweep_key TO question_key;
ALTER TABLE event RENAME COLUMN sweep_key TO question_key;

DROP INDEX event_by_sweep;
CREATE INDEX event_by_question ON event (question_key) WHERE question_key IS NOT NULL;

-- One row an answered question: low and high are the ends of the interval, high null where no width is certified.
CREATE VIEW smallest_trainable AS
SELECT
    question.id AS question,
    question.status,
    json_extract(question.answer_json, '$.smallest.width') AS width,
    json_extract(question.answer_json, '$.smallest.widthInterval[0]') AS low,
    json_extract(question.answer_json, '$.smallest.widthInterval[1]') AS high,
    json_extract(question.answer_json, '$.smallest.parameters') AS parameters,
    curve.task,
    curve.architecture,
    curve.strategy,
    curve.optimizer,
    curve.criterion,
    curve.steps,
    curve.seed,
    question.success,
    question.confidence,
    question.ratio,
    question.created_at,
    question.finished_at
FROM question
JOIN curve USING (curve_key)
WHERE question.answer_json IS NOT NULL;

-- What is to be done: sweeps that were handed in, the blocks of their questions, and the workers that do them.

CREATE TABLE sweep (
    sweep_key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    priority INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'stopping', 'stopped', 'cancelled', 'finished', 'failed')),
    spec_json TEXT NOT NULL CHECK (json_valid(spec_json)),
    created_at TEXT NOT NULL,
    finished_at TEXT
) STRICT;

CREATE INDEX sweep_by_time ON sweep (created_at DESC, sweep_key DESC);

-- The few that claims must look at, however many were ever handed in.
CREATE INDEX sweep_at_work ON sweep (priority DESC, sweep_key) WHERE state IN ('running', 'paused', 'stopping');

CREATE TABLE sweep_question (
    sweep_key INTEGER NOT NULL REFERENCES sweep,
    ordinal INTEGER NOT NULL,
    question_key INTEGER NOT NULL REFERENCES question,
    PRIMARY KEY (sweep_key, ordinal),
    UNIQUE (sweep_key, question_key)
) STRICT, WITHOUT ROWID;

CREATE INDEX sweep_question_by_question ON sweep_question (question_key);

-- A registration of a process. A worker that was given up for dead registers anew.
CREATE TABLE worker (
    worker_key INTEGER PRIMARY KEY,
    host TEXT NOT NULL,
    process_id INTEGER NOT NULL,
    device TEXT NOT NULL,
    device_class TEXT NOT NULL,
    slots INTEGER NOT NULL,
    build TEXT NOT NULL,
    is_alive INTEGER NOT NULL CHECK (is_alive IN (0, 1)),
    started_at TEXT NOT NULL,
    last_seen TEXT NOT NULL
) STRICT;

CREATE INDEX worker_alive ON worker (worker_key) WHERE is_alive;

-- What a worker claims at once. Each queued question has one block of kind decide; it waits for the train blocks.
CREATE TABLE block (
    block_key INTEGER PRIMARY KEY,
    question_key INTEGER NOT NULL REFERENCES question,
    kind TEXT NOT NULL CHECK (kind IN ('train', 'decide')),
    device_class TEXT NOT NULL CHECK (device_class IN ('cpu', 'gpu')),
    -- The round that planned it; in a decide block, the rounds so far.
    round INTEGER NOT NULL,
    -- What is trained: seeds first_seed .. first_seed + seed_count - 1 of a cell. Null in a decide block.
    cell_key INTEGER REFERENCES cell,
    first_seed INTEGER,
    seed_count INTEGER,
    -- Predicted seconds of one thread.
    cost_seconds REAL NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('ready', 'leased', 'done', 'quarantined')),
    -- Counts claims; a result that is offered under an older lease is refused.
    lease INTEGER NOT NULL DEFAULT 0,
    crashes INTEGER NOT NULL DEFAULT 0,
    worker_key INTEGER REFERENCES worker,
    claimed_at TEXT,
    finished_at TEXT,
    -- What went wrong last.
    problem TEXT,
    CHECK ((kind = 'train') = (cell_key IS NOT NULL)),
    CHECK ((state = 'leased') = (worker_key IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX block_decide ON block (question_key) WHERE kind = 'decide';
CREATE INDEX block_by_question ON block (question_key, block_key);
CREATE INDEX block_unfinished ON block (question_key, device_class, block_key) WHERE state IN ('ready', 'leased');

-- Blocks that were claimed before and lost: the first to be claimed.
CREATE INDEX block_lost ON block (block_key) WHERE state = 'ready' AND lease > 0;
CREATE INDEX block_leased ON block (worker_key) WHERE state = 'leased';
CREATE INDEX block_leased_of_cell ON block (cell_key) WHERE state = 'leased';
CREATE INDEX block_quarantined ON block (question_key) WHERE state = 'quarantined';
