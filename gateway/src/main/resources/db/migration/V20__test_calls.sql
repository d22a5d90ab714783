-- Test calls that are over, and what db-scheduler has still to run. Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

-- place_id and hearing_id refer to what may be gone by now. Rows are only ever added.
create table test_calls (
    id varchar(64) primary key,
    place_kind varchar(8) not null check (place_kind in ('ROOM', 'PHONE')),
    place_id varchar(64) not null,
    place_name varchar not null,
    -- null if it was tested for none
    hearing_id varchar(36),
    asked varchar not null,
    attempt int not null,
    begun timestamp with time zone not null,
    ended timestamp with time zone not null,
    -- JSON: a list of check, outcome, figure, limit, doubt, reason
    verdicts varchar not null
);

create index test_calls_of_place on test_calls (place_kind, place_id, ended);
create index test_calls_of_hearing on test_calls (hearing_id, ended);
create index test_calls_by_time on test_calls (ended);

-- As db-scheduler 16 wants it (its README, "Table definition"), but for the column of priorities, which are not used.
create table scheduled_tasks (
    task_name varchar(100) not null,
    task_instance varchar(200) not null,
    task_data bytea,
    execution_time timestamp with time zone not null,
    picked boolean not null,
    picked_by varchar(50),
    last_success timestamp with time zone,
    last_failure timestamp with time zone,
    consecutive_failures int,
    last_heartbeat timestamp with time zone,
    version bigint not null,
    primary key (task_name, task_instance)
);

create index scheduled_tasks_by_time on scheduled_tasks (execution_time);
create index scheduled_tasks_by_heartbeat on scheduled_tasks (last_heartbeat);
