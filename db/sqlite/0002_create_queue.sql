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

-- What lists of answers show stands beside the answer, which is long: its parts spec and smallest.
ALTER TABLE question ADD COLUMN answer_spec_json TEXT;
ALTER TABLE question ADD COLUMN smallest_json TEXT;
UPDATE question
SET answer_spec_json = answer_json -> '$.spec', smallest_json = answer_json -> '$.smallest'
WHERE answer_json IS NOT NULL;

-- One row an answered question: low and high are the ends of the interval, high null where no width is certified.
CREATE VIEW smallest_trainable AS
SELECT
    question.id AS question,
    question.status,
    json_extract(question.smallest_json, '$.width') AS width,
    json_extract(question.smallest_json, '$.widthInterval[0]') AS low,
    json_extract(question.smallest_json, '$.widthInterval[1]') AS high,
    json_extract(question.smallest_json, '$.parameters') AS parameters,
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
    -- What claims look for stands here too, so that they walk along an index over what is open.
    trial_format INTEGER NOT NULL,
    device_class TEXT NOT NULL CHECK (device_class IN ('cpu', 'gpu')),
    is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
    PRIMARY KEY (sweep_key, ordinal),
    UNIQUE (sweep_key, question_key)
) STRICT, WITHOUT ROWID;

CREATE INDEX sweep_question_by_question ON sweep_question (question_key);
CREATE INDEX sweep_question_open ON sweep_question (sweep_key, device_class, trial_format, ordinal, question_key) WHERE is_open;

-- A registration of a process. A worker that was given up for dead registers anew.
CREATE TABLE worker (
    worker_key INTEGER PRIMARY KEY AUTOINCREMENT,
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
    -- Never used again, so that a lease of a block that is gone is good for no other.
    block_key INTEGER PRIMARY KEY AUTOINCREMENT,
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
    -- Last claim; in a ready block it says that the lease was lost or given back.
    claimed_at TEXT,
    finished_at TEXT,
    -- A decide block that was claimed to answer with what was known, as its sweep was being stopped.
    is_stopping INTEGER NOT NULL DEFAULT 0 CHECK (is_stopping IN (0, 1)),
    -- What went wrong last.
    problem TEXT,
    CHECK ((kind = 'train') = (cell_key IS NOT NULL)),
    CHECK ((state = 'leased') = (worker_key IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX block_decide ON block (question_key) WHERE kind = 'decide';
CREATE INDEX block_by_question ON block (question_key, block_key);
CREATE INDEX block_ready ON block (question_key, block_key) WHERE state = 'ready' AND kind = 'train';
CREATE INDEX block_leased_of_question ON block (question_key) WHERE state = 'leased' AND kind = 'train';
CREATE INDEX block_leased_of_cell ON block (cell_key) WHERE state = 'leased';
CREATE INDEX block_leased ON block (worker_key) WHERE state = 'leased';
CREATE INDEX block_quarantined ON block (question_key) WHERE state = 'quarantined';

-- Blocks that were claimed before and lost: the first to be claimed.
CREATE INDEX block_lost ON block (block_key) WHERE state = 'ready' AND claimed_at IS NOT NULL;

-- Events of sweeps: who paused, what was stopped.
ALTER TABLE event ADD COLUMN sweep_key INTEGER REFERENCES sweep;
CREATE INDEX event_by_sweep ON event (sweep_key) WHERE sweep_key IS NOT NULL;

-- One row a sweep: questions asked, answered and failed; trainings planned, done and left alone; blocks being worked on.
CREATE VIEW sweep_progress AS
SELECT
    sweep.id AS sweep,
    sweep.name,
    sweep.notes,
    sweep.priority,
    sweep.state,
    count(*) FILTER (WHERE block.kind = 'decide') AS questions,
    count(*) FILTER (WHERE block.kind = 'decide' AND block.state = 'done') AS answered,
    count(*) FILTER (WHERE block.kind = 'decide' AND block.state = 'quarantined') AS failed,
    coalesce(sum(block.seed_count), 0) AS planned,
    coalesce(sum(block.seed_count) FILTER (WHERE block.state = 'done'), 0) AS done,
    coalesce(sum(block.seed_count) FILTER (WHERE block.state = 'quarantined'), 0) AS quarantined,
    count(*) FILTER (WHERE block.state = 'leased') AS running,
    coalesce(
        sum(block.cost_seconds) FILTER (WHERE sweep_question.is_open AND block.state IN ('ready', 'leased')), 0) AS seconds_left,
    sweep.created_at,
    sweep.finished_at
FROM sweep
LEFT JOIN sweep_question ON sweep_question.sweep_key = sweep.sweep_key
LEFT JOIN block ON block.question_key = sweep_question.question_key
GROUP BY sweep.sweep_key;

-- One row a cell: counts over all trials that are stored of it, whoever asked for them.
CREATE VIEW cell_success AS
SELECT
    curve.task,
    curve.architecture,
    curve.strategy,
    curve.optimizer,
    curve.criterion,
    curve.steps AS step_limit,
    curve.seed,
    curve.trial_format,
    cell.id AS cell,
    cell.width,
    count(*) AS trials,
    count(*) FILTER (WHERE trial.outcome = 'fitted') AS fitted,
    count(*) FILTER (WHERE trial.outcome = 'notFitted') AS not_fitted,
    count(*) FILTER (WHERE trial.outcome = 'diverged') AS diverged,
    CAST(count(*) FILTER (WHERE trial.outcome = 'fitted') AS REAL) / count(*) AS success
FROM cell
JOIN curve ON curve.curve_key = cell.curve_key
JOIN trial ON trial.cell_key = cell.cell_key
GROUP BY cell.cell_key, curve.curve_key;
