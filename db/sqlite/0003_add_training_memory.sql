-- Bytes to train one network at the peak: its state (parameters, gradient, optimizer), and its activations on the rows
-- of a step. Null for trials that were stored before.

ALTER TABLE trial ADD COLUMN state_bytes INTEGER;
ALTER TABLE trial ADD COLUMN activation_bytes INTEGER;

DROP VIEW trial_result;

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
    trial.stored_at,
    trial.state_bytes,
    trial.activation_bytes
FROM trial
JOIN cell USING (cell_key)
JOIN curve USING (curve_key)
JOIN engine_stamp USING (stamp_key);
