-- Institutions, rooms and what stands in them; and who did what to all this. Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

create table institutions (
    id varchar(36) primary key,
    name varchar not null,
    -- the name as it is compared: without regard to case
    name_key varchar not null unique,
    kind varchar(24) not null check (kind in ('COURT', 'HOSPITAL', 'SOCIAL_FACILITY', 'DETENTION_FACILITY')),
    region varchar not null
);

create table rooms (
    id varchar(36) primary key,
    institution_id varchar(36) not null references institutions (id),
    name varchar not null,
    name_key varchar not null,
    unique (institution_id, name_key)
);

-- What a device is; one without a row is unknown. Lists have a line for each element.
create table device_descriptions (
    device_id varchar(36) primary key references devices (id) on delete cascade,
    room_id varchar(36) references rooms (id),
    make varchar not null,
    model varchar not null,
    firmware varchar not null,
    serial varchar not null,
    addresses varchar not null,
    sip_uri varchar not null,
    h323_aliases varchar not null,
    driver varchar not null,
    capabilities varchar not null,
    notes varchar not null
);

create index device_descriptions_of_room on device_descriptions (room_id);

-- Cameras and displays.
create table peripherals (
    id varchar(36) primary key,
    room_id varchar(36) not null references rooms (id),
    kind varchar(16) not null check (kind in ('CAMERA', 'DISPLAY')),
    name varchar not null,
    make varchar not null,
    model varchar not null,
    address varchar not null,
    notes varchar not null
);

create index peripherals_of_room on peripherals (room_id);

-- Rows are only ever added, each with the hash over the one before. subject_id refers to what may be gone by now.
create table audit_entries (
    number bigint primary key,
    recorded_at timestamp with time zone not null,
    actor varchar not null,
    action varchar(64) not null,
    subject_kind varchar(16) not null,
    subject_id varchar(36) not null,
    subject_name varchar not null,
    -- JSON: a list of field, before, after
    changes varchar not null,
    hash varchar(64) not null
);

create index audit_of_subject on audit_entries (subject_id, number);

-- One row: where the chain ends. Whoever adds an entry locks it.
create table audit_head (
    id int primary key,
    number bigint not null,
    hash varchar(64) not null
);

insert into audit_head (id, number, hash)
    values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
