-- The ledger: questions (sweep), what is trained for them (curve, cell, trial) and what was thought about them
-- (decision, event). Canonical texts stand in columns so that a SQL prompt can filter on them. Times are UTC,
-- 2026-01-31T12:00:00.0000000Z, so they sort as text.

CREATE TABLE curve (
    curve_key INTEGER PRIMARY KEY,
    task TEXT NOT NULL,
    architecture TEXT NOT NULL,
    strategy TEXT NOT NULL,
    optimizer TEXT NOT NULL,
    criterion TEXT NOT NULL,
    steps INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    -- Two formats of one curve hold different trials.
    trial_format INTEGER NOT NULL,
    UNIQUE (task, architecture, strategy, optimizer, criterion, steps, seed, trial_format)
) STRICT;

CREATE TABLE cell (
    cell_key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    curve_key INTEGER NOT NULL REFERENCES curve,
    width INTEGER NOT NULL,
    UNIQUE (curve_key, width)
) STRICT;

-- A machine stamps every trial of a run with the same four texts; a number saves 50 to 150 bytes beside 250 of a trial.
CREATE TABLE engine_stamp (
    stamp_key INTEGER PRIMARY KEY,
    engine TEXT NOT NULL,
    device TEXT NOT NULL,
    device_class TEXT NOT NULL,
    versions TEXT NOT NULL,
    UNIQUE (engine, device, device_class, versions)
) STRICT;

-- A table with row numbers: trials of one launch lie side by side, whatever their ids.
CREATE TABLE trial (
    id TEXT NOT NULL PRIMARY KEY,
    cell_key INTEGER NOT NULL REFERENCES cell,
    seed_index INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('fitted', 'notFitted', 'diverged')),
    steps INTEGER NOT NULL,
    -- Null where the loss is not finite.
    final_loss REAL,
    dense INTEGER NOT NULL,
    nonzero INTEGER NOT NULL,
    effective INTEGER NOT NULL,
    bits INTEGER NOT NULL,
    wall_seconds REAL NOT NULL,
    cpu_seconds REAL NOT NULL,
    digest TEXT NOT NULL,
    stamp_key INTEGER NOT NULL REFERENCES engine_stamp,
    stored_at TEXT NOT NULL,
    UNIQUE (cell_key, seed_index)
) STRICT;

CREATE TABLE sweep (
    sweep_key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    curve_key INTEGER NOT NULL REFERENCES curve,
    success REAL NOT NULL,
    confidence REAL NOT NULL,
    ratio REAL NOT NULL,
    min_width INTEGER NOT NULL,
    max_width INTEGER NOT NULL,
    lanes INTEGER NOT NULL,
    max_trainings INTEGER NOT NULL,
    -- Widths joined by '+', and seeds a width; null in an adaptive search.
    grid_widths TEXT,
    grid_seeds INTEGER,
    spec_json TEXT NOT NULL CHECK (json_valid(spec_json)),
    data_digest TEXT NOT NULL,
    status TEXT NOT NULL,
    answer_json TEXT CHECK (json_valid(answer_json)),
    created_at TEXT NOT NULL,
    finished_at TEXT
) STRICT;

-- A sweep uses the seeds 0 .. trials - 1 of each of its cells, however many are stored.
CREATE TABLE sweep_cell (
    sweep_key INTEGER NOT NULL REFERENCES sweep,
    ordinal INTEGER NOT NULL,
    cell_key INTEGER NOT NULL REFERENCES cell,
    trials INTEGER NOT NULL,
    PRIMARY KEY (sweep_key, ordinal),
    UNIQUE (sweep_key, cell_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision (
    sweep_key INTEGER NOT NULL REFERENCES sweep,
    ordinal INTEGER NOT NULL,
    json TEXT NOT NULL CHECK (json_valid(json)),
    PRIMARY KEY (sweep_key, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
    event_key INTEGER PRIMARY KEY AUTOINCREMENT,
    sweep_key INTEGER REFERENCES sweep,
    cell_key INTEGER REFERENCES cell,
    kind TEXT NOT NULL,
    json TEXT NOT NULL CHECK (json_valid(json)),
    at TEXT NOT NULL
) STRICT;

CREATE INDEX event_by_sweep ON event (sweep_key) WHERE sweep_key IS NOT NULL;
CREATE INDEX event_by_cell ON event (cell_key) WHERE cell_key IS NOT NULL;

-- One row an answered question: low and high are the ends of the interval, high null where no width is certified.
CREATE VIEW smallest_trainable AS
SELECT
    sweep.id AS sweep,
    sweep.status,
    json_extract(sweep.answer_json, '$.smallest.width') AS width,
    json_extract(sweep.answer_json, '$.smallest.widthInterval[0]') AS low,
    json_extract(sweep.answer_json, '$.smallest.widthInterval[1]') AS high,
    json_extract(sweep.answer_json, '$.smallest.parameters') AS parameters,
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
