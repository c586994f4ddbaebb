-- What one curve is asked is called a question; a sweep is a set of questions.

DROP VIEW smallest_trainable;

ALTER TABLE sweep RENAME TO question;
ALTER TABLE question RENAME COLUMN sweep_key TO question_key;
ALTER TABLE sweep_cell RENAME TO question_cell;
ALTER TABLE question_cell RENAME COLUMN sweep_key TO question_key;
ALTER TABLE decision RENAME COLUMN sweep_key TO question_key;
ALTER TABLE event RENAME COLUMN sweep_key TO question_key;

ALTER INDEX sweep_pkey RENAME TO question_pkey;
ALTER INDEX sweep_id_key RENAME TO question_id_key;
ALTER INDEX sweep_by_time RENAME TO question_by_time;
ALTER INDEX sweep_by_curve RENAME TO question_by_curve;
ALTER INDEX sweep_cell_pkey RENAME TO question_cell_pkey;
ALTER INDEX sweep_cell_by_cell RENAME TO question_cell_by_cell;
ALTER INDEX event_by_sweep RENAME TO event_by_question;
ALTER SEQUENCE sweep_sweep_key_seq RENAME TO question_question_key_seq;

-- What lists of answers show stands beside the answer, which is long: its parts spec and smallest.
ALTER TABLE question ADD COLUMN answer_spec_json text;
ALTER TABLE question ADD COLUMN smallest_json text;
UPDATE question
SET answer_spec_json = (answer_json::json -> 'spec')::text, smallest_json = (answer_json::json -> 'smallest')::text
WHERE answer_json IS NOT NULL;

-- One row an answered question: low and high are the ends of the interval, high null where no width is certified.
CREATE VIEW smallest_trainable AS
SELECT
    question.id AS question,
    question.status,
    (question.smallest_json::json #>> '{width}')::integer AS width,
    (question.smallest_json::json #>> '{widthInterval,0}')::integer AS low,
    (question.smallest_json::json #>> '{widthInterval,1}')::integer AS high,
    (question.smallest_json::json #>> '{parameters}')::bigint AS parameters,
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
    sweep_key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text COLLATE "C" NOT NULL UNIQUE,
    name text NOT NULL,
    notes text NOT NULL,
    priority integer NOT NULL,
    state text NOT NULL CHECK (state IN ('running', 'paused', 'stopping', 'stopped', 'cancelled', 'finished', 'failed')),
    spec_json text NOT NULL CHECK (spec_json::json IS NOT NULL),
    created_at timestamptz NOT NULL,
    finished_at timestamptz
);

CREATE INDEX sweep_by_time ON sweep (created_at DESC, sweep_key DESC);

-- The few that claims must look at, however many were ever handed in.
CREATE INDEX sweep_at_work ON sweep (priority DESC, sweep_key) WHERE state IN ('running', 'paused', 'stopping');

CREATE TABLE sweep_question (
    sweep_key bigint NOT NULL REFERENCES sweep,
    ordinal integer NOT NULL,
    question_key bigint NOT NULL REFERENCES question,
    -- What claims look for stands here too, so that they walk along an index over what is open.
    trial_format integer NOT NULL,
    device_class text NOT NULL CHECK (device_class IN ('cpu', 'gpu')),
    is_open boolean NOT NULL,
    PRIMARY KEY (sweep_key, ordinal),
    UNIQUE (sweep_key, question_key)
);

CREATE INDEX sweep_question_by_question ON sweep_question (question_key);
CREATE INDEX sweep_question_open ON sweep_question (sweep_key, device_class, trial_format, ordinal, question_key) WHERE is_open;

-- A registration of a process. A worker that was given up for dead registers anew.
CREATE TABLE worker (
    worker_key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    host text NOT NULL,
    process_id integer NOT NULL,
    device text NOT NULL,
    device_class text NOT NULL,
    slots integer NOT NULL,
    build text NOT NULL,
    is_alive boolean NOT NULL,
    started_at timestamptz NOT NULL,
    last_seen timestamptz NOT NULL
);

CREATE INDEX worker_alive ON worker (worker_key) WHERE is_alive;

-- What a worker claims at once. Each queued question has one block of kind decide; it waits for the train blocks.
CREATE TABLE block (
    block_key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    question_key bigint NOT NULL REFERENCES question,
    kind text NOT NULL CHECK (kind IN ('train', 'decide')),
    device_class text NOT NULL CHECK (device_class IN ('cpu', 'gpu')),
    -- The round that planned it; in a decide block, the rounds so far.
    round integer NOT NULL,
    -- What is trained: seeds first_seed .. first_seed + seed_count - 1 of a cell. Null in a decide block.
    cell_key bigint REFERENCES cell,
    first_seed integer,
    seed_count integer,
    -- Predicted seconds of one thread.
    cost_seconds double precision NOT NULL,
    state text NOT NULL CHECK (state IN ('ready', 'leased', 'done', 'quarantined')),
    -- Counts claims; a result that is offered under an older lease is refused.
    lease bigint NOT NULL DEFAULT 0,
    crashes integer NOT NULL DEFAULT 0,
    worker_key bigint REFERENCES worker,
    -- Last claim; in a ready block it says that the lease was lost or given back.
    claimed_at timestamptz,
    finished_at timestamptz,
    -- A decide block that was claimed to answer with what was known, as its sweep was being stopped.
    is_stopping boolean NOT NULL DEFAULT FALSE,
    -- What went wrong last.
    problem text,
    CHECK ((kind = 'train') = (cell_key IS NOT NULL)),
    CHECK ((state = 'leased') = (worker_key IS NOT NULL))
);

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
ALTER TABLE event ADD COLUMN sweep_key bigint REFERENCES sweep;
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
    CAST(count(*) FILTER (WHERE trial.outcome = 'fitted') AS double precision) / count(*) AS success
FROM cell
JOIN curve ON curve.curve_key = cell.curve_key
JOIN trial ON trial.cell_key = cell.cell_key
GROUP BY cell.cell_key, curve.curve_key;

-- Whoever adds trials would lock the rows they refer to, of which one, the machine's stamp, is the same for all workers.
-- Their keys are looked up in the transaction that adds them, and no such row is ever removed.
ALTER TABLE trial DROP CONSTRAINT trial_cell_key_fkey;
ALTER TABLE trial DROP CONSTRAINT trial_stamp_key_fkey;
