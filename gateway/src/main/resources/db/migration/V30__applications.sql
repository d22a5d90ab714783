-- Applications for video conferencing, as their events. Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

-- One row for each, which is made of its events: lists are read from here, and last_event is the version by which one of two writers is told.
-- A term is open since a day; when it ends is said by the working calendar. Days and hearing_at are those of the court's time zone, as ISO 8601
-- has them ('2026-06-04', '2026-06-25T10:00'), in which text is in the order of time; no zone of a machine comes in between.
create table applications (
    id varchar(36) primary key,
    last_event bigint not null,
    court_id varchar not null,
    asked_id varchar,
    phase varchar(16) not null,
    case_number varchar not null,
    action varchar not null,
    hearing_at varchar(16) not null,
    send_since varchar(10),
    respond_since varchar(10),
    changed_at timestamp with time zone not null
);

create index applications_by_hearing on applications (hearing_at, id);
create index applications_by_change on applications (changed_at, id);
create index applications_to_send on applications (send_since);
create index applications_to_answer on applications (respond_since);

-- The trail. Rows are only ever added.
create table application_events (
    application_id varchar(36) not null references applications (id),
    number bigint not null,
    recorded_at timestamp with time zone not null,
    actor varchar not null,
    type varchar(64) not null,
    payload varchar not null,
    primary key (application_id, number)
);

-- The court, and the addressees of the last sending, who alone read it. institution_id refers to an institution, which may be gone by now.
create table application_readers (
    application_id varchar(36) not null references applications (id),
    institution_id varchar not null,
    primary key (application_id, institution_id)
);

create index applications_of_reader on application_readers (institution_id, application_id);
