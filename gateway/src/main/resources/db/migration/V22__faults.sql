-- Faults that test calls found, and who was told of them. Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

-- place_id and hearing_id refer to what may be gone by now.
create table faults (
    -- of the test that found it
    id varchar(64) primary key,
    place_kind varchar(8) not null check (place_kind in ('ROOM', 'PHONE')),
    place_id varchar(64) not null,
    place_name varchar not null,
    hearing_id varchar(36),
    -- names of checks, separated by commas
    checks varchar not null,
    lasting varchar not null,
    opened timestamp with time zone not null,
    expected timestamp with time zone,
    expected_by varchar,
    expected_said timestamp with time zone,
    -- null while it is open
    restored timestamp with time zone,
    restored_test varchar(64)
);

create index faults_of_place on faults (place_kind, place_id, restored);
create index faults_by_time on faults (opened);

-- The key has each told once in a cluster.
create table alerts_told (
    fault_id varchar(64) not null references faults (id) on delete cascade,
    told_to varchar(16) not null,
    step varchar(128) not null,
    occasion varchar(16) not null,
    severity varchar(16) not null,
    hearing_id varchar(36),
    told timestamp with time zone not null,
    primary key (fault_id, told_to, step)
);

create index alerts_told_by_time on alerts_told (told);

-- Until when a user has seen them.
create table alerts_read (
    user_id varchar(64) primary key,
    until timestamp with time zone not null
);
