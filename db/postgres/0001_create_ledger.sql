-- The ledger: questions (sweep), what is trained for them (curve, cell, trial) and what was thought about them
-- (decision, event). Canonical texts stand in columns so that a SQL prompt can filter on them. JSON is kept as the text
-- that was handed over, to the letter, and checked here. It is read with a cast, as in answer_json::json -> 'smallest'.
-- The tables are those of db/sqlite, column by column.

CREATE TABLE curve (
    curve_key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    task text NOT NULL,
    architecture text NOT NULL,
    strategy text NOT NULL,
    optimizer text NOT NULL,
    criterion text NOT NULL,
    steps integer NOT NULL,
    seed bigint NOT NULL,
    -- Two formats of one curve hold different trials.
    trial_format integer NOT NULL
);

-- A task may be longer than an entry of a B-tree may be, so hashes of the texts stand for them.
CREATE UNIQUE INDEX curve_once ON curve (
    md5(task), md5(architecture), md5(strategy), md5(optimizer), md5(criterion), steps, seed, trial_format);
CREATE INDEX curve_by_task ON curve USING hash (task);
CREATE INDEX curve_by_architecture ON curve USING hash (architecture);

-- Ids compare byte by byte, whatever the language of the database, so that a beginning is a range.
CREATE TABLE cell (
    cell_key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text COLLATE "C" NOT NULL UNIQUE,
    curve_key bigint NOT NULL REFERENCES curve,
    width integer NOT NULL,
    UNIQUE (curve_key, width)
);

-- A machine stamps every trial of a run with the same four texts.
CREATE TABLE engine_stamp (
    stamp_key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    engine text NOT NULL,
    device text NOT NULL,
    device_class text NOT NULL,
    versions text NOT NULL,
    UNIQUE (engine, device, device_class, versions)
);

CREATE TABLE trial (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    cell_key bigint NOT NULL REFERENCES cell,
    seed_index integer NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('fitted', 'notFitted', 'diverged')),
    steps integer NOT NULL,
    -- Null where the loss is not finite.
    final_loss double precision,
    dense bigint NOT NULL,
    nonzero bigint NOT NULL,
    effective bigint NOT NULL,
    bits bigint NOT NULL,
    wall_seconds double precision NOT NULL,
    cpu_seconds double precision NOT NULL,
    digest text NOT NULL,
    stamp_key bigint NOT NULL REFERENCES engine_stamp,
    stored_at timestamptz NOT NULL,
    UNIQUE (cell_key, seed_index)
);

-- What was stored today: trials lie in the order of their arrival, which a block range index turns to use for a few pages.
CREATE INDEX trial_by_time ON trial USING brin (stored_at);

CREATE TABLE sweep (
    sweep_key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text COLLATE "C" NOT NULL UNIQUE,
    curve_key bigint NOT NULL REFERENCES curve,
    success double precision NOT NULL,
    confidence double precision NOT NULL,
    ratio double precision NOT NULL,
    min_width integer NOT NULL,
    max_width integer NOT NULL,
    lanes integer NOT NULL,
    max_trainings integer NOT NULL,
    -- Widths joined by '+', and seeds a width. Null in an adaptive search.
    grid_widths text,
    grid_seeds integer,
    spec_json text NOT NULL CHECK (spec_json::json IS NOT NULL),
    data_digest text NOT NULL,
    status text NOT NULL,
    answer_json text CHECK (answer_json::json IS NOT NULL OR answer_json IS NULL),
    created_at timestamptz NOT NULL,
    finished_at timestamptz
);

CREATE INDEX sweep_by_time ON sweep (created_at DESC, sweep_key DESC);
CREATE INDEX sweep_by_curve ON sweep (curve_key);

-- A sweep uses the seeds 0 .. trials - 1 of each of its cells, however many are stored.
CREATE TABLE sweep_cell (
    sweep_key bigint NOT NULL REFERENCES sweep,
    ordinal integer NOT NULL,
    cell_key bigint NOT NULL REFERENCES cell,
    trials integer NOT NULL,
    PRIMARY KEY (sweep_key, ordinal),
    UNIQUE (sweep_key, cell_key)
);

CREATE INDEX sweep_cell_by_cell ON sweep_cell (cell_key);

CREATE TABLE decision (
    sweep_key bigint NOT NULL REFERENCES sweep,
    ordinal integer NOT NULL,
    json text NOT NULL CHECK (json::json IS NOT NULL),
    PRIMARY KEY (sweep_key, ordinal)
);

CREATE TABLE event (
    event_key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sweep_key bigint REFERENCES sweep,
    cell_key bigint REFERENCES cell,
    kind text NOT NULL,
    json text NOT NULL CHECK (json::json IS NOT NULL),
    at timestamptz NOT NULL
);

CREATE INDEX event_by_sweep ON event (sweep_key) WHERE sweep_key IS NOT NULL;
CREATE INDEX event_by_cell ON event (cell_key) WHERE cell_key IS NOT NULL;

-- One row an answered question: low and high are the ends of the interval, high null where no width is certified.
CREATE VIEW smallest_trainable AS
SELECT
    sweep.id AS sweep,
    sweep.status,
    (sweep.answer_json::json #>> '{smallest,width}')::integer AS width,
    (sweep.answer_json::json #>> '{smallest,widthInterval,0}')::integer AS low,
    (sweep.answer_json::json #>> '{smallest,widthInterval,1}')::integer AS high,
    (sweep.answer_json::json #>> '{smallest,parameters}')::bigint AS parameters,
    curve.task,
    curve.architecture,
    curve.strategy,
    curve.optimizer,
    curve.criterion,
    curve.steps,
    curve.seed,
    sweep.success,
    sweep.confidence,
    sweep.ratio,
    sweep.created_at,
    sweep.finished_at
FROM sweep
JOIN curve USING (curve_key)
WHERE sweep.answer_json IS NOT NULL;

-- Every stored trial with all that it stands for.
CREATE VIEW trial_result AS
SELECT
    trial.id,
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
    trial.seed_index,
    trial.outcome,
    trial.steps,
    trial.final_loss,
    trial.dense,
    trial.nonzero,
    trial.effective,
    trial.bits,
    trial.wall_seconds,
    trial.cpu_seconds,
    trial.digest,
    engine_stamp.engine,
    engine_stamp.device,
    engine_stamp.device_class,
    engine_stamp.versions,
    trial.stored_at
FROM trial
JOIN cell USING (cell_key)
JOIN curve USING (curve_key)
JOIN engine_stamp USING (stamp_key);
