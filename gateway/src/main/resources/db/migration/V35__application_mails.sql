-- The mails by which people are told of applications. Runs on H2 (PostgreSQL mode) and PostgreSQL alike.

-- How far each application is told. Events of before were told otherwise.
create table application_correspondence (
    application_id varchar(36) primary key references applications (id),
    settled_event bigint not null
);

insert into application_correspondence (application_id, settled_event) select id, last_event from applications;

-- Those that the mail server took. Rows are only ever added.
create table application_mails (
    application_id varchar(36) not null references applications (id),
    event_number bigint not null,
    -- addressee or responder
    about varchar(16) not null,
    email varchar(254) not null,
    name varchar not null,
    mailed_at timestamp with time zone not null,
    primary key (application_id, event_number, about, email)
);

-- Users who need no reminder of terms on a day ('2026-06-04', of the court's time zone) any more.
create table term_reminders (
    reminded_on varchar(10) not null,
    user_id varchar(36) not null,
    primary key (reminded_on, user_id)
);
